using System.CommandLine;
using RocketMQ.Admin.Monitoring;
using RocketMQ.Cli.Commands.Messages;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Groups;

internal sealed class StartMonitoring : AdminCommand
{
    private readonly Option<long> _interval = Opt.Number("", "interval", "seconds between rounds, default 60", 60, 1, 86_400);
    private readonly Option<bool> _once = Opt.Flag("", "once", "print one round and end");

    private MonitorRound? _previous;

    public override string Name => "startMonitoring";

    public override string Description => "watches all consumer groups, round after round, and prints what is undone and what looks wrong";

    public override IReadOnlyList<Option> Options => [];

    public override IReadOnlyList<Option> Ours => [_interval, _once];

    public override IReadOnlyList<string> Differences =>
    [
        "reports are printed; the original writes them to its log file only",
        "the first round is at once, not after 20 seconds",
        "messages that members failed at are reported; the original has the report and never makes it",
        "offsets that were gone are read without a consumer group, and the first round tells those of the last interval",
    ];

    public override TimeSpan? Interval(Invocation call) => call.Get(_once) ? null : TimeSpan.FromSeconds(call.Get(_interval));

    public override async Task<Answer> RunAsync(Invocation call)
    {
        using var progress = call.Progress("groups");
        var round = await call.Admin.Monitoring.CheckAsync(_previous, TimeSpan.FromSeconds(call.Get(_interval)), progress, call.Cancellation);
        _previous = round;
        var view = new MonitorView(round.Undone, [.. round.Findings.Select(Sentence)], round.Failed, [.. round.Moved.Select(MovedView.Of)]);
        return Answer.Of(view, CliJson.Default.MonitorView, screen => Print(screen, round)).With(round.Failures, round.Groups > 0);
    }

    private static string Sentence(GroupFinding finding) => finding.ClientId is null
        ? $"ConsumerGroup: {finding.Group}, {finding.Text}"
        : $"ConsumerGroup: {finding.Group}, ClientId: {finding.ClientId}, {finding.Text}";

    private static void Print(Screen screen, MonitorRound round)
    {
        foreach (var moved in round.Moved)
            screen.Print($"[MONITOR] reportDeleteMsgsEvent: DeleteMsgsEvent [offsetMovedEvent=OffsetMovedEvent [consumerGroup={moved.Group}, messageQueue={Sending.Describe(moved.Queue)}, offsetRequest={moved.Requested}, offsetNew={moved.Now}], eventTimestamp={moved.At.ToUnixTimeMilliseconds()}]");
        screen.Print($"[MONITOR] =========================================beginRound");
        foreach (var line in round.Undone)
            screen.Print($"[MONITOR] reportUndoneMsgs: UndoneMsgs [consumerGroup={line.Group}, topic={line.Topic}, undoneMsgsTotal={line.Total}, undoneMsgsSingleMQ={line.WorstQueue}, undoneMsgsDelayTimeMills={(object?)line.DelayMilliseconds ?? "-"}]");
        foreach (var failed in round.Failed)
            screen.Print($"[MONITOR] reportFailedMsgs: FailedMsgs [consumerGroup={failed.Group}, topic={failed.Topic}, failedMsgsTotalRecently={failed.LastHour}]");
        foreach (var finding in round.Findings)
            screen.Print($"[MONITOR]  [NOTIFY] reportConsumerRunningInfo: {Sentence(finding)}");
        screen.Print($"[MONITOR] =========================================endRound");
    }
}

/// <summary>What one round found.</summary>
internal sealed record MonitorView(
    IReadOnlyList<UndoneMessages> Undone, IReadOnlyList<string> Findings, IReadOnlyList<FailedMessages> Failed, IReadOnlyList<MovedView> Moved);

/// <summary>A consumer whose offset was gone.</summary>
internal sealed record MovedView(long At, string Group, string Topic, string BrokerName, int QueueId, long Requested, long Now)
{
    public static MovedView Of(MovedOffset moved) => new(
        moved.At.ToUnixTimeMilliseconds(), moved.Group, moved.Queue.Topic, moved.Queue.BrokerName, moved.Queue.QueueId, moved.Requested, moved.Now);
}
