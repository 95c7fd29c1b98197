using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using RocketMQ.Admin.Requests;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Admin.Messages;

/// <summary>Sends messages: single ones and halves of transactions (310, 37), and batches (320).</summary>
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

    public Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellation) => SendAsync(message, [], SystemFlags.None, cancellation);

    public async Task<HalfMessage> SendHalfAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        if (message.DelayLevel is > 0)
            throw new ArgumentException("a transactional message cannot be delayed");
        var sent = await SendAsync(
            message, [(PropertyNames.TransactionPrepared, "true"), (PropertyNames.ProducerGroup, message.ProducerGroup)], SystemFlags.TransactionPrepared, cancellation);
        return new HalfMessage(sent, message.ProducerGroup);
    }

    public async Task EndAsync(HalfMessage half, bool commit, CancellationToken cancellation)
    {
        if (!MessageIds.TryParseOffsetId(half.Sent.OffsetId, out _, out var physicalOffset))
            throw new ArgumentException($"'{half.Sent.OffsetId}' is no offset id");
        var queue = half.Sent.Queue;
        var address = Masters(await directory.GetRouteAsync(queue.Topic, cancellation)).GetValueOrDefault(queue.BrokerName)
            ?? throw new ArgumentException($"broker '{queue.BrokerName}' has no master at the moment");
        var header = new EndTransactionRequestHeader
        {
            ProducerGroup = half.ProducerGroup,
            TranStateTableOffset = half.Sent.QueueOffset,
            CommitLogOffset = physicalOffset,
            CommitOrRollback = (int)(commit ? TransactionType.Commit : TransactionType.Rollback),
            FromTransactionCheck = false,
            MsgId = half.Sent.UniqueId,
            TransactionId = half.Sent.UniqueId,
        };
        await calls.CallAsync(address, RequestCode.EndTransaction, header, cancellation);
    }

    public async Task<IReadOnlyList<SentMessage>> SendBatchAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages.Count == 0 || messages.DistinctBy(message => (message.Topic, message.ProducerGroup, message.Queue)).Count() > 1)
            throw new ArgumentException("a batch has at least one message, and all go to one topic and queue");
        if (messages.Any(message => message.DelayLevel is > 0))
            throw new ArgumentException("messages of a batch cannot be delayed");
        var ids = messages.Select(_ => _ids.Value.Next()).ToList();
        using var body = new MemoryStream();
        foreach (var (message, id) in messages.Zip(ids))
        {
            var properties = Encoding.UTF8.GetBytes(MessageProperties.Format(Properties(message, id, [])));
            var item = new byte[BatchCodec.Measure(message.Body.Length, properties.Length)];
            BatchCodec.Write(item, message.Flag, message.Body.Span, properties);
            body.Write(item);
        }

        // Brokers add the properties of the whole to each message; an id among them would take the place of each one's own.
        var whole = new Dictionary<string, string>(StringComparer.Ordinal) { [PropertyNames.Wait] = "true" };
        var (header, address, queue) = await AddressAsync(messages[0], whole, SystemFlags.None, cancellation);
        header.Batch = true;
        var (answer, sent) = await StoreAsync(RequestCode.SendBatchMessage, address, header, body.ToArray(), cancellation);
        var offsetIds = sent.MsgId!.Split(',');
        if (offsetIds.Length != messages.Count)
            throw AdminCalls.Refusal(answer, address, RequestCode.SendBatchMessage);
        return [.. ids.Select((id, at) => new SentMessage(answer.ResponseCode, id, offsetIds[at], queue with { QueueId = sent.QueueId ?? queue.QueueId }, sent.QueueOffset!.Value + at))];
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

    private async Task<SentMessage> SendAsync(
        OutgoingMessage message, IReadOnlyList<(string Name, string Value)> own, SystemFlags flags, CancellationToken cancellation)
    {
        var uniqueId = _ids.Value.Next();
        var (header, address, queue) = await AddressAsync(message, Properties(message, uniqueId, own), flags, cancellation);
        var (answer, sent) = await StoreAsync(RequestCode.SendMessageV2, address, header, message.Body, cancellation);
        return new SentMessage(answer.ResponseCode, uniqueId, sent.MsgId!, queue with { QueueId = sent.QueueId ?? queue.QueueId }, sent.QueueOffset!.Value);
    }

    private async Task<(SendMessageV2RequestHeader Header, string Address, MessageQueue Queue)> AddressAsync(
        OutgoingMessage message, Dictionary<string, string> properties, SystemFlags flags, CancellationToken cancellation)
    {
        var (queue, address) = Choose(message, await directory.GetRouteAsync(message.Topic, cancellation));
        return (new SendMessageV2RequestHeader
        {
            ProducerGroup = message.ProducerGroup,
            Topic = message.Topic,
            QueueId = queue.QueueId,
            SysFlag = (int)flags,
            BornTimestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Flag = message.Flag,
            Properties = MessageProperties.Format(properties),
            BrokerName = queue.BrokerName,
        }, address, queue);
    }

    private async Task<(RemotingCommand Answer, SendMessageResponseHeader Sent)> StoreAsync(
        RequestCode code, string address, SendMessageV2RequestHeader header, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var answer = await calls.AskAsync(address, code, header, body, cancellation);
        if (answer.ResponseCode is not (ResponseCode.Success or ResponseCode.FlushDiskTimeout or ResponseCode.FlushSlaveTimeout or ResponseCode.SlaveNotAvailable))
            throw AdminCalls.Refusal(answer, address, code);
        var sent = AdminCalls.ReadHeader<SendMessageResponseHeader>(answer, address, code);
        // A broker that is a slave refuses with the same code as "no slave"; only a stored message has an id.
        return sent.MsgId is null || sent.QueueOffset is null ? throw AdminCalls.Refusal(answer, address, code) : (answer, sent);
    }

    private static Dictionary<string, string> Properties(OutgoingMessage message, string uniqueId, IReadOnlyList<(string Name, string Value)> own)
    {
        if (TopicRules.Check(message.Topic).Problem is { } problem)
            throw new ArgumentException(problem);
        if (message.Body.IsEmpty)
            throw new ArgumentException("the body is empty; at least one byte is needed");
        if (message.Keys.FirstOrDefault(key => string.IsNullOrWhiteSpace(key) || key.Contains(PropertyNames.KeySeparator)) is { } bad)
            throw new ArgumentException($"'{bad}' is no key; keys have no spaces");
        if (message.Properties.Keys.FirstOrDefault(OwnProperties.Contains) is { } taken)
            throw new ArgumentException($"property '{taken}' has a field of its own; leave it out of the properties");

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
        foreach (var (name, value) in own)
            properties[name] = value;
        foreach (var (name, value) in properties)
        {
            if (MessageProperties.Check(name, value) is { } refusal)
                throw new ArgumentException(refusal);
        }

        return properties;
    }

    private static Dictionary<string, string> Masters(TopicRouteData route) => route.BrokerDatas.Where(broker => broker.BrokerAddrs.ContainsKey(0))
        .DistinctBy(broker => broker.BrokerName)
        .ToDictionary(broker => broker.BrokerName, broker => broker.BrokerAddrs[0]);

    private (MessageQueue Queue, string Address) Choose(OutgoingMessage message, TopicRouteData route)
    {
        var masters = Masters(route);
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
