using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands;

internal sealed class ConsumerProgress : AdminCommand
{
    private readonly Option<string> _group = new("--groupName", "-g") { Description = "one consumer group, by queue; all groups when absent" };

    public override string Name => "consumerProgress";

    public override string Description => "prints how far consumer groups are behind";

    protected override IEnumerable<Option> Options => [_group];

    protected override Task<int> RunAsync(Invocation call) =>
        call.Get(_group) is { } group ? PrintGroupAsync(call, group.Trim()) : PrintAllAsync(call);

    private static async Task<int> PrintGroupAsync(Invocation call, string group)
    {
        var result = await call.Admin.Groups.GetProgressAsync(group, BrokerTarget.AllMasters, cancellation: call.Cancellation);
        var queues = result.Values.Values.SelectMany(stats => stats.OffsetTable).OrderBy(pair => pair.Key).ToList();
        call.Print($"{"#Topic",-64}  {"#Broker Name",-32}  {"#QID",-4}  {"#Broker Offset",-20}  {"#Consumer Offset",-20}  {"#Diff",-20}  {"#LastTime"}");
        foreach (var (queue, offsets) in queues)
            call.Print($"{queue.Topic,-64}  {queue.BrokerName,-32}  {queue.QueueId,-4}  {offsets.BrokerOffset,-20}  {offsets.ConsumerOffset,-20}  {Lag(offsets),-20}  {call.Clock(offsets.LastTimestamp, "yyyy-MM-dd HH:mm:ss", "N/A")}");
        call.Print($"");
        call.Print($"Consume TPS: {result.Values.Values.Sum(stats => stats.ConsumeTps):F2}");
        call.Print($"Diff Total: {queues.Sum(queue => Lag(queue.Value))}");
        return call.Report(result);
    }

    // One bulk request for each broker (317), where the original asks for each group by itself.
    private static async Task<int> PrintAllAsync(Invocation call)
    {
        var result = await call.Admin.Groups.ListProgressAsync(BrokerTarget.AllMasters, call.Cancellation);
        var groups = result.Values.Values.SelectMany(list => list.Groups).SelectMany(table => table).ToLookup(pair => pair.Key, pair => pair.Value);
        call.Print($"{"#Group",-64}  {"#TPS",-10}  {"#Diff Total"}");
        foreach (var group in groups.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var stats = group.SelectMany(list => list).ToList();
            call.Print($"{group.Key,-64}  {stats.Sum(table => table.ConsumeTps),-10:F2}  {stats.SelectMany(table => table.OffsetTable.Values).Sum(Lag)}");
        }

        return call.Report(result);
    }

    private static long Lag(OffsetWrapper offsets) => offsets.BrokerOffset - offsets.ConsumerOffset;
}
