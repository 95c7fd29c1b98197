using System.Net;
using System.Net.Sockets;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Requests;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Admin.Messages;

/// <summary>Finds messages through the index (12) and by offset id (33).</summary>
internal sealed class MessageSearch(AdminCalls calls, BrokerDirectory directory)
{
    private const int MaxPerBroker = 64;

    public Task<FoundMessages> FindByKeyAsync(KeyQuery query, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(query.Key) || query.Key.Contains(PropertyNames.KeySeparator))
            throw new ArgumentException($"'{query.Key}' is no key; one key without spaces is needed");
        return QueryAsync(query, isUniqueId: false, message => message.Keys?.Split(PropertyNames.KeySeparator).Contains(query.Key) == true, cancellation);
    }

    public Task<FoundMessages> FindByUniqueIdAsync(KeyQuery query, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(query.Key))
            throw new ArgumentException("no id is given");
        return QueryAsync(query, isUniqueId: true, message => message.UniqueKey == query.Key, cancellation);
    }

    public async Task<MessageTrace> FindTraceAsync(KeyQuery query, CancellationToken cancellation)
    {
        var found = await FindByKeyAsync(query, cancellation);
        // A client notes many messages in one of the trace topic.
        var records = found.Messages.Reverse().SelectMany(located => TraceText.Read(located.Message.UnpackBody().Body.Span, located.Message.BornHost.Address.ToString()));
        return new MessageTrace([.. records.Where(record => record.MessageId == query.Key)], found.Failures) { IsLimited = found.Limited.Count > 0 };
    }

    public async Task<LocatedMessage?> FindByOffsetIdAsync(string offsetId, CancellationToken cancellation)
    {
        if (!MessageIds.TryParseOffsetId(offsetId, out var host, out var offset))
            throw new ArgumentException($"'{offsetId}' is no offset id; 32 hex digits (56 with an IPv6 address) are");
        var broker = await FindBrokerAsync(host.ToEndPoint(), await directory.GetTopologyAsync(cancellation), cancellation);
        var header = new ViewMessageRequestHeader { Offset = offset };
        var answer = await calls.AskAsync(broker.Address, RequestCode.ViewMessageById, header, default, cancellation);
        if (answer.ResponseCode == ResponseCode.SystemError && answer.Remark?.Contains("can not find message", StringComparison.Ordinal) == true)
            return null;
        AdminCalls.Accept(answer, broker.Address, RequestCode.ViewMessageById);
        return MessageRecordCodec.DecodeAll(answer.Body) is [var message, ..] ? new LocatedMessage(broker.BrokerName, message) : null;
    }

    private async Task<FoundMessages> QueryAsync(KeyQuery query, bool isUniqueId, Func<StoredMessage, bool> fits, CancellationToken cancellation)
    {
        if (query.Limit is < 1 or > MaxPerBroker)
            throw new ArgumentException($"{query.Limit} messages per broker are asked for; 1 to {MaxPerBroker} are allowed");
        var header = new QueryMessageRequestHeader
        {
            Topic = query.Topic,
            Key = query.Key,
            MaxNum = query.Limit,
            BeginTimestamp = Math.Max(0, query.From?.ToUnixTimeMilliseconds() - 1000 ?? 0),
            EndTimestamp = query.To?.ToUnixTimeMilliseconds() ?? long.MaxValue,
            UniqueKeyQuery = isUniqueId,
        };
        var readers = query.Brokers ?? BrokerDirectory.Readers(await directory.GetRouteAsync(query.Topic, cancellation));
        var names = readers.ToDictionary(pair => pair.Value, pair => pair.Key);
        var found = await AdminCalls.EachAsync(names.Keys, async address =>
        {
            var answer = await calls.AskAsync(address, RequestCode.QueryMessage, header, default, cancellation);
            if (answer.ResponseCode == ResponseCode.QueryNotFound)
                return [];
            AdminCalls.Accept(answer, address, RequestCode.QueryMessage);
            return MessageRecordCodec.DecodeAll(answer.Body).Select(message => new LocatedMessage(names[address], message)).ToList();
        });
        return new FoundMessages(
            [
                .. found.Values.Values.SelectMany(list => list).Where(located => IsWanted(located, query) && fits(located.Message))
                    .OrderByDescending(located => located.Message.StoreTimestamp).ThenByDescending(located => located.Message.PhysicalOffset),
            ],
            found.Failures)
        {
            Limited = found.Values.Values.Where(list => list.Count >= query.Limit).ToDictionary(list => list[0].BrokerName, list => list.Min(located => located.StoredAt)),
        };
    }

    // The index knows hashes and whole seconds only (docs/protocol.md 2.4.3).
    private static bool IsWanted(LocatedMessage located, KeyQuery query) =>
        located.Message.Topic == query.Topic
        && (query.From is not { } from || located.StoredAt >= from)
        && (query.To is not { } to || located.StoredAt <= to);

    // An id comes from a person; it must not make this process dial any address that stands in it.
    private static async Task<BrokerNode> FindBrokerAsync(IPEndPoint wanted, ClusterTopology topology, CancellationToken cancellation)
    {
        if (topology.FindByAddress(wanted.ToString()) is { } exact)
            return exact;
        foreach (var broker in topology.Brokers)
        {
            if (!RemotingAddress.TryParse(broker.Address, out var address, out _) || address.Port != wanted.Port || IPAddress.TryParse(address.Host, out _))
                continue;
            if ((await ResolveAsync(address.Host, cancellation)).Contains(wanted.Address))
                return broker;
        }

        throw new ArgumentException(
            $"the id names {wanted}, which is no broker of this cluster; known: {ClusterTopology.Listed(topology.Brokers.Select(broker => broker.Address))}");
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellation);
        }
        catch (SocketException)
        {
            // A name that cannot be resolved is not the address in question.
            return [];
        }
    }
}
