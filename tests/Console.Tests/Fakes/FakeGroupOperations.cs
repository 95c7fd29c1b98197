using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>Groups as the test scripts them; records what was changed.</summary>
public sealed class FakeGroupOperations : IGroupOperations
{
    public Func<string, PartialResult<ConsumerConnection?>> Consumers { get; set; } = _ => new(new Dictionary<string, ConsumerConnection?>(), []);

    public Func<string, string?, PartialResult<ConsumeStats>> Progress { get; set; } = (_, _) => new(new Dictionary<string, ConsumeStats>(), []);

    public Func<SubscriptionGroupConfig, BrokerTarget, PartialResult<Done>> Save { get; set; } = (_, _) => new(new Dictionary<string, Done>(), []);

    public Func<string, GroupDeletion, PartialResult<Done>> Delete { get; set; } = (_, _) => new(new Dictionary<string, Done>(), []);

    public List<(SubscriptionGroupConfig Group, BrokerTarget Target)> Saved { get; } = [];

    public List<(string Group, GroupDeletion Options)> Deleted { get; } = [];

    public Task<PartialResult<Done>> SaveAsync(SubscriptionGroupConfig group, BrokerTarget target, CancellationToken cancellation = default)
    {
        Saved.Add((group, target));
        return Task.FromResult(Save(group, target));
    }

    public Task<PartialResult<Done>> DeleteAsync(string group, BrokerTarget target, GroupDeletion options, CancellationToken cancellation = default)
    {
        Deleted.Add((group, options));
        return Task.FromResult(Delete(group, options));
    }

    public Task<PartialResult<ConsumerConnection?>> GetConsumersAsync(string group, BrokerTarget target, CancellationToken cancellation = default) =>
        Task.FromResult(Consumers(group));

    public Task<PartialResult<ConsumeStats>> GetProgressAsync(string group, BrokerTarget target, string? topic = null, CancellationToken cancellation = default) =>
        Task.FromResult(Progress(group, topic));

    public Task<PartialResult<IReadOnlyDictionary<string, SubscriptionGroupConfig>>> ListAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<PartialResult<ProducerConnection?>> GetProducersAsync(string group, BrokerTarget target, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<PartialResult<IReadOnlyDictionary<string, List<ProducerInfo>>>> ListProducersAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<PartialResult<ConsumeStatsList>> ListProgressAsync(BrokerTarget target, bool orderedOnly = false, TimeSpan? wait = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<ConsumerOffsetSerializeWrapper>> ListOffsetsAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Func<string, bool, ConsumerRunningInfo?> Running { get; set; } = (_, _) => null;

    public Task<ConsumerRunningInfo?> FindRunningInfoAsync(string group, string clientId, bool withStacks = false, CancellationToken cancellation = default) =>
        Task.FromResult(Running(clientId, withStacks));

    public Task<long?> FindOffsetAsync(string group, MessageQueue queue, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task CommitOffsetAsync(string group, MessageQueue queue, long offset, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<OffsetReset>> ResetAsync(
        string group, string topic, DateTimeOffset? to, bool forward = true, bool cppMembers = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<Done>> SaveAllAsync(IReadOnlyList<SubscriptionGroupConfig> groups, BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<GroupSummaries> SummariseAsync(BrokerTarget target, IProgress<RocketMQ.Admin.WorkProgress>? progress = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<IReadOnlyList<OffsetMove>>> PlanResetAsync(string group, string topic, DateTimeOffset? to, bool forward = true, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task ResetQueueAsync(string group, MessageQueue queue, long offset, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<int>> CloneOffsetsAsync(string source, string destination, string topic, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<Done>> SetRequestModeAsync(string group, string topic, string mode, int sharedQueues, BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();
}
