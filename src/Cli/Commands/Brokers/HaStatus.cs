using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class HaStatus : AdminCommand
{
    private static readonly TableLayout<HaConnectionRuntimeInfo> Slaves = new(
        ["#SlaveAddr", "#SlaveAckOffset", "#Diff", "#TransferSpeed(KB/s)", "#Status", "#TransferFromWhere"],
        "{0,-32}  {1,-16} {2,16} {3,16:F2} {4,16} {5,16}",
        slave =>
        [
            slave.Addr, slave.SlaveAckOffset, slave.Diff, slave.TransferredByteInSecond / 1024.0, slave.InSync ? "OK" : "Fall Behind", slave.TransferFromWhere,
        ]);

    private readonly TargetOptions _target = new();
    private readonly Option<long?> _interval = Opt.Maybe("i", "interval", "print again every so many seconds", 1, 86_400);

    public override string Name => "haStatus";

    public override string Description => "prints how far slaves have copied their masters";

    public override IReadOnlyList<Option> Options => [.. _target.All, _interval];

    public override bool IsListing => true;

    public override TimeSpan? Interval(Invocation call) => call.Get(_interval) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Maintenance.GetReplicationAsync(_target.Of(call), call.Cancellation);
        var view = new ReplicationView(new SortedDictionary<string, HaRuntimeInfo>(result.Values.ToDictionary(), StringComparer.Ordinal));
        return Answer.Of(view, CliJson.Default.ReplicationView, screen =>
        {
            foreach (var (address, info) in view.Brokers)
            {
                if (info.Master)
                    PrintMaster(screen, address, info);
                else
                    PrintSlave(call, info.HaClientRuntimeInfo ?? new HaClientRuntimeInfo());
            }
        }).With(result);
    }

    private static void PrintMaster(Screen screen, string address, HaRuntimeInfo info)
    {
        screen.Print($"\n#MasterAddr\t{address}");
        screen.Print($"#MasterCommitLogMaxOffset\t{info.MasterCommitLogMaxOffset}");
        screen.Print($"#SlaveNum\t{info.HaConnectionInfo.Count}");
        screen.Print($"#InSyncSlaveNum\t{info.InSyncSlaveNums}");
        Slaves.Print(screen, info.HaConnectionInfo);
    }

    private static void PrintSlave(Invocation call, HaClientRuntimeInfo info)
    {
        call.Screen.Print($"\n#MasterAddr\t{info.MasterAddr}");
        call.Screen.Print($"#CommitLogMaxOffset\t{info.MaxOffset}");
        call.Screen.Print($"#TransferSpeed(KB/s)\t{info.TransferredByteInSecond / 1024.0:F2}");
        call.Screen.Print($"#LastReadTime\t{call.Clock(info.LastReadTimestamp)}");
        call.Screen.Print($"#LastWriteTime\t{call.Clock(info.LastWriteTimestamp)}");
        call.Screen.Print($"#MasterFlushOffset\t{info.MasterFlushOffset}");
    }
}

/// <summary>Replication by broker.</summary>
internal sealed record ReplicationView(IReadOnlyDictionary<string, HaRuntimeInfo> Brokers);
