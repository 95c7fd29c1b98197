using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>Sends one message. The audit says that and where, and keeps nothing of what is in it.</summary>
internal sealed class MessageSend(string topic, Func<OutgoingMessage> message) : IChange
{
    public string Kind => "topic.send";

    public string ObjectName => topic;

    public string Policy => Policies.Operate;

    public bool IsListed => false;

    /// <summary>Where it was stored; null when it was not.</summary>
    public SentMessage? Sent { get; private set; }

    /// <summary>What kept it from being stored; null when nothing did.</summary>
    public Exception? Failure { get; private set; }

    public ChangePlan Plan(ClusterSnapshot snapshot) => new([], null);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        try
        {
            Sent = await connection.Admin.Messages.SendAsync(message(), cancellation);
            return [new ServerOutcome(Sent.Queue.BrokerName, null)];
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            Failure = failure;
            return [new ServerOutcome(connection.Name, FailureText.Of(failure))];
        }
    }

    public bool IsVisible(ClusterSnapshot snapshot) => Sent is not null;
}
