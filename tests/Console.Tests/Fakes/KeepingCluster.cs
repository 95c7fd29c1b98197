using System.Collections.Immutable;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>A cluster of two brokers that keeps the topics it is told and lists them at the next look; topics whose names are in <see cref="Refusing"/> are refused.</summary>
public sealed class KeepingCluster
{
    private static readonly Dictionary<string, string> Names = new() { [Samples.AddressA] = "broker-a", [Samples.AddressB] = "broker-b" };

    public KeepingCluster(FakeTopicOperations topics, ClusterSnapshot snapshot, FakeNameServerOperations? nameServers = null)
        : this(topics, new FakeCluster(new FakeAdminClient { TopicFake = topics, NameServerFake = nameServers ?? new FakeNameServerOperations() }, snapshot))
    {
    }

    /// <summary>Lets a cluster that is there already keep what it is told.</summary>
    public KeepingCluster(FakeTopicOperations topics, FakeCluster cluster)
    {
        Cluster = cluster;
        topics.Save = Save;
        topics.Delete = Delete;
    }

    public FakeCluster Cluster { get; }

    public HashSet<string> Refusing { get; } = [];

    private ClusterSnapshot Latest => Cluster.Next ?? Cluster.Snapshot;

    private PartialResult<Done> Save(TopicConfig config, BrokerTarget target)
    {
        var address = Names.Keys.Single(one => BrokerTarget.Address(one).Equals(target));
        if (Refusing.Contains(config.TopicName))
            return Samples.Refusal<Done>(address, "the disk is full");
        var known = Latest.Topics.FirstOrDefault(topic => topic.Name == config.TopicName)
            ?? new TopicSnapshot { Name = config.TopicName, Kind = TopicKind.Normal, Configs = ImmutableSortedDictionary.Create<string, TopicConfig>(StringComparer.Ordinal) };
        Cluster.Next = Latest with
        {
            Topics = [.. Latest.Topics.Where(topic => topic.Name != config.TopicName).Append(known with { Configs = known.Configs.SetItem(Names[address], config) }).OrderBy(topic => topic.Name, StringComparer.Ordinal)],
        };
        return Samples.Answer(default(Done), address);
    }

    private PartialResult<Done> Delete(string name)
    {
        if (Refusing.Contains(name))
            return Samples.Refusal<Done>(Samples.AddressA, "the disk is full");
        Cluster.Next = Latest with { Topics = [.. Latest.Topics.Where(topic => topic.Name != name)] };
        return Samples.Answer(default(Done));
    }
}
