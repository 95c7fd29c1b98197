using System.Globalization;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics.Sending;

/// <summary>Sends messages in one request. The audit says that, how many and where, and keeps nothing of what is in them.</summary>
/// <param name="topic">The topic.</param>
/// <param name="way">How; part of the audit.</param>
/// <param name="count">How many.</param>
/// <param name="send">Sends them.</param>
internal sealed class MessageSend(string topic, SendWay way, int count, Func<IMessageOperations, CancellationToken, Task<IReadOnlyList<SentMessage>>> send) : IChange
{
    public string Kind => "topic.send";

    public string ObjectName => topic;

    public string Policy => Policies.Operate;

    public bool IsListed => false;

    /// <summary>Where they were stored; empty when they were not.</summary>
    public IReadOnlyList<SentMessage> Sent { get; private set; } = [];

    /// <summary>What kept them from being sent; null when nothing did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Sends one message.</summary>
    public static MessageSend One(OutgoingMessage message) => new(message.Topic, SendWay.One, 1, async (messages, cancellation) => [await messages.SendAsync(message, cancellation)]);

    /// <summary>Sends several in one request, to one queue.</summary>
    public static MessageSend Batch(IReadOnlyList<OutgoingMessage> batch) => new(batch[0].Topic, SendWay.Batch, batch.Count, (messages, cancellation) => messages.SendBatchAsync(batch, cancellation));

    public ChangePlan Plan(ClusterSnapshot snapshot) => SendPlans.Of(topic, way, count);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        try
        {
            Sent = await send(connection.Admin.Messages, cancellation);
            return [.. Sent.Select(sent => sent.Queue.BrokerName).Distinct().Select(broker => new ServerOutcome(broker, null))];
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            Failure = failure;
            return [new ServerOutcome(connection.Name, FailureText.Of(failure))];
        }
    }

    public bool IsVisible(ClusterSnapshot snapshot) => Sent.Count > 0;
}

/// <summary>How messages are sent; the names stand in the audit.</summary>
public enum SendWay
{
    /// <summary>One message.</summary>
    One,

    /// <summary>Several in one request.</summary>
    Batch,

    /// <summary>Several one after the other, at a rate.</summary>
    Series,

    /// <summary>The half of a transaction.</summary>
    Half,
}

/// <summary>What the audit has of messages that are sent.</summary>
internal static class SendPlans
{
    /// <summary>The plan of so many messages.</summary>
    public static ChangePlan Of(string topic, SendWay way, int count) => new(
        way is SendWay.One ? [] : [new BrokerChange(topic, "", false, [new FieldChange("Send.Way." + way, null, count.ToString(CultureInfo.InvariantCulture))])], null);
}
