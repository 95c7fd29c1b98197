using RocketMQ.Admin.Targets;
using RocketMQ.Admin.Topics;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Messages.Fakes;

/// <summary>What the message pages ask about topics: the route and the groups.</summary>
internal sealed class FakeTopicsOfMessages : ITopicOperations
{
    /// <summary>Queues of the topic by broker; none: the topic does not exist.</summary>
    public Dictionary<string, int> Queues { get; } = new() { ["broker-a"] = 4 };

    /// <summary>Topics that no name server knows.</summary>
    public HashSet<string> Unknown { get; } = [];

    /// <summary>Groups of the topic.</summary>
    public List<string> Groups { get; } = [];

    /// <summary>Brokers that do not name their groups.</summary>
    public List<TargetFailure> Failures { get; } = [];

    public Task<TopicRouteData?> FindRouteAsync(string topic, CancellationToken cancellation = default) => Task.FromResult(Queues.Count == 0 || Unknown.Contains(topic)
        ? null
        : new TopicRouteData
        {
            QueueDatas = [.. Queues.Select(pair => new QueueData { BrokerName = pair.Key, ReadQueueNums = pair.Value, WriteQueueNums = pair.Value })],
        });

    public Task<PartialResult<IReadOnlyList<string>>> ListGroupsAsync(string topic, CancellationToken cancellation = default) =>
        Task.FromResult(new PartialResult<IReadOnlyList<string>>(new Dictionary<string, IReadOnlyList<string>> { ["192.0.2.1:10911"] = Groups }, Failures));

    public Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<IReadOnlyList<string>>> ListSystemNamesAsync(CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<IReadOnlyDictionary<string, TopicConfig>>> ListAsync(BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<TopicConfig?>> GetAsync(string topic, BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<Done>> SaveAsync(TopicConfig topic, BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<Done>> DeleteAsync(string topic, string? cluster = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<TopicStatsTable>> GetStatisticsAsync(string topic, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<Done>> SaveAllAsync(IReadOnlyList<TopicConfig> topics, BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<TopicRouteData> GetRouteAsync(string topic, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<TopicActivities> GetActivityAsync(IReadOnlyList<string> topics, IProgress<RocketMQ.Admin.WorkProgress>? progress = null, CancellationToken cancellation = default) => throw new NotSupportedException();
}
