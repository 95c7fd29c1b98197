using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Admin.Topics;

internal sealed class TopicOperations(AdminCalls calls, BrokerDirectory directory) : ITopicOperations
{
    // Neither server has a limit; with more, one topic could fill the memory of every client that asks for its route.
    private const int MaxQueues = 4096;

    private readonly TopicGroups _groups = new(calls);

    public async Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellation = default) =>
        await NamesOfNameServerAsync(RequestCode.GetAllTopicListFromNameServer, cancellation);

    public async Task<PartialResult<IReadOnlyList<string>>> ListSystemNamesAsync(CancellationToken cancellation = default)
    {
        // Clusters and brokers are topics too, and only the name server tells them apart from others.
        var fromNameServer = await NamesOfNameServerAsync(RequestCode.GetSystemTopicListFromNs, cancellation);
        return await directory.EachAsync<IReadOnlyList<string>>(BrokerTarget.AllMasters, async address =>
        {
            var list = await calls.CallForBodyAsync<TopicList>(address, RequestCode.GetSystemTopicListFromBroker, null, cancellation);
            return [.. list.Topics.Union(fromNameServer).Order(StringComparer.Ordinal)];
        }, cancellation);
    }

    public Task<PartialResult<IReadOnlyDictionary<string, TopicConfig>>> ListAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        directory.EachAsync<IReadOnlyDictionary<string, TopicConfig>>(
            target,
            async address => (await calls.CallForBodyAsync<TopicConfigSerializeWrapper>(
                address, RequestCode.GetAllTopicConfig, null, cancellation)).TopicConfigTable,
            cancellation);

    public async Task<PartialResult<TopicConfig?>> GetAsync(string topic, BrokerTarget target, CancellationToken cancellation = default) =>
        (await ListAsync(target, cancellation)).Select(topics => topics.GetValueOrDefault(topic));

    public async Task<PartialResult<Done>> SaveAsync(TopicConfig topic, BrokerTarget target, CancellationToken cancellation = default)
    {
        Check(topic);
        return await calls.CallEachAsync(
            await directory.ResolveAsync(target, cancellation), RequestCode.UpdateAndCreateTopic, Header(topic), cancellation);
    }

    public async Task<PartialResult<Done>> SaveAllAsync(
        IReadOnlyList<TopicConfig> topics, BrokerTarget target, CancellationToken cancellation = default)
    {
        foreach (var topic in topics)
            Check(topic);
        var list = FastJson.Write(new TopicConfigList { Topics = [.. topics] });
        return await directory.EachAsync(target, async address =>
        {
            var answer = await calls.AskAsync(address, RequestCode.UpdateAndCreateTopicList, null, list, cancellation);
            if (answer.ResponseCode != ResponseCode.RequestCodeNotSupported)
            {
                AdminCalls.Accept(answer, address, RequestCode.UpdateAndCreateTopicList);
                return new Done();
            }

            // Before 5.0 topics are saved one by one.
            foreach (var topic in topics)
                await calls.CallAsync(address, RequestCode.UpdateAndCreateTopic, Header(topic), cancellation);
            return new Done();
        }, cancellation);
    }

    public async Task<PartialResult<Done>> DeleteAsync(string topic, string? cluster = null, CancellationToken cancellation = default)
    {
        var target = cluster is null ? BrokerTarget.AllMasters : BrokerTarget.Cluster(cluster);
        var brokers = await calls.CallEachAsync(
            await directory.ResolveAsync(target, cancellation),
            RequestCode.DeleteTopicInBroker,
            new DeleteTopicRequestHeader { Topic = topic },
            cancellation);
        if (brokers.Failures.Count > 0)
            return brokers;
        var nameServers = await calls.CallEachAsync(
            calls.NameServers,
            RequestCode.DeleteTopicInNamesrv,
            new DeleteTopicFromNameServerRequestHeader { Topic = topic, ClusterName = cluster },
            cancellation);
        return new PartialResult<Done>(
            brokers.Values.Concat(nameServers.Values).ToDictionary(pair => pair.Key, pair => pair.Value), nameServers.Failures);
    }

    public Task<TopicRouteData?> FindRouteAsync(string topic, CancellationToken cancellation = default) =>
        directory.FindRouteAsync(topic, cancellation);

    public Task<TopicRouteData> GetRouteAsync(string topic, CancellationToken cancellation = default) => directory.GetRouteAsync(topic, cancellation);

    public async Task<PartialResult<TopicStatsTable>> GetStatisticsAsync(string topic, CancellationToken cancellation = default) =>
        await AdminCalls.EachAsync(
            await BrokersOfAsync(topic, cancellation),
            address => calls.CallForBodyAsync<TopicStatsTable>(
                address, RequestCode.GetTopicStatsInfo, new GetTopicStatsRequestHeader { Topic = topic }, cancellation));

    public Task<TopicActivities> GetActivityAsync(
        IReadOnlyList<string> topics, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        new TopicActivityReader(calls, directory).ReadAsync(topics, progress, cancellation);

    public async Task<PartialResult<IReadOnlyList<string>>> ListGroupsAsync(string topic, CancellationToken cancellation = default) =>
        await AdminCalls.EachAsync(await BrokersOfAsync(topic, cancellation), address => _groups.ListAsync(address, topic, cancellation));

    private static CreateTopicRequestHeader Header(TopicConfig topic) => new()
    {
        Topic = topic.TopicName,
        DefaultTopic = SystemTopics.AutoCreate,
        ReadQueueNums = topic.ReadQueueNums,
        WriteQueueNums = topic.WriteQueueNums,
        Perm = topic.Perm,
        TopicFilterType = topic.TopicFilterType == TopicFilterType.MultiTag ? "MULTI_TAG" : "SINGLE_TAG",
        TopicSysFlag = topic.TopicSysFlag,
        Order = topic.Order,
        // A name alone takes the attribute away.
        Attributes = topic.Attributes is { Count: > 0 } attributes
            ? string.Join(',', attributes.Select(pair => pair.Value.Length > 0 ? $"{pair.Key}={pair.Value}" : pair.Key))
            : null,
    };

    private static void Check(TopicConfig topic)
    {
        if (TopicRules.Check(topic.TopicName).Problem is { } problem)
            throw new ArgumentException(problem);
        if (topic.ReadQueueNums is < 1 or > MaxQueues || topic.WriteQueueNums is < 1 or > MaxQueues)
            throw new ArgumentException($"topic '{topic.TopicName}': {topic.ReadQueueNums} read and {topic.WriteQueueNums} write queues; 1 to {MaxQueues} each are allowed");
        if (topic.Perm is < 0 or > 15)
            throw new ArgumentException($"topic '{topic.TopicName}': permission {topic.Perm} is none; 2 (write), 4 (read), 6 (both) are, and 1 more to inherit");
    }

    private async Task<List<string>> NamesOfNameServerAsync(RequestCode code, CancellationToken cancellation)
    {
        var (address, answer) = await calls.AskNameServerAsync(code, null, cancellation);
        return AdminCalls.ReadBody<TopicList>(AdminCalls.Accept(answer, address, code), address, code).Topics;
    }

    private async Task<IEnumerable<string>> BrokersOfAsync(string topic, CancellationToken cancellation) =>
        BrokerDirectory.Readers(await directory.GetRouteAsync(topic, cancellation)).Values;
}
