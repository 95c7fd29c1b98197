using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Commands.Messages;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class SendMessageStatus : AdminCommand
{
    private const int WarmUpBytes = 16;

    private readonly Option<string> _broker = Opt.Needed("b", "brokerName", "name of the broker; its topic of the same name is used");
    private readonly Option<long> _size = Opt.Number("s", "messageSize", "bytes of each message, default 128", 128, 1, 4 * 1024 * 1024);
    private readonly Option<long> _count = Opt.Number("c", "count", "messages to send, default 50", 50, 1, 1_000_000);

    public override string Name => "sendMsgStatus";

    public override string Description => "sends messages to a broker and prints what became of each";

    public override IReadOnlyList<Option> Options => [_broker, _size, _count];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (topic, bytes, count) = (call.Needed(_broker), (int)call.Get(_size), (int)call.Get(_count));
        if ((await Sending.SendAsync(call, topic, WarmUpBytes)).Failure is { } unusable)
            throw unusable;
        using var progress = call.Progress("messages");
        var sends = new List<TimedSend>();
        while (sends.Count < count)
        {
            progress.Report(new Admin.WorkProgress(sends.Count, count));
            sends.Add(await Sending.SendAsync(call, topic, bytes));
        }

        var view = new SendTimes([.. sends.Select(SendTime.Of)], sends.Average(send => send.Elapsed.TotalMilliseconds));
        return Answer.Of(view, CliJson.Default.SendTimes, screen =>
        {
            foreach (var send in sends)
                screen.Print($"rt={send.Milliseconds}ms, SendResult={(send.Sent is { } sent ? Sending.Describe(sent) : send.Failure!.Message)}");
        }).With(FailuresOf(sends));
    }

    /// <summary>One failure for each reason; hundreds of sends fail for the same.</summary>
    public static IReadOnlyList<TargetFailure> FailuresOf(IEnumerable<TimedSend> sends) =>
        [.. sends.Where(send => send.Failure is not null).DistinctBy(send => send.Failure!.Message).Select(send => new TargetFailure("", send.Failure!))];
}

/// <summary>Messages that were sent; mean in milliseconds, null when too few were sent to tell.</summary>
internal sealed record SendTimes(IReadOnlyList<SendTime> Messages, double? AverageMilliseconds);

/// <summary>One of them; null where it failed.</summary>
internal sealed record SendTime(long Milliseconds, SentView? Sent)
{
    public static SendTime Of(TimedSend send) => new(send.Milliseconds, send.Sent is { } sent ? SentView.Of(sent) : null);
}
