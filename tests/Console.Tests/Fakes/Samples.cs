using System.Collections.Immutable;
using System.Globalization;
using RocketMQ.Admin;
using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>A cluster of two brokers to test with.</summary>
public static class Samples
{
    public const string AddressA = "10.0.0.1:10911";
    public const string AddressB = "10.0.0.2:10911";

    public static readonly DateTimeOffset Noon = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static ClusterSnapshot Snapshot(IEnumerable<TopicSnapshot>? topics = null, IEnumerable<GroupSnapshot>? groups = null) => new()
    {
        UpdatedAt = Noon,
        ListedAt = Noon,
        Brokers = [Broker("broker-a", AddressA), Broker("broker-b", AddressB)],
        Topics = [.. topics ?? []],
        Groups = [.. groups ?? []],
    };

    public static BrokerSnapshot Broker(string name, string address, string? version = null, DateTimeOffset? oldest = null) => new()
    {
        BrokerName = name,
        BrokerId = 0,
        Address = address,
        ClusterName = "DefaultCluster",
        Runtime = version is null ? null : new BrokerRuntimeInfo(new Dictionary<string, string>
        {
            ["brokerVersionDesc"] = version,
            ["earliestMessageTimeStamp"] = (oldest?.ToUnixTimeMilliseconds() ?? -1).ToString(CultureInfo.InvariantCulture),
        }),
    };

    public static TopicSnapshot Topic(string name, TopicKind kind = TopicKind.Normal, params (string Broker, int Queues)[] brokers) => new()
    {
        Name = name,
        Kind = kind,
        Configs = (brokers.Length == 0 ? [("broker-a", 8)] : brokers).ToImmutableSortedDictionary(
            broker => broker.Broker,
            broker => new TopicConfig { TopicName = name, ReadQueueNums = broker.Queues, WriteQueueNums = broker.Queues }),
    };

    public static GroupSnapshot Group(string name, bool system = false, long? lag = null) => new()
    {
        Name = name,
        IsSystem = system,
        Lag = lag,
        Configs = ImmutableSortedDictionary<string, SubscriptionGroupConfig>.Empty.Add("broker-a", new SubscriptionGroupConfig { GroupName = name }),
    };

    public static PartialResult<T> Answer<T>(T value, string address = AddressA) => new(new Dictionary<string, T> { [address] = value }, []);

    public static PartialResult<T> Refusal<T>(string address = AddressB, string remark = "not allowed") => new(new Dictionary<string, T>(), [Failure(address, remark)]);

    public static RocketMQ.Admin.Targets.TargetFailure Failure(string address, string remark = "not allowed") =>
        new(address, new AdminException(ResponseCode.NoPermission, address, "REQUEST", remark));
}
