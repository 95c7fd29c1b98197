using System.CommandLine;
using RocketMQ.Admin.Maintenance;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class HaStatus : AdminCommand
{
    private static readonly TableLayout<SlaveState> Slaves = new(
        ["#SlaveAddr", "#SlaveAckOffset", "#Diff", "#TransferSpeed(KB/s)", "#Status", "#TransferFromWhere"],
        "{0,-32}  {1,-16} {2,16} {3,16:F2} {4,16} {5,16}",
        slave =>
        [
            slave.Address, Known(slave.AckOffset), Known(slave.Diff), Known(slave.BytesPerSecond / 1024.0), slave.IsInSync is { } inSync ? inSync ? "OK" : "Fall Behind" : "-",
            Known(slave.TransferFrom),
        ]);

    private readonly TargetOptions _target = new();
    private readonly Option<long?> _interval = Opt.Maybe("i", "interval", "print again every so many seconds", 1, 86_400);

    public override string Name => "haStatus";

    public override string Description => "prints how far slaves have copied their masters";

    public override IReadOnlyList<Option> Options => [.. _target.All, _interval];

    public override bool IsListing => true;

    public override TimeSpan? Interval(Invocation call) => call.Get(_interval) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public override IReadOnlyList<string> Differences =>
    [
        "without -b and -c the sets of all clusters are listed, with each slave's lag in bytes and seconds and what a failure of the master now would lose",
        "a broker before 5.0 does not know the question: the ends of the logs of its master and slaves are compared instead, and the rest is '-'",
    ];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        if (_target.Find(call) is not { } target)
            return await ListSetsAsync(call);
        var result = await call.Admin.Maintenance.GetReplicationAsync(target, call.Cancellation);
        var states = result.Values.OrderBy(broker => broker.Key, StringComparer.Ordinal).ToList();
        return Answer.Of(ReplicationView.Of(states), CliJson.Default.ReplicationView, screen =>
        {
            foreach (var (address, state) in states)
            {
                if (state.IsMaster)
                    PrintMaster(screen, address, state);
                else
                    PrintSlave(call, state.Link ?? new MasterLink(null));
            }
        }).With(result);
    }

    private static async Task<Answer> ListSetsAsync(Invocation call)
    {
        var sets = await call.Admin.Maintenance.ListReplicatedSetsAsync(call.Cancellation);
        return Answer.Of(ReplicationView.Of(sets), CliJson.Default.ReplicationView, screen => ReplicatedSetsReport.Print(screen, sets));
    }

    private static object Known<T>(T? value)
        where T : struct => value is { } known ? known : "-";

    private static void PrintMaster(Screen screen, string address, ReplicationState state)
    {
        screen.Print($"\n#MasterAddr\t{address}");
        screen.Print($"#MasterCommitLogMaxOffset\t{Known(state.MasterMaxOffset)}");
        screen.Print($"#SlaveNum\t{state.Slaves.Count}");
        screen.Print($"#InSyncSlaveNum\t{Known(state.InSyncSlaves)}");
        Slaves.Print(screen, state.Slaves);
    }

    private static void PrintSlave(Invocation call, MasterLink link)
    {
        call.Screen.Print($"\n#MasterAddr\t{link.MasterAddress ?? "-"}");
        call.Screen.Print($"#CommitLogMaxOffset\t{Known(link.MaxOffset)}");
        call.Screen.Print($"#TransferSpeed(KB/s)\t{Known(link.BytesPerSecond / 1024.0):F2}");
        call.Screen.Print($"#LastReadTime\t{Time(link.LastReadAt)}");
        call.Screen.Print($"#LastWriteTime\t{Time(link.LastWriteAt)}");
        call.Screen.Print($"#MasterFlushOffset\t{Known(link.MasterFlushOffset)}");

        string Time(long? at) => at is { } known ? call.Clock(known) : "-";
    }
}
