using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Registration;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Topics;

/// <summary>17: a topic is created or changed (docs/protocol.md 2.4.8).</summary>
internal sealed class UpdateTopicHandler(TopicTable topics, TopicNames names, NameServerRegistrar registrar) : IRequestHandler<CreateTopicRequestHeader>
{
    public async ValueTask<Reply> HandleAsync(Request<CreateTopicRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        names.Demand(header.Topic);
        topics.Put(TopicLimits.Checked(new TopicConfig
        {
            TopicName = header.Topic,
            ReadQueueNums = header.ReadQueueNums,
            WriteQueueNums = header.WriteQueueNums,
            Perm = header.Perm,
            TopicFilterType = WireNames.ToTopicFilterType(header.TopicFilterType),
            TopicSysFlag = header.TopicSysFlag ?? 0,
            Order = header.Order,
            Attributes = topics.Find(header.Topic)?.Config.Attributes,
        }));
        await registrar.SettleAsync(stopping);
        return Reply.With(new NoFields());
    }
}

/// <summary>18: several topics in one request (5.x, docs/protocol.md 2.4.14).</summary>
internal sealed class UpdateTopicListHandler(TopicTable topics, TopicNames names, NameServerRegistrar registrar) : IRequestHandler<NoFields>
{
    public async ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var list = RequestBody.Parse<TopicConfigList>(request.Body).Topics;
        foreach (var config in list)
        {
            names.Demand(config.TopicName);
            _ = TopicLimits.Checked(config);
        }

        if (list.Count > 0)
            topics.Put(list);
        await registrar.SettleAsync(stopping);
        return Reply.With(new NoFields());
    }
}

/// <summary>What the numbers of a topic may be.</summary>
internal static class TopicLimits
{
    /// <summary>Each queue costs files once it is written to.</summary>
    private const int MostQueues = 65_536;

    /// <exception cref="RejectedException">A number is out of bounds; the remark names it.</exception>
    public static TopicConfig Checked(TopicConfig config)
    {
        Demand("readQueueNums", config.ReadQueueNums, MostQueues);
        Demand("writeQueueNums", config.WriteQueueNums, MostQueues);
        Demand("perm", config.Perm, 15);
        return config;
    }

    private static void Demand(string name, int value, int most)
    {
        if (value < 0 || value > most)
            throw new RejectedException(ResponseCode.SystemError, $"{name}={value}: 0 to {most} is allowed");
    }
}
