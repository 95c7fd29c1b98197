using RocketMQ.Admin;
using RocketMQ.Admin.Access;
using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.Exports;
using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Maintenance;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Monitoring;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Topics;
using RocketMQ.Admin.Users;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Tests.Messages.Fakes;

/// <summary>A connection to a cluster of broker-a (192.0.2.1) and broker-b (192.0.2.2) that holds the given messages.</summary>
internal sealed class FakeMessageCluster(params LocatedMessage[] stored) : IClusterConnection, IAdminClient
{
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public string Name => "main";

    public IAdminClient Admin => this;

    public ClusterSnapshot Snapshot { get; set; } = new()
    {
        Brokers = [Broker("broker-a"), Broker("broker-b")],
    };

    /// <summary>What the next look shows; null for the same again.</summary>
    public ClusterSnapshot? Refreshed { get; set; }

    public RowWatchers Watched { get; } = new();

    public RowWatchers WatchedTopics { get; } = new();

    public FakeMessages Messages { get; } = new(stored);

    public FakeTopicsOfMessages Topics { get; } = new();

    public FakeGroupsOfMessages Groups { get; } = new();

    INameServerOperations IAdminClient.NameServers => throw new NotSupportedException();

    IBrokerOperations IAdminClient.Brokers => throw new NotSupportedException();

    ITopicOperations IAdminClient.Topics => Topics;

    IGroupOperations IAdminClient.Groups => Groups;

    IMessageOperations IAdminClient.Messages => Messages;

    IMaintenanceOperations IAdminClient.Maintenance => throw new NotSupportedException();

    IAccessOperations IAdminClient.Access => throw new NotSupportedException();

    IUserOperations IAdminClient.Users => throw new NotSupportedException();

    IMonitoringOperations IAdminClient.Monitoring => throw new NotSupportedException();

    IExportOperations IAdminClient.Exports => throw new NotSupportedException();

    public Task<ClusterSnapshot> RefreshAsync(CancellationToken cancellation = default) => Task.FromResult(Snapshot = Refreshed ?? Snapshot);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static BrokerSnapshot Broker(string name) => new()
    {
        BrokerName = name, BrokerId = 0, Address = StoredMessages.HostOf(name).ToString(), ClusterName = "main",
    };
}
