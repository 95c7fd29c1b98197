using System.Globalization;
using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Hosting;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Replies;

/// <summary>Gives a reply to the client that asked, over the connection of its producer (326, docs/protocol.md 2.5).</summary>
internal sealed partial class ReplyPush(ProducerTable producers, BrokerIdentity identity, TimeProvider time, ILogger<ReplyPush> logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Pushes a reply and waits for the requester's word.</summary>
    /// <returns>Null when it has arrived, otherwise why not.</returns>
    public async Task<string?> PushAsync(RemotingConnection from, SendMessageRequestHeader header, ReadOnlyMemory<byte> body, CancellationToken stopping)
    {
        var properties = MessageProperties.Parse(header.Properties);
        if (!properties.TryGetValue(PropertyNames.ReplyToClient, out var requester))
            return $"reply message properties[{PropertyNames.ReplyToClient}] is null";
        if (producers.Find(requester) is not { } channel)
            return $"push reply message fail, channel of <{requester}> not found.";
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        properties[PropertyNames.PushReplyTime] = now.ToString(CultureInfo.InvariantCulture);
        var pushed = new PushReplyMessageRequestHeader
        {
            ProducerGroup = header.ProducerGroup,
            Topic = header.Topic,
            DefaultTopic = header.DefaultTopic,
            DefaultTopicQueueNums = header.DefaultTopicQueueNums,
            QueueId = header.QueueId,
            SysFlag = header.SysFlag,
            BornTimestamp = header.BornTimestamp,
            Flag = header.Flag,
            Properties = MessageProperties.Format(properties),
            ReconsumeTimes = header.ReconsumeTimes,
            UnitMode = header.UnitMode,
            BornHost = from.RemoteAddress,
            StoreHost = identity.Address,
            StoreTimestamp = now,
        };
        try
        {
            var answer = await channel.Connection.InvokeAsync(RemotingCommand.Request(RequestCode.PushReplyMessageToClient, pushed, body), Timeout, stopping);
            if (answer.ResponseCode == ResponseCode.Success)
                return null;
            LogNotPushed(requester, $"it answered {answer.Code} {answer.Remark}");
        }
        catch (Exception failure) when (failure is RemotingException or ObjectDisposedException)
        {
            LogNotPushed(requester, failure.Message);
        }

        return $"push reply message to {requester}fail.";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A reply of topic {Topic} was not stored: {Problem}")]
    public partial void LogNotKept(string topic, string? problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A reply did not reach client {Client}: {Reason}")]
    private partial void LogNotPushed(string client, string reason);
}
