using System.CommandLine;
using System.Text;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Cli.Commands.Messages;

internal sealed class QueryConsumeQueue : AdminCommand
{
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<long> _queue = Opt.NeededNumber("q", "queue", "number of the queue", 0, int.MaxValue);
    private readonly Option<long> _index = Opt.NeededNumber("i", "index", "offset of the first entry");
    private readonly Option<long> _count = Opt.Number("c", "count", "at most so many entries, default 10", 10, 1, 10_000);
    private readonly Option<string> _broker = Opt.Text("b", "broker", "address of the broker, host:port; the topic's first when absent");
    private readonly Option<string> _group = Opt.Text("g", "consumer", "consumer group whose filter is tried on each entry");

    public override string Name => "queryCq";

    public override string Description => "prints raw entries of a consume queue";

    public override IReadOnlyList<Option> Options => [_topic, _queue, _index, _count, _broker, _group];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var topic = call.Needed(_topic);
        var route = call.Text(_broker) is null ? await call.Admin.Topics.GetRouteAsync(topic, call.Cancellation) : null;
        var queue = new MessageQueue(topic, route?.BrokerDatas.Select(data => data.BrokerName).Order(StringComparer.Ordinal).FirstOrDefault() ?? "", (int)call.Get(_queue));
        var found = await call.Admin.Maintenance.ReadQueueAsync(
            queue, call.Get(_index), (int)call.Get(_count), call.Text(_group), call.Text(_broker), call.Cancellation);
        return Answer.Of(found, CliJson.Default.QueryConsumeQueueResponseBody, screen => Print(screen, found, call.Get(_index)));
    }

    private static void Print(Screen screen, QueryConsumeQueueResponseBody found, long index)
    {
        const string Rule = "======================================";
        if (found.SubscriptionData is { } subscription)
            screen.Print($"Subscription data: \n{Encoding.UTF8.GetString(FastJson.Write(subscription, FastJsonStyle.Pretty))}\n{Rule}");
        if (found.FilterData is { } filter)
            screen.Print($"Filter data: \n{filter}\n{Rule}");
        screen.Print($"Queue data: \nmax: {found.MaxQueueIndex}, min: {found.MinQueueIndex}\n{Rule}");
        foreach (var (entry, offset) in found.QueueData.Select((entry, position) => (entry, index + position)))
        {
            screen.Print($"idx: {offset}");
            screen.Print($"ConsumeQueueData{{physicOffset={entry.PhysicOffset}, physicSize={entry.PhysicSize}, tagsCode={entry.TagsCode}, extendDataJson='{Java.Text(entry.ExtendDataJson)}', bitMap='{Java.Text(entry.BitMap)}', eval={Java.Text(entry.Eval)}, msg='{Java.Text(entry.Msg)}'}}\n{Rule}");
        }
    }
}
