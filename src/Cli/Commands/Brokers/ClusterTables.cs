using System.Globalization;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Brokers;

/// <summary>The tables of clusterList: load as 4.9 and as 5.x prints it, and the totals of -m.</summary>
internal static class ClusterTables
{
    private static readonly TableLayout<ClusterLine> OldLoad = new(
        ["#Cluster Name", "#Broker Name", "#BID", "#Addr", "#Version", "#InTPS(LOAD)", "#OutTPS(LOAD)", "#PCWait(ms)", "#Hour", "#SPACE"],
        "{0,-16}  {1,-22}  {2,-4}  {3,-22} {4,-16} {5,19} {6,19} {7,10} {8,5} {9,6}",
        line =>
        [
            line.Cluster, line.BrokerName, line.BrokerId, line.Address, line.Version, In(line.Load), Out(line.Load, withAcks: false),
            line.PageCacheLockMilliseconds, Known(line, line.Hours, "F2"), Known(line, line.DiskRatio, "F4"),
        ]);

    private static readonly TableLayout<ClusterLine> NewLoad = new(
        [.. OldLoad.Headers[..7], "#Timer(Progress)", .. OldLoad.Headers[7..], "#ACTIVATED"],
        "{0,-22}  {1,-22}  {2,-4}  {3,-22} {4,-16}  {5,16}  {6,30}  {7,-22}  {8,11}  {9,-12}  {10,-8}  {11,10}",
        line =>
        [
            line.Cluster, line.BrokerName, line.BrokerId, line.Address, line.Version, In(line.Load), Out(line.Load, withAcks: true), Timer(line.Timer),
            line.PageCacheLockMilliseconds, Known(line, line.Hours, "F2"), Known(line, line.DiskRatio, "F4"),
            line.IsActive is { } active ? Java.Text(active) : null,
        ])
    {
        HeaderFormat = "{0,-22}  {1,-22}  {2,-4}  {3,-22} {4,-16}  {5,16}  {6,30}  {7,-22}  {8,-11}  {9,-12}  {10,-8}  {11,-10}",
    };

    private static readonly TableLayout<ClusterLine> Totals = new(
        ["#Cluster Name", "#Broker Name", "#InTotalYest", "#OutTotalYest", "#InTotalToday", "#OutTotalToday"],
        "{0,-16}  {1,-32} {2,14} {3,14} {4,14} {5,14}",
        line =>
        [
            line.Cluster, line.BrokerName, line.Totals?.InYesterday, line.Totals?.OutYesterday, line.Totals?.InToday, line.Totals?.OutToday,
        ]);

    public static void Print(Screen screen, IReadOnlyList<ClusterLine> lines, bool totals)
    {
        var layout = totals ? Totals : lines.Any(line => line.IsActive is not null) ? NewLoad : OldLoad;
        layout.Print(screen, lines);
    }

    private static string In(BrokerLoad? load) =>
        load is null ? "" : $"{Rate(load.InTps)}({Waiting(load.SendWaiting, load.SendHeadWaitMilliseconds)})";

    private static string Out(BrokerLoad? load, bool withAcks)
    {
        if (load is null)
            return "";
        var acks = withAcks ? $"|{Waiting(load.AckWaiting, load.AckHeadWaitMilliseconds)}" : "";
        return $"{Rate(load.OutTps)}({Waiting(load.PullWaiting, load.PullHeadWaitMilliseconds)}{acks})";
    }

    private static string Timer(TimerLoad? timer) => timer is null
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{timer.ReadBehindSeconds}-{timer.OffsetBehind}({timer.Congestion / 10_000.0:F1}w, {timer.EnqueueTps:F1}, {timer.DequeueTps:F1})");

    private static string Rate(double? rate) => (rate?.ToString("F2", CultureInfo.InvariantCulture) ?? "-").PadLeft(9);

    private static string Waiting(long? count, long? milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{count?.ToString(CultureInfo.InvariantCulture) ?? "-"},{milliseconds?.ToString(CultureInfo.InvariantCulture) ?? "-"}ms");

    // Of a silent broker nothing is printed; '-' means that it answered and did not tell.
    private static string Known(ClusterLine line, double? number, string format) =>
        line.IsSilent ? "" : number?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
