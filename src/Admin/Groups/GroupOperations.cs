using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Admin.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Admin.Groups;

internal sealed class GroupOperations(AdminCalls calls, BrokerDirectory directory, OffsetResets resets, ITopicOperations topics) : IGroupOperations
{
    private static readonly TimeSpan BulkWait = TimeSpan.FromSeconds(50);

    public Task<PartialResult<IReadOnlyDictionary<string, SubscriptionGroupConfig>>> ListAsync(
        BrokerTarget target, CancellationToken cancellation = default) =>
        directory.EachAsync<IReadOnlyDictionary<string, SubscriptionGroupConfig>>(
            target,
            async address => (await calls.CallForBodyAsync<SubscriptionGroupWrapper>(
                address, RequestCode.GetAllSubscriptionGroupConfig, null, cancellation)).SubscriptionGroupTable,
            cancellation);

    public async Task<PartialResult<Done>> SaveAsync(SubscriptionGroupConfig group, BrokerTarget target, CancellationToken cancellation = default)
    {
        Check(group);
        return await calls.CallEachAsync(
            await directory.ResolveAsync(target, cancellation),
            RequestCode.UpdateAndCreateSubscriptionGroup,
            null,
            cancellation,
            FastJson.Write(group));
    }

    public async Task<PartialResult<Done>> SaveAllAsync(
        IReadOnlyList<SubscriptionGroupConfig> groups, BrokerTarget target, CancellationToken cancellation = default)
    {
        foreach (var group in groups)
            Check(group);
        var list = FastJson.Write(new SubscriptionGroupList { GroupConfigList = [.. groups] });
        return await directory.EachAsync(target, async address =>
        {
            var answer = await calls.AskAsync(address, RequestCode.UpdateAndCreateSubscriptionGroupList, null, list, cancellation);
            if (answer.ResponseCode != ResponseCode.RequestCodeNotSupported)
            {
                AdminCalls.Accept(answer, address, RequestCode.UpdateAndCreateSubscriptionGroupList);
                return new Done();
            }

            // Before 5.0 groups are saved one by one.
            foreach (var group in groups)
                await calls.CallAsync(address, RequestCode.UpdateAndCreateSubscriptionGroup, null, cancellation, FastJson.Write(group));
            return new Done();
        }, cancellation);
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

    public Task<PartialResult<ConsumeStatsList>> ListProgressAsync(
        BrokerTarget target, bool orderedOnly = false, TimeSpan? wait = null, CancellationToken cancellation = default) =>
        directory.EachAsync(
            target,
            async address => AdminCalls.ReadBody<ConsumeStatsList>(
                AdminCalls.Accept(
                    await calls.AskAsync(
                        address,
                        RequestCode.GetBrokerConsumeStats,
                        new GetBrokerConsumeStatsRequestHeader { IsOrder = orderedOnly },
                        default,
                        cancellation,
                        (wait ?? BulkWait) - calls.Timeout),
                    address,
                    RequestCode.GetBrokerConsumeStats),
                address,
                RequestCode.GetBrokerConsumeStats),
            cancellation);

    public Task<GroupSummaries> SummariseAsync(
        BrokerTarget target, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        new GroupSummarising(this, topics).SummariseAsync(target, progress, cancellation);

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
        var answer = await calls.AskAsync(address, RequestCode.GetConsumerRunningInfo, header, default, cancellation, AdminCalls.RelayWait);
        return AdminCalls.ReadBody<ConsumerRunningInfo>(
            AdminCalls.Accept(answer, address, RequestCode.GetConsumerRunningInfo), address, RequestCode.GetConsumerRunningInfo);
    }

    public async Task<long?> FindOffsetAsync(string group, MessageQueue queue, CancellationToken cancellation = default) =>
        await resets.FindOffsetAsync(await directory.GetAddressAsync(queue.BrokerName, cancellation), group, queue, cancellation);

    public async Task CommitOffsetAsync(string group, MessageQueue queue, long offset, CancellationToken cancellation = default) =>
        await resets.CommitOffsetAsync(await directory.GetAddressAsync(queue.BrokerName, cancellation), group, queue, offset, cancellation);

    public Task<PartialResult<OffsetReset>> ResetAsync(
        string group, string topic, DateTimeOffset? to, bool forward = true, bool cppMembers = false, CancellationToken cancellation = default) =>
        resets.ResetAsync(new ResetRequest(group, topic, to, forward, cppMembers), cancellation);

    public Task<PartialResult<IReadOnlyList<OffsetMove>>> PlanResetAsync(
        string group, string topic, DateTimeOffset? to, bool forward = true, CancellationToken cancellation = default) =>
        resets.PlanAsync(new ResetRequest(group, topic, to, forward), cancellation);

    public async Task ResetQueueAsync(string group, MessageQueue queue, long offset, CancellationToken cancellation = default) =>
        await resets.ResetQueueAsync(await directory.GetAddressAsync(queue.BrokerName, cancellation), group, queue, offset, cancellation);

    public Task<PartialResult<int>> CloneOffsetsAsync(string source, string destination, string topic, CancellationToken cancellation = default) =>
        resets.CloneAsync(source, destination, topic, cancellation);

    public async Task<PartialResult<Done>> SetRequestModeAsync(
        string group, string topic, string mode, int sharedQueues, BrokerTarget target, CancellationToken cancellation = default)
    {
        if (mode is not ("PULL" or "POP"))
            throw new ArgumentException($"'{mode}' is no mode; PULL and POP are");
        var body = new SetMessageRequestModeRequestBody { ConsumerGroup = group, Topic = topic, Mode = mode, PopShareQueueNum = sharedQueues };
        return await calls.CallEachAsync(
            await directory.ResolveAsync(target, cancellation), RequestCode.SetMessageRequestMode, null, cancellation, FastJson.Write(body));
    }

    private static void Check(SubscriptionGroupConfig group)
    {
        if (GroupRules.Check(group.GroupName).Problem is { } problem)
            throw new ArgumentException(problem);
        if (group.RetryQueueNums < 0)
            throw new ArgumentException($"group '{group.GroupName}': {group.RetryQueueNums} retry queues; 0 (failed messages are dropped) or more are allowed");
    }

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
