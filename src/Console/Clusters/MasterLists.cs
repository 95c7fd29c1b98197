using System.Collections.Immutable;
using RocketMQ.Admin;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>What one master lists. Topics and groups stay from its last answer; progress does not, since figures must not look newer than they are.</summary>
/// <param name="BrokerName">The broker set.</param>
/// <param name="Topics">Settings by topic; null before the first answer.</param>
/// <param name="Groups">Settings by group; null before the first answer.</param>
/// <param name="Progress">Progress of all groups; null when it did not answer.</param>
/// <param name="ProgressAt">When it came, by <see cref="TimeProvider.GetTimestamp"/>.</param>
/// <param name="Failures">What it did not answer.</param>
internal sealed record MasterLists(
    string BrokerName,
    IReadOnlyDictionary<string, TopicConfig>? Topics,
    IReadOnlyDictionary<string, SubscriptionGroupConfig>? Groups,
    ConsumeStatsList? Progress,
    long ProgressAt,
    ImmutableArray<TargetFailure> Failures)
{
    /// <summary>Asks the master for all three at once; whatever it does not answer stays as it was.</summary>
    public async Task<MasterLists> AskAsync(string address, IAdminClient admin, Question question, TimeProvider time, CancellationToken stopping)
    {
        var target = BrokerTarget.Address(address);
        var topics = question.AskAsync(address, "GET_ALL_TOPIC_CONFIG", async limit => Only(await admin.Topics.ListAsync(target, limit)), stopping);
        var groups = question.AskAsync(
            address, "GET_ALL_SUBSCRIPTIONGROUP_CONFIG", async limit => Only(await admin.Groups.ListAsync(target, limit)), stopping);
        var progress = question.AskAsync(
            address,
            "GET_BROKER_CONSUME_STATS",
            async limit => new Stamped(Only(await admin.Groups.ListProgressAsync(target, cancellation: limit)), time.GetTimestamp()),
            stopping);
        await Task.WhenAll(topics, groups, progress);
        var (asked, listed, progressed) = (await topics, await groups, await progress);
        return this with
        {
            Topics = asked.Value ?? Topics,
            Groups = listed.Value ?? Groups,
            Progress = progressed.Value?.Progress,
            ProgressAt = progressed.Value?.At ?? 0,
            Failures = [.. new[] { asked.Failure, listed.Failure, progressed.Failure }.OfType<TargetFailure>()],
        };
    }

    /// <summary>The answer of the one address that was asked, or its failure.</summary>
    public static T Only<T>(PartialResult<T> result) =>
        result.Failures is [var failure, ..] ? throw failure.Reason : result.Values.Values.First();

    private sealed record Stamped(ConsumeStatsList Progress, long At);
}
