using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using RocketMQ.Admin.Requests;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.Messages;

/// <summary>Sends single messages (310).</summary>
internal sealed class MessageSending(AdminCalls calls, BrokerDirectory directory, TimeProvider time)
{
    private static readonly string[] OwnProperties =
        [PropertyNames.Tags, PropertyNames.Keys, PropertyNames.Delay, PropertyNames.UniqueKey, PropertyNames.Wait];

    private static readonly string[] StorePrivate =
    [
        PropertyNames.Cluster, PropertyNames.MessageRegion, PropertyNames.TraceOn, PropertyNames.MinOffset, PropertyNames.MaxOffset,
        PropertyNames.RealTopic, PropertyNames.RealQueueId, PropertyNames.TransactionPrepared, PropertyNames.Crc32,
    ];

    // Made when first needed: looking for the own address takes milliseconds that a client which only reads need not spend.
    private readonly Lazy<UniqueIdGenerator> _ids =
        new(() => new UniqueIdGenerator(OwnAddress(), Environment.ProcessId, RandomNumberGenerator.GetInt32(int.MaxValue), time));

    private int _turn = -1;

    public async Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        var uniqueId = _ids.Value.Next();
        var properties = Properties(message, uniqueId);
        var route = await directory.GetRouteAsync(message.Topic, cancellation);
        var (queue, address) = Choose(message, route);
        var header = new SendMessageV2RequestHeader
        {
            ProducerGroup = message.ProducerGroup,
            Topic = message.Topic,
            QueueId = queue.QueueId,
            BornTimestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Flag = message.Flag,
            Properties = MessageProperties.Format(properties),
            BrokerName = queue.BrokerName,
        };
        var answer = await calls.AskAsync(address, RequestCode.SendMessageV2, header, message.Body, cancellation);
        if (answer.ResponseCode is not (ResponseCode.Success or ResponseCode.FlushDiskTimeout or ResponseCode.FlushSlaveTimeout or ResponseCode.SlaveNotAvailable))
            throw AdminCalls.Refusal(answer, address, RequestCode.SendMessageV2);
        var sent = AdminCalls.ReadHeader<SendMessageResponseHeader>(answer, address, RequestCode.SendMessageV2);
        // A broker that is a slave refuses with the same code as "no slave"; only a stored message has an id.
        if (sent.MsgId is null || sent.QueueOffset is null)
            throw AdminCalls.Refusal(answer, address, RequestCode.SendMessageV2);
        return new SentMessage(answer.ResponseCode, uniqueId, sent.MsgId, queue with { QueueId = sent.QueueId ?? queue.QueueId }, sent.QueueOffset.Value);
    }

    public Task<SentMessage> ResendAsync(LocatedMessage located, CancellationToken cancellation)
    {
        var message = located.Message;
        var body = message.UnpackBody();
        if (body.Problem is { } problem)
            throw new ArgumentException($"message {message.OffsetMessageId} cannot be sent again: {problem}");
        return SendAsync(
            new OutgoingMessage(message.Topic, body.Body)
            {
                Tag = message.Tags,
                Keys = message.Keys?.Split(PropertyNames.KeySeparator, StringSplitOptions.RemoveEmptyEntries) ?? [],
                Flag = message.Flag,
                // What the broker or another send put there says nothing about this one.
                Properties = message.Properties.Where(pair => !OwnProperties.Contains(pair.Key) && !StorePrivate.Contains(pair.Key))
                    .ToDictionary(pair => pair.Key, pair => pair.Value),
            },
            cancellation);
    }

    private static Dictionary<string, string> Properties(OutgoingMessage message, string uniqueId)
    {
        if (TopicRules.Check(message.Topic).Problem is { } problem)
            throw new ArgumentException(problem);
        if (message.Body.IsEmpty)
            throw new ArgumentException("the body is empty; at least one byte is needed");
        if (message.Keys.FirstOrDefault(key => string.IsNullOrWhiteSpace(key) || key.Contains(PropertyNames.KeySeparator)) is { } bad)
            throw new ArgumentException($"'{bad}' is no key; keys have no spaces");
        if (message.Properties.Keys.FirstOrDefault(OwnProperties.Contains) is { } own)
            throw new ArgumentException($"property '{own}' has a field of its own; leave it out of the properties");

        var properties = new Dictionary<string, string>(message.Properties, StringComparer.Ordinal);
        if (message.Keys.Count > 0)
            properties[PropertyNames.Keys] = string.Join(PropertyNames.KeySeparator, message.Keys);
        properties[PropertyNames.UniqueKey] = uniqueId;
        if (message.DelayLevel is { } level and not 0)
            properties[PropertyNames.Delay] = level > 0
                ? level.ToString(CultureInfo.InvariantCulture)
                : throw new ArgumentException($"{level} is no delay level; 1 to 18 are, unless the broker is set up otherwise");
        properties[PropertyNames.Wait] = "true";
        if (!string.IsNullOrWhiteSpace(message.Tag))
            properties[PropertyNames.Tags] = message.Tag;
        foreach (var (name, value) in properties)
        {
            if (MessageProperties.Check(name, value) is { } refusal)
                throw new ArgumentException(refusal);
        }

        return properties;
    }

    private (MessageQueue Queue, string Address) Choose(OutgoingMessage message, TopicRouteData route)
    {
        var masters = route.BrokerDatas.Where(broker => broker.BrokerAddrs.ContainsKey(0))
            .DistinctBy(broker => broker.BrokerName)
            .ToDictionary(broker => broker.BrokerName, broker => broker.BrokerAddrs[0]);
        var writable = route.QueueDatas
            .Where(data => ((Permissions)data.Perm).CanWrite() && masters.ContainsKey(data.BrokerName))
            .SelectMany(data => Enumerable.Range(0, data.WriteQueueNums).Select(id => new MessageQueue(message.Topic, data.BrokerName, id)))
            .Order()
            .ToList();
        if (writable.Count == 0)
            throw new ArgumentException($"topic '{message.Topic}' has no writable queue on a broker with a master");
        if (message.Queue is not { } wanted)
        {
            var chosen = writable[(int)((uint)Interlocked.Increment(ref _turn) % (uint)writable.Count)];
            return (chosen, masters[chosen.BrokerName]);
        }

        return writable.Contains(wanted)
            ? (wanted, masters[wanted.BrokerName])
            : throw new ArgumentException(
                $"topic '{message.Topic}' has no writable queue {wanted.QueueId} on broker '{wanted.BrokerName}'; "
                + $"there are {writable.Count}: {string.Join(", ", writable.Take(8).Select(queue => $"{queue.BrokerName}:{queue.QueueId}"))}{(writable.Count > 8 ? ", …" : "")}");
    }

    // Ids carry the address of their maker, so that people can see where a message came from.
    private static IPAddress OwnAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? IPAddress.Loopback;
}
