using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Users;

/// <summary>Copies what one broker of 5.3 keeps under names to another: what that one has already is changed, the rest is created.</summary>
/// <typeparam name="TItem">What is copied.</typeparam>
/// <param name="kept">What brokers have of it, for the help.</param>
/// <param name="names">Which of it; all when absent.</param>
internal abstract class CopyCommand<TItem>(string kept, Option<string> names) : AdminCommand
    where TItem : class
{
    private readonly Option<string> _from = Opt.Needed("f", "fromBroker", $"address of the broker that has the {kept}, host:port");
    private readonly Option<string> _to = Opt.Needed("t", "toBroker", $"address of the broker that gets them, host:port");

    public override IReadOnlyList<Option> Options => [_from, _to, names];

    public override bool Changes => true;

    /// <summary>One of it, as the screen calls it: "copy user of …".</summary>
    protected abstract string Noun { get; }

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (from, to) = (call.Needed(_from), call.Needed(_to));
        var items = await ReadAsync(call, BrokerTarget.Address(from));
        foreach (var item in items)
        {
            var there = (await FindAsync(call, NameOf(item), BrokerTarget.Address(to))).OrThrow();
            _ = (await (there.Values[to] is null ? CreateAsync(call, item, BrokerTarget.Address(to)) : UpdateAsync(call, item, BrokerTarget.Address(to)))).OrThrow();
        }

        return Answer.Of(new CopiedView([.. items.Select(NameOf)]), CliJson.Default.CopiedView, screen =>
        {
            foreach (var item in items)
                screen.Print($"copy {Noun} of {NameOf(item)} from {from} to {to} success.");
        });
    }

    protected abstract string NameOf(TItem item);

    /// <summary>What to say of a name that the source does not have; it follows the source's address.</summary>
    protected abstract string Missing(string name);

    protected abstract Task<PartialResult<IReadOnlyList<TItem>>> ListAsync(Invocation call, BrokerTarget at);

    protected abstract Task<PartialResult<TItem?>> FindAsync(Invocation call, string name, BrokerTarget at);

    protected abstract Task<PartialResult<Done>> CreateAsync(Invocation call, TItem item, BrokerTarget at);

    protected abstract Task<PartialResult<Done>> UpdateAsync(Invocation call, TItem item, BrokerTarget at);

    private async Task<IReadOnlyList<TItem>> ReadAsync(Invocation call, BrokerTarget from)
    {
        if (call.Text(names) is not { Length: > 0 } wanted)
            return (await ListAsync(call, from)).OrThrow().Values.Values.Single();
        var items = new List<TItem>();
        foreach (var name in Opt.Listed(wanted))
        {
            var found = (await FindAsync(call, name, from)).OrThrow();
            items.Add(found.Values.Values.Single() ?? throw new ArgumentException($"{call.Needed(_from)} {Missing(name)}"));
        }

        return items;
    }
}

/// <summary>What was copied, by name.</summary>
internal sealed record CopiedView(IReadOnlyList<string> Copied);
