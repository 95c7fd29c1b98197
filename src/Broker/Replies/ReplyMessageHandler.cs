using System.Net;
using System.Text;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Store;

namespace RocketMQ.Broker.Replies;

/// <summary>
/// 324 and 325: the answer to a request message. It goes to the requester at once and is stored besides; whether it arrived is what is
/// answered (docs/protocol.md 2.4.1).
/// </summary>
/// <typeparam name="THeader">The fields with long or short names.</typeparam>
internal sealed class ReplyMessageHandler<THeader>(
    ReplyPush push, TopicTable topics, TopicCreation creation, IMessageStore store, BrokerSettings settings, BrokerIdentity identity, TimeProvider time)
    : IRequestHandler<THeader>
    where THeader : SendMessageRequestHeader, new()
{
    public async ValueTask<Reply> HandleAsync(Request<THeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        var answer = new SendMessageResponseHeader
        {
            MsgId = "0",
            QueueId = header.QueueId,
            QueueOffset = 0,
            Region = Encoding.UTF8.GetString(settings.RegionId),
            TraceOn = settings.TraceOn,
        };
        if (Check(header, out var topic) is { } refusal)
            return refusal;
        if (header.QueueId < 0)
            answer.QueueId = Random.Shared.Next(Math.Max(1, topic!.WriteQueues));
        var problem = await push.PushAsync(request.Connection, header, request.Body, stopping);
        if (settings.StoresReplies)
            Store(request, topic!, answer);
        return problem is null ? Reply.With(answer) : Reply.Refused(ResponseCode.SystemError, problem, answer);
    }

    private Reply? Check(THeader header, out Topic? topic)
    {
        topic = null;
        if (time.GetUtcNow().ToUnixTimeMilliseconds() < settings.StartAcceptSend)
            return Reply.Refused(ResponseCode.SystemError, "broker unable to service, until startAcceptSendRequestTimeStamp");
        if (TopicRules.Check(header.Topic).Problem is { } problem)
            return Reply.Refused(ResponseCode.SystemError, $"The specified topic is not valid. {problem}");
        if (SystemTopics.IsForbiddenToSend(header.Topic))
            return Reply.Refused(ResponseCode.NoPermission, $"Sending message to topic[{header.Topic}] is forbidden.");
        topic = topics.Find(header.Topic) ?? creation.CreateOnSend(header.Topic, header.DefaultTopic, header.DefaultTopicQueueNums);
        if (topic is null)
            return Reply.Refused(ResponseCode.TopicNotExist, $"topic[{header.Topic}] not exist, apply first please!");
        return header.QueueId >= topic.Queues
            ? Reply.Refused(ResponseCode.SystemError, $"request queueId[{header.QueueId}] is illegal, topic[{topic.Name}] has queues 0 to {topic.Queues - 1}")
            : null;
    }

    /// <summary>What the requester got is kept for those who look into the topic; when it can not be stored, the reply has arrived nevertheless.</summary>
    private void Store(Request<THeader> request, Topic topic, SendMessageResponseHeader answer)
    {
        var header = request.Header;
        var result = store.Append(new MessageAppend
        {
            Topic = topic.Name,
            QueueId = answer.QueueId ?? 0,
            Flag = header.Flag,
            SystemFlags = (SystemFlags)header.SysFlag | topic.MessageFlags,
            BornTimestamp = header.BornTimestamp,
            BornHost = request.Connection.RemoteEndPoint is IPEndPoint peer ? HostAddress.From(peer) : default,
            StoreHost = identity.StoreHost,
            ReconsumeTimes = header.ReconsumeTimes ?? 0,
            Body = request.Body.Span,
            Properties = Encoding.UTF8.GetBytes(header.Properties ?? ""),
        });
        if (!result.IsStored)
        {
            push.LogNotKept(topic.Name, result.Problem);
            return;
        }

        topic.Traffic.PutNums.Add(1);
        topic.Traffic.PutSize.Add(result.Size);
        answer.MsgId = MessageIds.FormatOffsetId(identity.StoreHost, result.PhysicalOffset);
        answer.QueueOffset = result.QueueOffset;
    }
}
