using System.CommandLine;
using RocketMQ.Cli.Commands.Messages;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class CheckMessageSendTime : AdminCommand
{
    private static readonly TableLayout<QueueSend> Layout = new(
        ["#Broker Name", "#QID", "#Send Result", "#RT"],
        "{0,-32}  {1,-4}  {2,-20}    {3}",
        line => [line.Queue.BrokerName, line.Queue.QueueId, Java.Text(line.Send.Sent is not null), line.Send.Milliseconds]);

    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<long> _amount = Opt.Number("a", "amount", "messages to send, default 100", 100, 1, 1_000_000);
    private readonly Option<long> _size = Opt.Number("s", "size", "bytes of each message, default 128", 128, 1, 4 * 1024 * 1024);

    public override string Name => "checkMsgSendRT";

    public override string Description => "sends messages to the queues of a topic in turn and prints how long each took";

    public override IReadOnlyList<Option> Options => [_topic, _amount, _size];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (topic, amount) = (call.Needed(_topic), (int)call.Get(_amount));
        var route = await call.Admin.Topics.GetRouteAsync(topic, call.Cancellation);
        var queues = route.QueueDatas
            .Where(data => ((Permissions)data.Perm).CanWrite())
            .SelectMany(data => Enumerable.Range(0, data.WriteQueueNums).Select(id => new MessageQueue(topic, data.BrokerName, id)))
            .Order()
            .ToList();
        if (queues.Count == 0)
            throw new ArgumentException($"topic '{topic}' has no queue that may be written to");
        using var progress = call.Progress("messages");
        var lines = new List<QueueSend>();
        while (lines.Count < amount)
        {
            progress.Report(new Admin.WorkProgress(lines.Count, amount));
            var queue = queues[lines.Count % queues.Count];
            lines.Add(new QueueSend(queue, await Sending.SendAsync(call, topic, (int)call.Get(_size), queue)));
        }

        var average = Sending.Average(lines.ConvertAll(line => line.Send));
        var view = new SendTimes([.. lines.Select(line => SendTime.Of(line.Send))], average);
        return Answer.Of(view, CliJson.Default.SendTimes, screen =>
        {
            Layout.Print(screen, lines);
            // The original divides by zero after one message.
            screen.Print($"Avg RT: {average?.ToString("F2", System.Globalization.CultureInfo.InvariantCulture) ?? "NaN"}");
        }).With(SendMessageStatus.FailuresOf(lines.Select(line => line.Send)), lines.Exists(line => line.Send.Sent is not null));
    }

    private sealed record QueueSend(MessageQueue Queue, TimedSend Send);
}
