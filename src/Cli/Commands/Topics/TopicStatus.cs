using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Topics;

internal sealed class TopicStatus : AdminCommand
{
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");

    public override string Name => "topicStatus";

    public override string Description => "prints the offsets of every queue of a topic";

    public override IReadOnlyList<Option> Options => [_topic];

    public override bool IsListing => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Topics.GetStatisticsAsync(call.Needed(_topic), call.Cancellation);
        var queues = result.Values.Values.SelectMany(table => table.OffsetTable).OrderBy(pair => pair.Key)
            .Select(pair => new QueueEnds(
                pair.Key.BrokerName, pair.Key.QueueId, pair.Value.MinOffset, pair.Value.MaxOffset, pair.Value.LastUpdateTimestamp))
            .ToList();
        // Only brokers of 5.x tell.
        var tps = result.Values.Values.Any(table => table.TopicPutTps is not null) ? result.Values.Values.Sum(table => table.TopicPutTps ?? 0) : (double?)null;
        return Answer.Of(new TopicStatusView(queues, tps), CliJson.Default.TopicStatusView, screen =>
        {
            Layout(call).Print(screen, queues);
            if (tps is { } rate)
                screen.Print($"\nTopic Put TPS: {Java.Text(rate)}");
        }).With(result);
    }

    private static TableLayout<QueueEnds> Layout(Invocation call) => new(
        ["#Broker Name", "#QID", "#Min Offset", "#Max Offset", "#Last Updated"],
        "{0,-32}  {1,-4}  {2,-20}  {3,-20}    {4}",
        queue => [queue.BrokerName, queue.QueueId, queue.MinOffset, queue.MaxOffset, call.Clock(queue.LastUpdateTimestamp)]);
}

/// <summary>Offsets of a topic; messages per second where brokers tell.</summary>
internal sealed record TopicStatusView(IReadOnlyList<QueueEnds> Queues, double? PutTps);

/// <summary>Offsets of a queue; 0 for the time of a queue that never had a message.</summary>
internal sealed record QueueEnds(string BrokerName, int QueueId, long MinOffset, long MaxOffset, long LastUpdateTimestamp);
