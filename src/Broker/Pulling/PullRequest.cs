using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Topics;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;
using RocketMQ.Store;

namespace RocketMQ.Broker.Pulling;

/// <summary>A pull that passed all checks, free of the frame it came in.</summary>
/// <param name="Connection">Where the answer goes.</param>
/// <param name="Type">How the answer's header is written.</param>
/// <param name="Opaque">Number of the request.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Group">The group.</param>
/// <param name="QueueId">The queue.</param>
/// <param name="Offset">Where to read.</param>
/// <param name="MaxCount">At most this many messages.</param>
/// <param name="MaxBytes">At most this many bytes.</param>
/// <param name="Filter">Null for every message.</param>
internal readonly record struct PullRequest(
    RemotingConnection Connection, SerializeType Type, int Opaque, Topic Topic, Group Group, int QueueId, long Offset, int MaxCount,
    int MaxBytes, IMessageFilter? Filter);
