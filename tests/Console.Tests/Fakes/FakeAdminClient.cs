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

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>An admin client made of the fakes that a test needs; asking for another part fails the test.</summary>
public sealed class FakeAdminClient : IAdminClient
{
    public INameServerOperations? NameServerFake { get; init; }

    public IBrokerOperations? BrokerFake { get; init; }

    public ITopicOperations? TopicFake { get; init; }

    public IGroupOperations? GroupFake { get; init; }

    public IMessageOperations? MessageFake { get; init; }

    public INameServerOperations NameServers => NameServerFake ?? throw Missing(nameof(NameServers));

    public IBrokerOperations Brokers => BrokerFake ?? throw Missing(nameof(Brokers));

    public ITopicOperations Topics => TopicFake ?? throw Missing(nameof(Topics));

    public IGroupOperations Groups => GroupFake ?? throw Missing(nameof(Groups));

    public IMessageOperations Messages => MessageFake ?? throw Missing(nameof(Messages));

    public IMaintenanceOperations? MaintenanceFake { get; init; }

    public IMaintenanceOperations Maintenance => MaintenanceFake ?? throw Missing(nameof(Maintenance));

    public IAccessOperations Access => throw Missing(nameof(Access));

    public IUserOperations Users => throw Missing(nameof(Users));

    public IMonitoringOperations Monitoring => throw Missing(nameof(Monitoring));

    public IExportOperations Exports => throw Missing(nameof(Exports));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static InvalidOperationException Missing(string part) => new($"The test has no fake for {part}.");
}
