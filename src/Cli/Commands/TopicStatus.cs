using System.CommandLine;

namespace RocketMQ.Cli.Commands;

internal sealed class TopicStatus : AdminCommand
{
    private readonly Option<string> _topic = new("--topic", "-t") { Description = "topic", Required = true };

    public override string Name => "topicStatus";

    public override string Description => "prints the offsets of every queue of a topic";

    protected override IEnumerable<Option> Options => [_topic];

    protected override async Task<int> RunAsync(Invocation call)
    {
        var result = await call.Admin.Topics.GetStatisticsAsync(call.Get(_topic)!.Trim(), call.Cancellation);
        call.Print($"{"#Broker Name",-32}  {"#QID",-4}  {"#Min Offset",-20}  {"#Max Offset",-20}    {"#Last Updated"}");
        foreach (var (queue, range) in result.Values.Values.SelectMany(table => table.OffsetTable).OrderBy(pair => pair.Key))
            call.Print($"{queue.BrokerName,-32}  {queue.QueueId,-4}  {range.MinOffset,-20}  {range.MaxOffset,-20}    {call.Clock(range.LastUpdateTimestamp)}");
        return call.Report(result);
    }
}
