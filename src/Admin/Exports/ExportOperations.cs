using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using SystemGroups = RocketMQ.Admin.Groups.SystemGroups;

namespace RocketMQ.Admin.Exports;

internal sealed class ExportOperations(IAdminClient admin, AdminCalls calls, BrokerDirectory directory) : IExportOperations
{
    // What an export says of a broker: the keys that the original picks.
    private static readonly string[] Picked =
    [
        "brokerClusterName", "brokerId", "brokerName", "brokerRole", "fileReservedTime", "filterServerNums", "flushDiskType", "maxMessageSize",
        "messageDelayLevel", "msgTraceTopicName", "slaveReadEnable", "traceOn", "traceTopicEnable", "useTLS", "autoCreateTopicEnable",
        "autoCreateSubscriptionGroup",
    ];

    public async Task<ClusterMetadata> GetMetadataAsync(
        BrokerTarget target, bool withSpecialTopics = false, CancellationToken cancellation = default)
    {
        var parts = await directory.EachAsync(
            target,
            async address => (
                Topics: await UserTopicsAsync(address, withSpecialTopics, cancellation),
                Groups: await UserGroupsAsync(address, cancellation)),
            cancellation);
        var topics = parts.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value.Topics)
            .GroupBy(topic => topic.TopicName, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Last() with
            {
                ReadQueueNums = same.Sum(topic => topic.ReadQueueNums), WriteQueueNums = same.Sum(topic => topic.WriteQueueNums),
            });
        var groups = parts.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value.Groups)
            .GroupBy(group => group.GroupName, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Last() with { RetryQueueNums = same.Sum(group => group.RetryQueueNums) });
        return new ClusterMetadata(topics, groups, parts.Failures);
    }

    public async Task<ClusterConfigs> GetConfigsAsync(string cluster, CancellationToken cancellation = default)
    {
        var brokers = await BrokersOfAsync(cluster, cancellation);
        var settings = await AdminCalls.EachAsync(
            brokers.Where(broker => broker.IsMaster).Select(broker => broker.Address),
            address => admin.Brokers.GetSettingsAsync(address, cancellation));
        return new ClusterConfigs(
            calls.NameServers.Count,
            brokers.Count(broker => broker.IsMaster),
            brokers.Count(broker => !broker.IsMaster),
            brokers.Where(broker => broker.IsMaster && settings.Values.ContainsKey(broker.Address)).ToDictionary(
                broker => broker.BrokerName,
                broker => (IReadOnlyDictionary<string, string>)Picked
                    .Where(settings.Values[broker.Address].ContainsKey)
                    .ToDictionary(key => key, key => settings.Values[broker.Address][key])),
            settings.Failures);
    }

    public async Task<ClusterMetrics> GetMetricsAsync(
        string cluster, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        var masters = (await BrokersOfAsync(cluster, cancellation)).Where(broker => broker.IsMaster).ToList();
        var done = 0;
        var metrics = await AdminCalls.EachAsync(masters.Select(broker => broker.Address), async address =>
        {
            var part = await MeasureAsync(address, cancellation);
            progress?.Report(new WorkProgress(Interlocked.Increment(ref done), masters.Count));
            return part;
        });
        return new ClusterMetrics(
            masters.Where(broker => metrics.Values.ContainsKey(broker.Address)).ToDictionary(broker => broker.BrokerName, broker => metrics.Values[broker.Address]),
            metrics.Failures);
    }

    private async Task<BrokerMetrics> MeasureAsync(string address, CancellationToken cancellation)
    {
        var runtime = await admin.Brokers.GetRuntimeAsync(address, cancellation);
        var settings = await admin.Brokers.GetSettingsAsync(address, cancellation);
        var groups = await UserGroupsAsync(address, cancellation);
        var half = await admin.Brokers.GetStatisticAsync(address, BrokerStatistic.Puts, SystemTopics.TransactionHalf, cancellation);
        var delayed = await admin.Brokers.GetStatisticAsync(address, BrokerStatistic.Puts, SystemTopics.Schedule, cancellation);
        return new BrokerMetrics(
            runtime.VersionName,
            await ClientsAsync(address, groups, cancellation),
            settings.GetValueOrDefault("clientCallbackExecutorThreads"),
            runtime.Table.GetValueOrDefault("totalMemKBytes"),
            runtime.CommitLogDiskRatio,
            runtime.ConsumeQueueDiskRatio,
            new TrafficRates(runtime.PutTps, runtime.GetTransferredTps, half?.StatsMinute.Tps ?? 0, delayed?.StatsMinute.Tps ?? 0),
            new TrafficCounts(
                runtime.PutTotalAtMidnight - runtime.PutTotalAtMidnightBefore,
                runtime.GetTotalAtMidnight - runtime.GetTotalAtMidnightBefore,
                half is null ? 0 : BrokerStatistic.LastDay(half),
                delayed is null ? 0 : BrokerStatistic.LastDay(delayed)),
            runtime.AverageMessageBytes,
            (await UserTopicsAsync(address, withSpecial: false, cancellation)).Count,
            groups.Count);
    }

    private async Task<IReadOnlyList<string>> ClientsAsync(
        string address, IReadOnlyList<SubscriptionGroupConfig> groups, CancellationToken cancellation)
    {
        var members = await AdminCalls.AllAsync(
            groups,
            async group => (await admin.Groups.GetConsumersAsync(group.GroupName, BrokerTarget.Address(address), cancellation)).OrThrow().Values[address],
            cancellation);
        return
        [
            .. members.OfType<ConsumerConnection>()
                .SelectMany(connection => connection.ConnectionSet)
                .Select(client => $"{LanguageCodes.NameOf(client.Language)}%{RemotingVersion.Describe(client.Version)}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task<IReadOnlyList<BrokerNode>> BrokersOfAsync(string cluster, CancellationToken cancellation)
    {
        var topology = await directory.GetTopologyAsync(cancellation);
        return topology.ClusterNames.Contains(cluster)
            ? [.. topology.Brokers.Where(broker => broker.Cluster == cluster)]
            : throw new ArgumentException($"there is no cluster '{cluster}'; known: {ClusterTopology.Listed(topology.ClusterNames)}");
    }

    private async Task<IReadOnlyList<TopicConfig>> UserTopicsAsync(string address, bool withSpecial, CancellationToken cancellation)
    {
        var all = await calls.CallForBodyAsync<TopicConfigSerializeWrapper>(address, RequestCode.GetAllTopicConfig, null, cancellation);
        var system = await calls.CallForBodyAsync<TopicList>(address, RequestCode.GetSystemTopicListFromBroker, null, cancellation);
        return
        [
            .. all.TopicConfigTable.Values.Where(topic =>
                !system.Topics.Contains(topic.TopicName)
                && (withSpecial || !(SystemTopics.IsRetry(topic.TopicName) || SystemTopics.IsDeadLetter(topic.TopicName)))),
        ];
    }

    private async Task<IReadOnlyList<SubscriptionGroupConfig>> UserGroupsAsync(string address, CancellationToken cancellation)
    {
        var all = await calls.CallForBodyAsync<SubscriptionGroupWrapper>(address, RequestCode.GetAllSubscriptionGroupConfig, null, cancellation);
        return [.. all.SubscriptionGroupTable.Values.Where(group => !SystemGroups.Contains(group.GroupName))];
    }
}
