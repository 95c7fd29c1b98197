using System.CommandLine;
using RocketMQ.Admin.Monitoring;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Cli.Commands.Groups;

internal sealed class ConsumerStatus : AdminCommand
{
    private static readonly TableLayout<MemberFile> Layout = new(
        ["#Index", "#ClientId", "#Version", "#ConsumerRunningInfoFile"],
        "{0,-10} {1,-40} {2,-20} {3}",
        member => [member.Index, member.ClientId, member.Version, member.File]);

    private readonly Option<string> _group = Opt.Needed("g", "consumerGroup", "name of the consumer group");
    private readonly Option<string> _client = Opt.Text("i", "clientId", "id of one client, whose state is printed; all when absent");
    private readonly Option<string> _broker = Opt.Text("b", "brokerAddr", "address of the broker to ask for members, host:port; all when absent");
    private readonly Option<bool> _stacks = Opt.Flag("s", "jstack", "with the stacks of the clients' threads");

    public override string Name => "consumerStatus";

    public override string Description => "prints the inner state of the clients of a consumer group, or writes it to files";

    public override IReadOnlyList<Option> Options => [_group, _client, _broker, _stacks];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var group = call.Needed(_group);
        if (call.Text(_client) is { } wanted)
        {
            var info = await call.Admin.Groups.FindRunningInfoAsync(group, wanted, call.Get(_stacks), call.Cancellation)
                ?? throw new ArgumentException($"The Consumer <{group}> <{wanted}> not online");
            return Answer.Of(MemberState.Of(wanted, info), CliJson.Default.MemberState, screen => screen.Output.Write(RunningInfoText.Format(info, call)));
        }

        var target = call.Text(_broker) is { } address ? BrokerTarget.Address(address) : BrokerTarget.AllMasters;
        var members = await call.Admin.Groups.GetConsumersAsync(group, target, call.Cancellation);
        var clients = members.Values.Values.OfType<ConsumerConnection>().SelectMany(part => part.ConnectionSet)
            .DistinctBy(client => client.ClientId).OrderBy(client => client.ClientId, StringComparer.Ordinal).ToList();
        if (clients.Count == 0 && members.Failures.Count == 0)
        {
            call.Screen.Complain($"{Name}: the consumer group[{group}] not online");
            return Answer.Of(new MembersView([], null, []), CliJson.Default.MembersView, _ => { }).AsFailed();
        }

        return await WriteAllAsync(call, group, clients, members.Failures);
    }

    private async Task<Answer> WriteAllAsync(Invocation call, string group, IReadOnlyList<Connection> clients, IReadOnlyList<TargetFailure> failures)
    {
        var folder = call.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (files, infos) = (new List<MemberFile>(), new SortedDictionary<string, ConsumerRunningInfo>(StringComparer.Ordinal));
        var silent = new List<TargetFailure>(failures);
        foreach (var client in clients)
        {
            try
            {
                if (await call.Admin.Groups.FindRunningInfoAsync(group, client.ClientId, call.Get(_stacks), call.Cancellation) is not { } info)
                    continue;
                infos[client.ClientId] = info;
                var file = $"{folder}/{SafeName(client.ClientId)}";
                Directory.CreateDirectory(folder);
                await File.WriteAllTextAsync(file, RunningInfoText.Format(info, call), call.Cancellation);
                files.Add(new MemberFile(files.Count + 1, client.ClientId, RemotingVersion.Describe(client.Version), file));
            }
            catch (Admin.AdminException unanswered)
            {
                silent.Add(new TargetFailure(client.ClientAddr, unanswered));
            }
        }

        var (same, wrong) = infos.Count == 0 ? ((bool?)null, (IReadOnlyList<MemberFinding>)[]) : MemberStates.Examine(infos, call.Time.GetUtcNow());
        var findings = wrong.Select(finding => finding.Text).ToList();
        return Answer.Of(new MembersView(files, same, findings), CliJson.Default.MembersView, screen =>
        {
            Layout.Print(screen, files);
            Print(screen, same, findings);
        }).With(silent);
    }

    private static void Print(Screen screen, bool? same, IReadOnlyList<string> findings)
    {
        if (same is null)
            return;
        if (same is false)
        {
            screen.Print($"\n\nWARN: Different subscription in the same group of consumer!!!");
            return;
        }

        screen.Print($"\n\nSame subscription in the same group of consumer\n\nRebalance OK");
        foreach (var finding in findings)
            screen.Print($"{finding}");
    }

    // A client says its id itself; it must not name a place outside the folder.
    private static string SafeName(string clientId) =>
        string.Concat(clientId.Select(letter => letter is '/' or '\\' || char.IsControl(letter) ? '_' : letter)) is var name && name is "." or ".." or "" ? "_" : name;
}

/// <summary>Members of a group: where their state was written, whether they subscribe to the same (null when none answered), what looks wrong.</summary>
internal sealed record MembersView(IReadOnlyList<MemberFile> Members, bool? SameSubscription, IReadOnlyList<string> Findings);

/// <summary>A member and the file with its state.</summary>
internal sealed record MemberFile(int Index, string ClientId, string Version, string File);
