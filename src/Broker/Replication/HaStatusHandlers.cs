using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Store;

namespace RocketMQ.Broker.Replication;

/// <summary>907: a master's slaves and how far they are, or a slave's own side (docs/protocol.md 2.4.14).</summary>
internal sealed class HaStatusHandler(IMessageStore store, ReplicationServer slaves, Follower? follower, TimeProvider time) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.With(new NoFields(), FastJson.Write(follower is null ? OfMaster() : OfSlave(follower))));

    private HaRuntimeInfo OfMaster()
    {
        var end = store.MaxPhysicalOffset;
        List<HaConnectionRuntimeInfo> connections =
        [
            .. slaves.Slaves.OrderBy(link => link.Address, StringComparer.Ordinal).Select(link => (Link: link, Has: link.AcknowledgedOffset)).Select(slave => new HaConnectionRuntimeInfo
            {
                Addr = slave.Link.Address,
                BehindMillis = (long?)slaves.BehindFor(slave.Has)?.TotalMilliseconds,
                Diff = end - slave.Has,
                InSync = slave.Link.IsInSync,
                SlaveAckOffset = slave.Has,
                TransferFromWhere = slave.Link.SentOffset,
                TransferredByteInSecond = slave.Link.Rate.PerSecond(),
            }),
        ];
        return new HaRuntimeInfo
        {
            Master = true,
            MasterCommitLogMaxOffset = end,
            InSyncSlaveNums = connections.Count(connection => connection.InSync),
            HaConnectionInfo = connections,
            HaClientRuntimeInfo = new HaClientRuntimeInfo(),
        };
    }

    private HaRuntimeInfo OfSlave(Follower follower)
    {
        var (link, now) = (follower.Link, time.GetUtcNow());
        return new HaRuntimeInfo
        {
            HaClientRuntimeInfo = new HaClientRuntimeInfo
            {
                Activated = link.Stream is not null,
                LastReadTimestamp = link.Latest is { } read ? (now - read.SinceRead).ToUnixTimeMilliseconds() : 0,
                LastWriteTimestamp = link.Latest is { } write ? (now - write.SinceWrite).ToUnixTimeMilliseconds() : 0,
                MasterAddr = follower.Master.Replication,
                MasterFlushOffset = follower.MasterFlushOffset,
                MaxOffset = store.MaxPhysicalOffset,
                Problem = link.Problem,
                TransferredByteInSecond = link.Stream?.Rate.PerSecond() ?? 0,
            },
        };
    }
}

/// <summary>
/// 908: what a slave takes for the flushed end of its master's log. It is told to those who ask (907); nothing is decided by it here, where a slave
/// compares its newest message with the master's. A master answers and does nothing, as in 5.3.
/// </summary>
internal sealed class ResetMasterFlushOffsetHandler(Follower? follower) : IRequestHandler<ResetMasterFlushOffsetHeader>
{
    public ValueTask<Reply> HandleAsync(Request<ResetMasterFlushOffsetHeader> request, CancellationToken stopping)
    {
        if (request.Header.MasterFlushOffset < 0)
            throw new RejectedException(ResponseCode.SystemError, $"masterFlushOffset {request.Header.MasterFlushOffset} is no position in a log; 0 or more is");
        if (follower is not null)
            follower.MasterFlushOffset = request.Header.MasterFlushOffset;
        return ValueTask.FromResult(Reply.With(new NoFields()));
    }
}
