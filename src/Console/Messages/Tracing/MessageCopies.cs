using System.Collections.Concurrent;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;
using TargetFailure = RocketMQ.Admin.Targets.TargetFailure;

namespace RocketMQ.ManagementConsole.Messages.Tracing;

/// <summary>Copies of a message in the retry and dead letter topics of groups.</summary>
/// <param name="Messages">Oldest first.</param>
/// <param name="Failures">Servers that did not answer: copies there are not known.</param>
public sealed record MessageCopies(IReadOnlyList<LocatedMessage> Messages, IReadOnlyList<TargetFailure> Failures)
{
    private const int AtOnce = 8;

    /// <summary>Looks for copies in the topics of groups, as far as the cluster has these topics.</summary>
    internal static async Task<MessageCopies> FindAsync(
        IClusterConnection connection, LocatedMessage located, IEnumerable<string> groups, CancellationToken cancellation)
    {
        if (located.Message.UniqueKey is not { } id)
            return new MessageCopies([], []);
        var names = groups.ToList();
        var topics = connection.Snapshot.Topics.Select(topic => topic.Name).Where(topic => names.Exists(group => IsOf(topic, group))).ToList();
        if (topics.Count == 0)
            return new MessageCopies([], []);
        ConcurrentBag<LocatedMessage> found = [];
        ConcurrentDictionary<string, TargetFailure> failures = new(StringComparer.Ordinal);
        await Parallel.ForEachAsync(topics, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (topic, stopping) =>
        {
            try
            {
                var answer = await connection.Admin.Messages.FindByUniqueIdAsync(topic, id, stopping);
                foreach (var copy in answer.Messages)
                    found.Add(copy);
                foreach (var failure in answer.Failures)
                    failures.TryAdd(failure.Address, failure);
            }
            catch (Exception exception) when (AskFailure.Covers(exception))
            {
                failures.TryAdd(topic, new TargetFailure(topic, exception));
            }
        });
        return new MessageCopies([.. found.Where(copy => copy.Message.OffsetMessageId != located.Message.OffsetMessageId).OrderBy(copy => copy.StoredAt)], [.. failures.Values.OrderBy(failure => failure.Address, StringComparer.Ordinal)]);
    }

    // A group that pops has retry topics with the topic behind its name.
    private static bool IsOf(string topic, string group) =>
        topic == SystemTopics.DeadLetterTopicOf(group) || topic == SystemTopics.RetryTopicOf(group) || topic.StartsWith(SystemTopics.RetryTopicOf(group) + "_", StringComparison.Ordinal);
}
