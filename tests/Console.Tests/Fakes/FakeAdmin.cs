using RocketMQ.Admin;
using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Topics;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>An admin client whose answers a test gives, operation by operation.</summary>
public sealed class FakeAdmin : IAdminClient
{
    public Answering<INameServerOperations> OnNameServers { get; } = Answering<INameServerOperations>.Create();

    public Answering<IBrokerOperations> OnBrokers { get; } = Answering<IBrokerOperations>.Create();

    public Answering<ITopicOperations> OnTopics { get; } = Answering<ITopicOperations>.Create();

    public Answering<IGroupOperations> OnGroups { get; } = Answering<IGroupOperations>.Create();

    public Answering<IMessageOperations> OnMessages { get; } = Answering<IMessageOperations>.Create();

    public INameServerOperations NameServers => OnNameServers.Object;

    public IBrokerOperations Brokers => OnBrokers.Object;

    public ITopicOperations Topics => OnTopics.Object;

    public IGroupOperations Groups => OnGroups.Object;

    public IMessageOperations Messages => OnMessages.Object;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
