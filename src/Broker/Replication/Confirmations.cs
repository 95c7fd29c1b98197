using System.Runtime.CompilerServices;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Sending;
using RocketMQ.Remoting.Codes;
using RocketMQ.Store;

namespace RocketMQ.Broker.Replication;

/// <summary>
/// Says when a sender may be told that its message is safe: on disk under SYNC_FLUSH, with a slave under SYNC_MASTER. Both waits run side by
/// side; trouble with the disk is reported first (docs/protocol.md 5.2).
/// </summary>
internal sealed class Confirmations(IMessageStore store, ReplicationServer slaves, BrokerSettings settings)
{
    /// <summary>The response code for everything before a log position; completed already where nothing has to be waited for.</summary>
    public ValueTask<ResponseCode> WhenSafeAsync(long endOffset)
    {
        var flushed = store.WhenFlushedAsync(endOffset);
        if (!settings.IsSyncMaster)
            return flushed.IsCompletedSuccessfully ? new(CodeOf(Completed(flushed), ReplicationStatus.Replicated)) : WaitAsync(flushed, new(ReplicationStatus.Replicated));
        var replicated = slaves.WhenReplicatedAsync(endOffset);
        return flushed.IsCompletedSuccessfully && replicated.IsCompletedSuccessfully
            ? new(CodeOf(Completed(flushed), Completed(replicated)))
            : WaitAsync(flushed, replicated);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<ResponseCode> WaitAsync(ValueTask<FlushStatus> flushed, ValueTask<ReplicationStatus> replicated)
    {
        var onDisk = await flushed;
        return CodeOf(onDisk, await replicated);
    }

    private static ResponseCode CodeOf(FlushStatus flushed, ReplicationStatus replicated) => (flushed, replicated) switch
    {
        (FlushStatus.Flushed, ReplicationStatus.Replicated) => ResponseCode.Success,
        (FlushStatus.Flushed, ReplicationStatus.NoSlave) => ResponseCode.SlaveNotAvailable,
        (FlushStatus.Flushed, _) => ResponseCode.FlushSlaveTimeout,
        _ => AppendOutcome.CodeOf(flushed),
    };

#pragma warning disable RS0030 // It has completed; nothing is waited for.
    private static T Completed<T>(ValueTask<T> task) => task.Result;
#pragma warning restore RS0030
}
