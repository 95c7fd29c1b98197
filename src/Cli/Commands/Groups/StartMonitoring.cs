using System.CommandLine;
using RocketMQ.Admin;
using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Cli.Commands.Groups;

internal sealed class StartMonitoring : AdminCommand
{
    private readonly Option<long> _interval = Opt.Number("", "interval", "seconds between rounds, default 60", 60, 1, 86_400);
    private readonly Option<bool> _once = Opt.Flag("", "once", "print one round and end");

    public override string Name => "startMonitoring";

    public override string Description => "watches all consumer groups, round after round, and prints what is undone and what looks wrong";

    public override IReadOnlyList<Option> Options => [];

    public override IReadOnlyList<Option> Ours => [_interval, _once];

    public override IReadOnlyList<string> Differences =>
        ["reports are printed; the original writes them to its log file only", "the first round is at once, not after 20 seconds"];

    public override TimeSpan? Interval(Invocation call) => call.Get(_once) ? null : TimeSpan.FromSeconds(call.Get(_interval));

    public override async Task<Answer> RunAsync(Invocation call)
    {
        using var progress = call.Progress("groups");
        var found = await call.Admin.Groups.SummariseAsync(BrokerTarget.AllMasters, progress, call.Cancellation);
        var failures = found.Failures.ToList();
        var undone = new List<UndoneMessages>();
        var findings = new List<string>();
        foreach (var group in found.Groups.Where(group => group.Members > 0))
        {
            var stats = await call.Admin.Groups.GetProgressAsync(group.Group, BrokerTarget.AllMasters, cancellation: call.Cancellation);
            failures.AddRange(stats.Failures);
            undone.AddRange(Undone(group.Group, stats.Values.Values, call.Time.GetUtcNow()));
            findings.AddRange(await ExamineAsync(call, group, failures));
        }

        return Answer.Of(new MonitorRound(undone, findings), CliJson.Default.MonitorRound, screen => Print(screen, undone, findings))
            .With([.. failures.DistinctBy(failure => failure.Address)], found.Groups.Count > 0);
    }

    private static IEnumerable<UndoneMessages> Undone(string name, IEnumerable<ConsumeStats> stats, DateTimeOffset now) => stats
        .SelectMany(table => table.OffsetTable)
        .GroupBy(pair => pair.Key.Topic, pair => pair.Value, StringComparer.Ordinal)
        .OrderBy(topic => topic.Key, StringComparer.Ordinal)
        .Select(topic =>
        {
            var behind = topic.Select(offsets => Math.Max(0, offsets.BrokerOffset - offsets.ConsumerOffset)).ToList();
            var waiting = topic.Where(offsets => offsets.BrokerOffset > offsets.ConsumerOffset && offsets.LastTimestamp > 0).ToList();
            var delay = waiting.Count == 0 ? 0 : Math.Max(0, now.ToUnixTimeMilliseconds() - waiting.Min(offsets => offsets.LastTimestamp));
            return new UndoneMessages(name, topic.Key, behind.Sum(), behind.Max(), delay);
        });

    private static async Task<IReadOnlyList<string>> ExamineAsync(Invocation call, GroupSummary group, List<TargetFailure> failures)
    {
        var members = await call.Admin.Groups.GetConsumersAsync(group.Group, BrokerTarget.AllMasters, call.Cancellation);
        var infos = new SortedDictionary<string, ConsumerRunningInfo>(StringComparer.Ordinal);
        foreach (var client in members.Values.Values.OfType<ConsumerConnection>().SelectMany(part => part.ConnectionSet).DistinctBy(client => client.ClientId))
        {
            try
            {
                if (await call.Admin.Groups.FindRunningInfoAsync(group.Group, client.ClientId, cancellation: call.Cancellation) is { } info)
                    infos[client.ClientId] = info;
            }
            catch (Exception silent) when (silent is AdminException or PartialFailureException or RemotingException)
            {
                failures.Add(new TargetFailure(client.ClientAddr, silent));
            }
        }

        if (infos.Count == 0)
            return [];
        var (same, findings) = RunningInfoCheck.Examine(infos, call.Time.GetUtcNow());
        return same ? findings : [$"ConsumerGroup: {group.Group}, Subscription different", .. findings];
    }

    private static void Print(Screen screen, IEnumerable<UndoneMessages> undone, IEnumerable<string> findings)
    {
        screen.Print($"[MONITOR] =========================================beginRound");
        foreach (var line in undone)
            screen.Print($"[MONITOR] reportUndoneMsgs: UndoneMsgs [consumerGroup={line.Group}, topic={line.Topic}, undoneMsgsTotal={line.Total}, undoneMsgsSingleMQ={line.WorstQueue}, undoneMsgsDelayTimeMills={line.DelayMilliseconds}]");
        foreach (var finding in findings)
            screen.Print($"[MONITOR]  [NOTIFY] reportConsumerRunningInfo: {finding}");
        screen.Print($"[MONITOR] =========================================endRound");
    }
}

/// <summary>What one round found.</summary>
internal sealed record MonitorRound(IReadOnlyList<UndoneMessages> Undone, IReadOnlyList<string> Findings);

/// <summary>Messages of a topic that a group has not consumed.</summary>
/// <param name="Group">Consumer group.</param>
/// <param name="Topic">Topic.</param>
/// <param name="Total">Over all queues.</param>
/// <param name="WorstQueue">In the queue that has most.</param>
/// <param name="DelayMilliseconds">Age of the last message it consumed in the queue that waits longest; 0 when none waits.</param>
internal sealed record UndoneMessages(string Group, string Topic, long Total, long WorstQueue, long DelayMilliseconds);
