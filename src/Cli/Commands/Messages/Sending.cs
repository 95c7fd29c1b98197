using System.Text;
using RocketMQ.Admin;
using RocketMQ.Admin.Messages;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Cli.Commands.Messages;

/// <summary>Sends test messages one after the other and takes the time of each.</summary>
internal static class Sending
{
    /// <summary>Sends one.</summary>
    /// <returns>How it went; a failure is part of what is measured.</returns>
    public static async Task<TimedSend> SendAsync(Invocation call, string topic, int bytes, MessageQueue? queue = null)
    {
        var message = new OutgoingMessage(topic, Encoding.ASCII.GetBytes(new string('a', bytes))) { Queue = queue, ProducerGroup = "PID_SMSC" };
        var began = call.Time.GetTimestamp();
        try
        {
            var sent = await call.Admin.Messages.SendAsync(message, call.Cancellation);
            return new TimedSend(call.Time.GetElapsedTime(began), sent, null);
        }
        catch (Exception failure) when (failure is AdminException or RemotingException)
        {
            return new TimedSend(call.Time.GetElapsedTime(began), null, failure);
        }
    }

    /// <summary>Mean of all but the first, which also pays for the connection.</summary>
    public static double? Average(IReadOnlyList<TimedSend> sends) =>
        sends.Count < 2 ? null : sends.Skip(1).Average(send => send.Elapsed.TotalMilliseconds);

    /// <summary>The status as the original's clients call it.</summary>
    public static string StatusName(ResponseCode status) => status == ResponseCode.Success ? "SEND_OK" : ResponseCodes.NameOf((int)status);

    /// <summary>A sent message as the original prints it.</summary>
    public static string Describe(SentMessage sent) => FormattableString.Invariant(
        $"SendResult [sendStatus={StatusName(sent.Status)}, msgId={sent.UniqueId}, offsetMsgId={sent.OffsetId}, messageQueue={Describe(sent.Queue)}, queueOffset={sent.QueueOffset}]");

    /// <summary>A queue as the original prints it.</summary>
    public static string Describe(MessageQueue queue) =>
        FormattableString.Invariant($"MessageQueue [topic={queue.Topic}, brokerName={queue.BrokerName}, queueId={queue.QueueId}]");
}

/// <summary>How a message was sent and how long it took: exactly one of the two others is there.</summary>
internal sealed record TimedSend(TimeSpan Elapsed, SentMessage? Sent, Exception? Failure)
{
    public long Milliseconds => (long)Elapsed.TotalMilliseconds;
}
