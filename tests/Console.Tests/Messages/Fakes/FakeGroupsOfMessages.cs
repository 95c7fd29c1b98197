using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Messages.Fakes;

/// <summary>What the message pages ask about groups: their progress.</summary>
internal sealed class FakeGroupsOfMessages : IGroupOperations
{
    /// <summary>Committed offset by group and queue.</summary>
    public Dictionary<(string Group, MessageQueue Queue), OffsetWrapper> Offsets { get; } = [];

    /// <summary>Who is connected, by group; the others have no members.</summary>
    public Dictionary<string, ConsumerConnection> Members { get; } = [];

    /// <summary>Groups that the broker does not answer about.</summary>
    public Dictionary<string, Exception> Failures { get; } = [];

    public Task<PartialResult<ConsumeStats>> GetProgressAsync(string group, BrokerTarget target, string? topic = null, CancellationToken cancellation = default)
    {
        if (Failures.TryGetValue(group, out var failure))
            return Task.FromResult(new PartialResult<ConsumeStats>(new Dictionary<string, ConsumeStats>(), [new TargetFailure("192.0.2.1:10911", failure)]));
        var stats = new ConsumeStats { OffsetTable = Offsets.Where(pair => pair.Key.Group == group).ToDictionary(pair => pair.Key.Queue, pair => pair.Value) };
        return Task.FromResult(new PartialResult<ConsumeStats>(new Dictionary<string, ConsumeStats> { ["192.0.2.1:10911"] = stats }, []));
    }

    public Task<PartialResult<IReadOnlyDictionary<string, SubscriptionGroupConfig>>> ListAsync(BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<Done>> SaveAsync(SubscriptionGroupConfig group, BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<Done>> DeleteAsync(string group, BrokerTarget target, GroupDeletion options, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<ConsumerConnection?>> GetConsumersAsync(string group, BrokerTarget target, CancellationToken cancellation = default) =>
        Task.FromResult(new PartialResult<ConsumerConnection?>(new Dictionary<string, ConsumerConnection?> { ["192.0.2.1:10911"] = Members.GetValueOrDefault(group) }, []));

    public Task<PartialResult<ProducerConnection?>> GetProducersAsync(string group, BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<IReadOnlyDictionary<string, List<ProducerInfo>>>> ListProducersAsync(BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<ConsumeStatsList>> ListProgressAsync(BrokerTarget target, bool orderedOnly = false, TimeSpan? wait = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<ConsumerOffsetSerializeWrapper>> ListOffsetsAsync(BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<ConsumerRunningInfo?> FindRunningInfoAsync(string group, string clientId, bool withStacks = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<long?> FindOffsetAsync(string group, MessageQueue queue, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task CommitOffsetAsync(string group, MessageQueue queue, long offset, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<OffsetReset>> ResetAsync(string group, string topic, DateTimeOffset? to, bool forward = true, bool cppMembers = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<Done>> SaveAllAsync(IReadOnlyList<SubscriptionGroupConfig> groups, BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<GroupSummaries> SummariseAsync(BrokerTarget target, IProgress<RocketMQ.Admin.WorkProgress>? progress = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<IReadOnlyList<OffsetMove>>> PlanResetAsync(string group, string topic, DateTimeOffset? to, bool forward = true, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task ResetQueueAsync(string group, MessageQueue queue, long offset, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<int>> CloneOffsetsAsync(string source, string destination, string topic, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<Done>> SetRequestModeAsync(string group, string topic, string mode, int sharedQueues, BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();
}
