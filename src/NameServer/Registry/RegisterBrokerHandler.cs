using RocketMQ.Model;
using RocketMQ.NameServer.KeyValues;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.NameServer.Registry;

/// <summary>103: a broker says that it lives and which topics it has. docs/protocol.md 2.3.1.</summary>
internal sealed class RegisterBrokerHandler(RouteRegistry registry, KeyValueStore keyValues) : IRequestHandler<RegisterBrokerRequestHeader>
{
    /// <summary>How long a registration lasts when the broker does not say so itself; brokers renew it every 10 to 60 s.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromSeconds(120);

    public ValueTask<Reply> HandleAsync(Request<RegisterBrokerRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        Rejections.IfBlank("brokerName", header.BrokerName);
        Rejections.IfBlank("brokerAddr", header.BrokerAddr);
        Rejections.IfBlank("clusterName", header.ClusterName);
        var body = ReadBody(request);
        var topics = body.TopicConfigSerializeWrapper;
        var master = registry.Register(new BrokerRegistration
        {
            Cluster = header.ClusterName,
            BrokerName = header.BrokerName,
            BrokerId = header.BrokerId,
            Address = header.BrokerAddr,
            HaAddress = header.HaServerAddr,
            Lifetime = header.HeartbeatTimeoutMillis is > 0 and var given ? TimeSpan.FromMilliseconds(given) : DefaultLifetime,
            Version = topics.DataVersion,
            Topics = topics.TopicConfigTable,
            FilterServers = body.FilterServerList,
            Connection = request.Connection,
        });

        // A broker marks the topics of this table as ordered and all others as not; without a table it changes none.
        var orderTopics = keyValues.FindNamespace(KeyValueStore.OrderTopics);
        return ValueTask.FromResult(Reply.With(
            new RegisterBrokerResponseHeader { MasterAddr = master?.Address, HaServerAddr = master?.HaAddress },
            orderTopics is null ? default : FastJson.Write(new KVTable { Table = new(orderTopics) })));
    }

    private static RegisterBrokerBody ReadBody(Request<RegisterBrokerRequestHeader> request)
    {
        var body = request.Body.Span;
        // 0 means that the sender did not compute one.
        if (request.Header.BodyCrc32 is { } expected and not 0 && BodyCrc.Of(body) != expected)
            throw new RejectedException(ResponseCode.SystemError, "crc32 not match");
        try
        {
            return RegisterBrokerCodec.Parse(body, request.Header.Compressed == true, request.Version);
        }
        catch (FormatException unreadable)
        {
            throw new RejectedException(ResponseCode.SystemError, $"the registration of broker '{request.Header.BrokerName}' is unreadable: {unreadable.Message}");
        }
    }
}
