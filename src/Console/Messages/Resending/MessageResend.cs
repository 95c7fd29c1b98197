using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Messages.Resending;

/// <summary>Sends a copy of a stored message as a new one. The audit has which, where to, and what became of it, nothing of what is in it.</summary>
/// <remarks>The copy goes where the message was sent to at first and nowhere else: elsewhere other masking rules may count.</remarks>
internal sealed class MessageResend(LocatedMessage located, string topic) : IChange
{
    public string Kind => "message.resend";

    public string ObjectName => topic;

    public string Policy => Policies.Operate;

    public bool IsListed => false;

    /// <summary>Where the copy was stored; null when it was not.</summary>
    public SentMessage? Sent { get; private set; }

    public ChangePlan Plan(ClusterSnapshot snapshot) => new(
        [new BrokerChange(located.BrokerName, snapshot.MasterAddress(located.BrokerName), false, [new FieldChange("Message.Again.Copied", located.Message.OffsetMessageId, topic)])],
        null);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        try
        {
            Sent = await connection.Admin.Messages.SendAsync(ResentMessage.Of(located.Message, topic), cancellation);
            return [new ServerOutcome(Sent.Queue.BrokerName, null, Sent.OffsetId)];
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return [new ServerOutcome(connection.Name, FailureText.Of(failure))];
        }
    }

    public bool IsVisible(ClusterSnapshot snapshot) => Sent is not null;
}
