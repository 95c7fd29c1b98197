using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;

namespace RocketMQ.Cli.Commands.NameServers;

/// <summary>What wipeWritePerm and addWritePerm have in common: a broker, every name server, how many topics changed.</summary>
internal abstract class WritePermission : AdminCommand
{
    private readonly Option<string> _broker = Opt.Needed("b", "brokerName", "name of the broker");

    public override IReadOnlyList<Option> Options => [_broker];

    public override bool Changes => true;

    /// <summary>"wipe" or "add".</summary>
    protected abstract string Verb { get; }

    protected abstract Task<PartialResult<int>> ChangeAsync(Invocation call, string broker);

    /// <summary>Permissions of a topic after the change.</summary>
    protected abstract Permissions After(Permissions before);

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var broker = call.Needed(_broker);
        var result = await ChangeAsync(call, broker);
        var view = new TopicCounts(new SortedDictionary<string, int>(result.Values.ToDictionary(), StringComparer.Ordinal));
        return Answer.Of(view, CliJson.Default.TopicCounts, screen =>
        {
            foreach (var (server, count) in view.Servers)
                screen.Print($"{Verb} write perm of broker[{broker}] in name server[{server}] OK, {count}");
        }).With(result);
    }

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call)
    {
        var broker = call.Needed(_broker);
        var names = await call.Admin.Topics.ListNamesAsync(call.Cancellation);
        using var progress = call.Progress("topics");
        var changes = new List<string>();
        foreach (var (topic, index) in names.Order(StringComparer.Ordinal).Select((topic, index) => (topic, index)))
        {
            progress.Report(new Admin.WorkProgress(index, names.Count));
            var queues = (await call.Admin.Topics.FindRouteAsync(topic, call.Cancellation))?.QueueDatas.Find(data => data.BrokerName == broker);
            if (queues is not null && After((Permissions)queues.Perm) is var after && after != (Permissions)queues.Perm)
                changes.Add($"topic {topic} on {broker}: {((Permissions)queues.Perm).ToText()} becomes {after.ToText()}");
        }

        return changes.Count > 0 ? changes : [$"nothing: no topic on broker '{broker}' has other permissions"];
    }
}

/// <summary>Changed topics by name server.</summary>
internal sealed record TopicCounts(IReadOnlyDictionary<string, int> Servers);

internal sealed class WipeWritePermission : WritePermission
{
    public override string Name => "wipeWritePerm";

    public override string Description => "stops writes to a broker, in the routes of every name server";

    protected override string Verb => "wipe";

    protected override Task<PartialResult<int>> ChangeAsync(Invocation call, string broker) =>
        call.Admin.NameServers.WipeWritePermissionAsync(broker, call.Cancellation);

    protected override Permissions After(Permissions before) => before & ~Permissions.Write;
}

internal sealed class AddWritePermission : WritePermission
{
    public override string Name => "addWritePerm";

    public override string Description => "allows writes to a broker again, in the routes of every name server";

    protected override string Verb => "add";

    protected override Task<PartialResult<int>> ChangeAsync(Invocation call, string broker) =>
        call.Admin.NameServers.AddWritePermissionAsync(broker, call.Cancellation);

    protected override Permissions After(Permissions before) => Permissions.Read | Permissions.Write;
}
