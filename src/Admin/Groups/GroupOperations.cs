using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Admin.Groups;

internal sealed class GroupOperations(AdminCalls calls, BrokerDirectory directory, OffsetResets resets) : IGroupOperations
{
    // A broker gives the member it relays to 10 s (docs/protocol.md 2.4.12).
    private static readonly TimeSpan RelayWait = TimeSpan.FromSeconds(10);

    public Task<PartialResult<IReadOnlyDictionary<string, SubscriptionGroupConfig>>> ListAsync(
        BrokerTarget target, CancellationToken cancellation = default) =>
        directory.EachAsync<IReadOnlyDictionary<string, SubscriptionGroupConfig>>(
            target,
            async address => (await calls.CallForBodyAsync<SubscriptionGroupWrapper>(
                address, RequestCode.GetAllSubscriptionGroupConfig, null, cancellation)).SubscriptionGroupTable,
            cancellation);

    public async Task<PartialResult<Done>> SaveAsync(SubscriptionGroupConfig group, BrokerTarget target, CancellationToken cancellation = default)
    {
        if (GroupRules.Check(group.GroupName).Problem is { } problem)
            throw new ArgumentException(problem);
        if (group.RetryQueueNums < 0)
            throw new ArgumentException($"group '{group.GroupName}': {group.RetryQueueNums} retry queues; 0 (failed messages are dropped) or more are allowed");
        return await calls.CallEachAsync(
            await directory.ResolveAsync(target, cancellation),
            RequestCode.UpdateAndCreateSubscriptionGroup,
            null,
            cancellation,
            FastJson.Write(group));
    }

    public async Task<PartialResult<Done>> DeleteAsync(
        string group, BrokerTarget target, GroupDeletion options, CancellationToken cancellation = default)
    {
        // 4.9 and 5.x call the flag by different names.
        var header = new DeleteSubscriptionGroupRequestHeader
        {
            GroupName = group, RemoveOffset = options.RemoveOffsets, CleanOffset = options.RemoveOffsets,
        };
        var addresses = await directory.ResolveAsync(target, cancellation);
        var deleted = await calls.CallEachAsync(addresses, RequestCode.DeleteSubscriptionGroup, header, cancellation);
        if (!options.RemoveTopics || deleted.Failures.Count > 0)
            return deleted;

        foreach (var topic in (string[])[SystemTopics.RetryTopicOf(group), SystemTopics.DeadLetterTopicOf(group)])
        {
            var topics = await calls.CallEachAsync(
                addresses, RequestCode.DeleteTopicInBroker, new DeleteTopicRequestHeader { Topic = topic }, cancellation);
            if (topics.Failures.Count > 0)
                return topics;
            var routes = await calls.CallEachAsync(
                calls.NameServers, RequestCode.DeleteTopicInNamesrv, new DeleteTopicFromNameServerRequestHeader { Topic = topic }, cancellation);
            if (routes.Failures.Count > 0)
                return routes;
        }

        return deleted;
    }

    public Task<PartialResult<ConsumerConnection?>> GetConsumersAsync(string group, BrokerTarget target, CancellationToken cancellation = default) =>
        directory.EachAsync(target, address => FindConsumersAsync(group, address, cancellation), cancellation);

    public Task<PartialResult<ProducerConnection?>> GetProducersAsync(string group, BrokerTarget target, CancellationToken cancellation = default) =>
        directory.EachAsync(target, address => FindProducersAsync(group, address, cancellation), cancellation);

    public Task<PartialResult<IReadOnlyDictionary<string, List<ProducerInfo>>>> ListProducersAsync(
        BrokerTarget target, CancellationToken cancellation = default) =>
        directory.EachAsync<IReadOnlyDictionary<string, List<ProducerInfo>>>(
            target,
            async address => (await calls.CallForBodyAsync<ProducerTableInfo>(address, RequestCode.GetAllProducerInfo, null, cancellation)).Data,
            cancellation);

    public Task<PartialResult<ConsumeStats>> GetProgressAsync(
        string group, BrokerTarget target, string? topic = null, CancellationToken cancellation = default) =>
        directory.EachAsync(
            target,
            address => calls.CallForBodyAsync<ConsumeStats>(
                address, RequestCode.GetConsumeStats, new GetConsumeStatsRequestHeader { ConsumerGroup = group, Topic = topic }, cancellation),
            cancellation);

    public Task<PartialResult<ConsumeStatsList>> ListProgressAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        directory.EachAsync(
            target,
            address => calls.CallForBodyAsync<ConsumeStatsList>(
                address, RequestCode.GetBrokerConsumeStats, new GetBrokerConsumeStatsRequestHeader { IsOrder = false }, cancellation),
            cancellation);

    public Task<PartialResult<ConsumerOffsetSerializeWrapper>> ListOffsetsAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        directory.EachAsync(
            target,
            address => calls.CallForBodyAsync<ConsumerOffsetSerializeWrapper>(address, RequestCode.GetAllConsumerOffset, null, cancellation),
            cancellation);

    public async Task<ConsumerRunningInfo?> FindRunningInfoAsync(
        string group, string clientId, bool withStacks = false, CancellationToken cancellation = default)
    {
        var members = await GetConsumersAsync(group, BrokerTarget.AllMasters, cancellation);
        var address = members.Values
            .Where(pair => pair.Value?.ConnectionSet.Exists(connection => connection.ClientId == clientId) == true)
            .Select(pair => pair.Key)
            .FirstOrDefault();
        if (address is null)
        {
            // "Connected to none" is known only when all have answered.
            _ = members.OrThrow();
            return null;
        }

        var header = new GetConsumerRunningInfoRequestHeader { ConsumerGroup = group, ClientId = clientId, JstackEnable = withStacks };
        var answer = await calls.AskAsync(address, RequestCode.GetConsumerRunningInfo, header, default, cancellation, RelayWait);
        return AdminCalls.ReadBody<ConsumerRunningInfo>(
            AdminCalls.Accept(answer, address, RequestCode.GetConsumerRunningInfo), address, RequestCode.GetConsumerRunningInfo);
    }

    public async Task<long?> FindOffsetAsync(string group, MessageQueue queue, CancellationToken cancellation = default) =>
        await resets.FindOffsetAsync(await directory.GetAddressAsync(queue.BrokerName, cancellation), group, queue, cancellation);

    public async Task CommitOffsetAsync(string group, MessageQueue queue, long offset, CancellationToken cancellation = default) =>
        await resets.CommitOffsetAsync(await directory.GetAddressAsync(queue.BrokerName, cancellation), group, queue, offset, cancellation);

    public Task<PartialResult<OffsetReset>> ResetAsync(
        string group, string topic, DateTimeOffset? to, bool forward = true, CancellationToken cancellation = default) =>
        resets.ResetAsync(group, topic, to, forward, cancellation);

    private async Task<ConsumerConnection?> FindConsumersAsync(string group, string address, CancellationToken cancellation)
    {
        var header = new GetConsumerConnectionListRequestHeader { ConsumerGroup = group };
        var answer = await calls.AskAsync(address, RequestCode.GetConsumerConnectionList, header, default, cancellation);
        return answer.ResponseCode == ResponseCode.ConsumerNotOnline
            ? null
            : AdminCalls.ReadBody<ConsumerConnection>(
                AdminCalls.Accept(answer, address, RequestCode.GetConsumerConnectionList), address, RequestCode.GetConsumerConnectionList);
    }

    private async Task<ProducerConnection?> FindProducersAsync(string group, string address, CancellationToken cancellation)
    {
        var header = new GetProducerConnectionListRequestHeader { ProducerGroup = group };
        var answer = await calls.AskAsync(address, RequestCode.GetProducerConnectionList, header, default, cancellation);
        // "the producer group[G] not exist" has no code of its own.
        return answer.ResponseCode == ResponseCode.SystemError && answer.Remark?.Contains("not exist", StringComparison.Ordinal) == true
            ? null
            : AdminCalls.ReadBody<ProducerConnection>(
                AdminCalls.Accept(answer, address, RequestCode.GetProducerConnectionList), address, RequestCode.GetProducerConnectionList);
    }
}
