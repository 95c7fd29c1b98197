using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics.Sending;

/// <summary>Sends the half of a transaction.</summary>
internal sealed class HalfSend(OutgoingMessage message) : IChange
{
    public string Kind => "topic.send";

    public string ObjectName => message.Topic;

    public string Policy => Policies.Operate;

    public bool IsListed => false;

    /// <summary>The half; null when it was not stored.</summary>
    public HalfMessage? Half { get; private set; }

    public ChangePlan Plan(ClusterSnapshot snapshot) => SendPlans.Of(message.Topic, SendWay.Half, 1);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        try
        {
            Half = await connection.Admin.Messages.SendHalfAsync(message, cancellation);
            return [new ServerOutcome(Half.Sent.Queue.BrokerName, null)];
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return [new ServerOutcome(connection.Name, FailureText.Of(failure))];
        }
    }

    public bool IsVisible(ClusterSnapshot snapshot) => Half is not null;
}

/// <summary>Commits a half, or rolls it back.</summary>
internal sealed class TransactionEnd(HalfMessage half, bool commit) : IChange
{
    private bool _isDone;

    public string Kind => commit ? "topic.commit" : "topic.rollback";

    public string ObjectName => half.Sent.Queue.Topic;

    public string Policy => Policies.Operate;

    public bool IsListed => false;

    public ChangePlan Plan(ClusterSnapshot snapshot) => new([], null);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        try
        {
            await connection.Admin.Messages.EndTransactionAsync(half, commit, cancellation);
            _isDone = true;
            return [new ServerOutcome(half.Sent.Queue.BrokerName, null)];
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return [new ServerOutcome(half.Sent.Queue.BrokerName, FailureText.Of(failure))];
        }
    }

    public bool IsVisible(ClusterSnapshot snapshot) => _isDone;
}
