using System.Runtime.CompilerServices;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Store;

namespace RocketMQ.Broker.Sending;

/// <summary>
/// Turns sends away that would only wait: while an append hangs, and while too many wait for disk or slave already (docs/protocol.md 6.16).
/// Sends are served where they are read, so what waits for disk or slave is the only queue they have.
/// </summary>
/// <remarks>Any thread. The count may be passed by as many sends as are served at the same moment.</remarks>
internal sealed class SendAdmission(IMessageStore store, int mostWaiting)
{
    private static readonly Reply Rejected = Reply.Refused(ResponseCode.SystemBusy, "[REJECTREQUEST]system busy, start flow control for a while");

    private readonly Reply _overloaded = Reply.Refused(
        ResponseCode.SystemBusy, $"[OVERLOAD]system busy, start flow control for a while: {mostWaiting} sends wait for the disk");

    private int _waiting;

    /// <summary>Sends whose message is in the log and not yet safe.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Answers a send that is not to be served; false when it is.</summary>
    public bool TurnAway(in InboundFrame frame, RemotingConnection connection)
    {
        if (store.IsBusy)
        {
            // The original says this even to a oneway request.
            connection.Answer(frame.SerializeType, frame.Opaque, Rejected);
            return true;
        }

        if (Waiting < mostWaiting)
            return false;
        connection.Answer(frame, _overloaded);
        return true;
    }

    /// <summary>Waits for the disk, or a slave, and counts meanwhile.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TStatus> WaitAsync<TStatus>(ValueTask<TStatus> safe)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            return await safe;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
