using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Topics;

/// <summary>Pages about a cluster named "dev", seen by an administrator unless a test says otherwise.</summary>
public abstract class ClusterPageTest : ConsolePage
{
    protected ClusterPageTest() => Authorization.SetAuthorized("admin").SetPolicies("view", "operate", "administer");

    protected FakeTopicOperations Topics { get; } = new();

    protected FakeGroupOperations Groups { get; } = new();

    protected FakeBrokerOperations Brokers { get; } = new();

    protected FakeNameServerOperations NameServers { get; } = new();

    /// <summary>Attaches the cluster.</summary>
    protected FakeCluster Attach(ClusterSnapshot snapshot)
    {
        var admin = new FakeAdminClient { TopicFake = Topics, GroupFake = Groups, BrokerFake = Brokers, NameServerFake = NameServers };
        var cluster = new FakeCluster(admin, snapshot);
        Services.GetRequiredService<ClusterConnections>().Put(cluster);
        return cluster;
    }

    protected void At(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
