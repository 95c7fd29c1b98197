using System.CommandLine;
using System.Globalization;
using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Hosting;

namespace RocketMQ.Cli.Commands;

internal sealed class ClusterList : AdminCommand
{
    private readonly Option<string> _cluster = new("--clusterName", "-c") { Description = "only this cluster" };
    private readonly Option<bool> _more = new("--moreStats", "-m") { Description = "totals of today and yesterday" };

    public override string Name => "clusterList";

    public override string Description => "lists clusters and brokers with their load";

    protected override IEnumerable<Option> Options => [_cluster, _more];

    protected override async Task<int> RunAsync(Invocation call)
    {
        var topology = await call.Admin.NameServers.GetClusterAsync(call.Cancellation);
        var wanted = call.Get(_cluster);
        if (wanted is not null && !topology.ClusterNames.Contains(wanted))
            throw new ArgumentException($"there is no cluster '{wanted}'; known: {string.Join(", ", topology.ClusterNames)}");
        var brokers = topology.Brokers.Where(broker => wanted is null || broker.Cluster == wanted).ToList();
        var asked = await Task.WhenAll(brokers.Select(broker => call.Admin.Brokers.GetRuntimeAsync(BrokerTarget.Address(broker.Address), call.Cancellation)));
        if (call.Get(_more))
            call.Print($"{"#Cluster Name",-16}  {"#Broker Name",-32} {"#InTotalYest",14} {"#OutTotalYest",14} {"#InTotalToday",14} {"#OutTotalToday",14}");
        else
            call.Print($"{"#Cluster Name",-16}  {"#Broker Name",-22}  {"#BID",-4}  {"#Addr",-22} {"#Version",-16} {"#InTPS(LOAD)",19} {"#OutTPS(LOAD)",19} {"#PCWait(ms)",11} {"#Hour",5} {"#SPACE",6}");
        var exit = ExitCodes.Done;
        foreach (var (broker, answer) in brokers.Zip(asked))
        {
            var runtime = answer.Values.GetValueOrDefault(broker.Address);
            if (call.Get(_more))
                PrintTotals(call, broker, runtime);
            else
                PrintLoad(call, broker, runtime);
            // One broker that is silent does not make the cluster unreachable.
            if (call.Report(answer) != ExitCodes.Done)
                exit = ExitCodes.Failed;
        }

        return exit;
    }

    private static void PrintLoad(Invocation call, BrokerNode broker, BrokerRuntimeInfo? runtime)
    {
        var load = runtime is null ? "" : Load(runtime.PutTps, runtime.SendQueueSize, runtime.SendQueueHeadWaitMilliseconds);
        var outLoad = runtime is null ? "" : Load(runtime.GetTransferredTps, runtime.PullQueueSize, runtime.PullQueueHeadWaitMilliseconds);
        // The original takes -1, "not known", for a time and prints half a million hours.
        var hours = runtime?.EarliestMessageAt is { } earliest ? Text((call.Time.GetUtcNow() - earliest).TotalHours, "F2") : runtime is null ? "" : "-";
        call.Print($"{broker.Cluster,-16}  {broker.BrokerName,-22}  {broker.BrokerId,-4}  {broker.Address,-22} {runtime?.VersionName,-16} {load,19} {outLoad,19} {runtime?.PageCacheLockMilliseconds,11} {hours,5} {Text(runtime?.CommitLogDiskRatio, "F4"),6}");
    }

    private static void PrintTotals(Invocation call, BrokerNode broker, BrokerRuntimeInfo? runtime)
    {
        var inYesterday = runtime?.PutTotalAtMidnight - Number(runtime, "msgPutTotalYesterdayMorning");
        var outYesterday = runtime?.GetTotalAtMidnight - Number(runtime, "msgGetTotalYesterdayMorning");
        var inToday = runtime?.PutTotal - runtime?.PutTotalAtMidnight;
        var outToday = runtime?.GetTotal - runtime?.GetTotalAtMidnight;
        call.Print($"{broker.Cluster,-16}  {broker.BrokerName,-32} {inYesterday,14} {outYesterday,14} {inToday,14} {outToday,14}");
    }

    private static string Load(double? tps, long? waiting, long? headWait) =>
        string.Create(CultureInfo.InvariantCulture, $"{Text(tps, "F2")}({waiting?.ToString(CultureInfo.InvariantCulture) ?? "-"},{headWait?.ToString(CultureInfo.InvariantCulture) ?? "-"}ms)");

    private static string Text(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static long? Number(BrokerRuntimeInfo? runtime, string key) =>
        runtime?.Table.TryGetValue(key, out var text) == true && long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
