using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Groups;

/// <summary>Consumer and producer groups: settings, members, progress, offsets.</summary>
public interface IGroupOperations
{
    /// <summary>Settings of all consumer groups of each broker (201), by group name.</summary>
    Task<PartialResult<IReadOnlyDictionary<string, SubscriptionGroupConfig>>> ListAsync(BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Creates the group or changes its settings (200).</summary>
    /// <exception cref="ArgumentException">The name or a number is not allowed; nothing was sent.</exception>
    Task<PartialResult<Done>> SaveAsync(SubscriptionGroupConfig group, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Creates many groups or changes their settings: in one request (225), one by one (200) where a broker does not know it.</summary>
    /// <exception cref="ArgumentException">A name or a number is not allowed; nothing was sent.</exception>
    Task<PartialResult<Done>> SaveAllAsync(
        IReadOnlyList<SubscriptionGroupConfig> groups, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Deletes the group (207); with <see cref="GroupDeletion"/> also its offsets and its retry and dead letter topics.</summary>
    Task<PartialResult<Done>> DeleteAsync(string group, BrokerTarget target, GroupDeletion options, CancellationToken cancellation = default);

    /// <summary>Members and subscriptions of a consumer group (203); null on a broker where nobody of the group is connected.</summary>
    Task<PartialResult<ConsumerConnection?>> GetConsumersAsync(string group, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Members of a producer group (204); null on a broker where nobody of the group is connected.</summary>
    Task<PartialResult<ProducerConnection?>> GetProducersAsync(string group, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>All producers of each broker (328), by group.</summary>
    Task<PartialResult<IReadOnlyDictionary<string, List<ProducerInfo>>>> ListProducersAsync(BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Committed offsets and lag of a group by queue (208), of one topic or of all.</summary>
    Task<PartialResult<ConsumeStats>> GetProgressAsync(string group, BrokerTarget target, string? topic = null, CancellationToken cancellation = default);

    /// <summary>Progress of all groups of each broker in one request (317).</summary>
    /// <param name="target">Which brokers.</param>
    /// <param name="orderedOnly">Only of order topics.</param>
    /// <param name="wait">How long a broker may take; 50 s when null, since it reads the last message of every queue.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<PartialResult<ConsumeStatsList>> ListProgressAsync(
        BrokerTarget target, bool orderedOnly = false, TimeSpan? wait = null, CancellationToken cancellation = default);

    /// <summary>
    /// One line for each group that has offsets or a retry topic: progress in bulk (317), then who is connected (203), many at a time.
    /// </summary>
    Task<GroupSummaries> SummariseAsync(
        BrokerTarget target, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default);

    /// <summary>All committed offsets of each broker (43), by "topic@group" and queue.</summary>
    Task<PartialResult<ConsumerOffsetSerializeWrapper>> ListOffsetsAsync(BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>State of one member (307), relayed by the broker it is connected to; null when it is connected to none of them.</summary>
    /// <param name="group">Consumer group.</param>
    /// <param name="clientId">Client id as in <see cref="GetConsumersAsync"/>.</param>
    /// <param name="withStacks">Whether the client adds the stacks of its threads.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<ConsumerRunningInfo?> FindRunningInfoAsync(string group, string clientId, bool withStacks = false, CancellationToken cancellation = default);

    /// <summary>The committed offset (14); null when the group has none.</summary>
    Task<long?> FindOffsetAsync(string group, MessageQueue queue, CancellationToken cancellation = default);

    /// <summary>Commits an offset (15) in the group's name. Members that are online overwrite it with theirs.</summary>
    Task CommitOffsetAsync(string group, MessageQueue queue, long offset, CancellationToken cancellation = default);

    /// <summary>
    /// Resets a group on a topic to a point in time, or to the end (222). A broker that cannot reset a group without members (206) gets
    /// offsets found by time (29) and committed (15) instead.
    /// </summary>
    /// <param name="group">Consumer group.</param>
    /// <param name="topic">Topic.</param>
    /// <param name="to">Store time to go on from; null for the end.</param>
    /// <param name="forward">Whether offsets may also move forward; false moves backward only.</param>
    /// <param name="cppMembers">Whether the members are C++ clients, which are told in another form.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<PartialResult<OffsetReset>> ResetAsync(
        string group, string topic, DateTimeOffset? to, bool forward = true, bool cppMembers = false, CancellationToken cancellation = default);

    /// <summary>What <see cref="ResetAsync"/> would do, by queue, of each broker (14, 29 or 30). Nothing is changed.</summary>
    Task<PartialResult<IReadOnlyList<OffsetMove>>> PlanResetAsync(
        string group, string topic, DateTimeOffset? to, bool forward = true, CancellationToken cancellation = default);

    /// <summary>Resets a group on one queue: the offset is committed (15), and a broker of 5.x is told to make members follow (222).</summary>
    Task ResetQueueAsync(string group, MessageQueue queue, long offset, CancellationToken cancellation = default);

    /// <summary>Commits the offsets that one group has on a topic in the name of another (208, 15). The values are how many queues it were.</summary>
    Task<PartialResult<int>> CloneOffsetsAsync(string source, string destination, string topic, CancellationToken cancellation = default);

    /// <summary>Has a group pull or pop the messages of a topic (401). Brokers before 5.0 know only pulling and refuse the request.</summary>
    /// <param name="group">Consumer group.</param>
    /// <param name="topic">Topic.</param>
    /// <param name="mode">PULL or POP.</param>
    /// <param name="sharedQueues">Queues that members share when they pop; 0 for all.</param>
    /// <param name="target">Which brokers.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<PartialResult<Done>> SetRequestModeAsync(
        string group, string topic, string mode, int sharedQueues, BrokerTarget target, CancellationToken cancellation = default);
}
