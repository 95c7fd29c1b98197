using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Canaries;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Alerts;

/// <summary>Looks every few seconds whether rules are met, and keeps what became of each alert together with what others are to be told.</summary>
/// <remarks>One loop. What is open stands in the database and nowhere else, so that a restart goes on where it was.</remarks>
internal sealed partial class AlertWatch(
    ClusterConnections connections, CanaryProber canaries, AlertStore store, TimeProvider time, ILogger<AlertWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Looks once.</summary>
    public void Look()
    {
        var now = time.GetUtcNow();
        var open = store.Open().ToLookup(alert => alert.Rule);
        var silences = store.Silences(now);
        foreach (var rules in store.Rules().Where(rule => !rule.IsDisabled).GroupBy(rule => rule.Cluster))
        {
            // Nothing is known of a cluster that was never heard of; its alerts stay as they are.
            if (connections.Find(rules.Key)?.Snapshot is not { UpdatedAt: not null } snapshot)
                continue;
            var readings = SnapshotFigures.Of(snapshot, now).Concat(canaries.Readings(rules.Key, now)).ToLookup(reading => (reading.Subject, reading.Figure), reading => reading.Value);
            List<Subject> there = [.. SubjectsOf(snapshot)];
            foreach (var rule in rules)
                Look(rule, [.. open[rule.Id]], there, readings, silences, snapshot.ListedAt is not null, now);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    Look();
                }
                catch (SqliteException failure)
                {
                    LogNotKept(failure);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The console ends.
        }
    }

    private void Look(
        AlertRule rule, IReadOnlyList<Alert> open, IReadOnlyList<Subject> there, ILookup<(Subject, Figure), double> readings,
        IReadOnlyList<AlertSilence> silences, bool isListed, DateTimeOffset now)
    {
        var named = rule.IsExact && rule.Kind is not SubjectKind.Cluster ? [new Subject(rule.Kind, rule.Objects)] : Array.Empty<Subject>();
        foreach (var subject in there.Where(rule.Covers).Concat(named).Concat(open.Select(alert => alert.Subject)).Distinct().ToList())
        {
            var before = open.FirstOrDefault(alert => alert.Subject == subject);
            var value = readings[(subject, rule.Figure)].Select(reading => (double?)reading).FirstOrDefault();
            var after = Alert.Next(rule, subject, before, value, now);
            // What is not there any more, or not meant any more, cannot get better.
            if (before is not null && isListed && (!rule.Covers(subject) || (!there.Contains(subject) && !(rule.Condition is AlertCondition.Absent && rule.IsExact))))
                after = before with { State = AlertState.Resolved, ResolvedAt = now, Value = value };
            if (after is null)
                continue;
            var telling = Tells(rule, after, silences, now);
            if (telling && after.State is AlertState.Firing)
                after = after with { IsTold = true };
            if (after != before)
                store.Save(after, telling ? AlertTexts.Messages(rule, after, now) : []);
        }
    }

    // Of the end only those are told who were told of the beginning.
    private static bool Tells(AlertRule rule, Alert alert, IReadOnlyList<AlertSilence> silences, DateTimeOffset now) => alert.State switch
    {
        AlertState.Firing => !alert.IsTold && alert.AcknowledgedBy is null && !silences.Any(silence => silence.Cluster == rule.Cluster && silence.Covers(alert, now)),
        AlertState.Resolved => alert.IsTold,
        _ => false,
    };

    private static IEnumerable<Subject> SubjectsOf(ClusterSnapshot snapshot) =>
        snapshot.Brokers.Select(broker => Subject.Broker(broker.BrokerName, broker.BrokerId))
            .Concat(snapshot.Groups.Where(group => !group.IsSystem).Select(group => Subject.Group(group.Name)))
            .Concat(snapshot.Topics.Where(topic => topic.Kind is not TopicKind.System).Select(topic => Subject.Topic(topic.Name)))
            .Prepend(Subject.Cluster);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alerts cannot be kept; nobody is told of any until they can")]
    private partial void LogNotKept(Exception exception);
}
