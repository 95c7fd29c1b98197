using Microsoft.Extensions.Logging;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Dispatch;

/// <summary>How one request code is served.</summary>
internal abstract class Route
{
    public abstract void Dispatch(in InboundFrame frame, RemotingConnection connection);
}

/// <summary>A hot request, served on the reading thread.</summary>
internal sealed class InlineRoute(IInlineRequestHandler handler, ILogger logger) : Route
{
    public override void Dispatch(in InboundFrame frame, RemotingConnection connection)
    {
        try
        {
            handler.Handle(frame, connection);
        }
#pragma warning disable CA1031 // The one place that turns whatever an inline handler throws into an answer.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            connection.Answer(frame, Failures.ToReply(failure, frame.Code, connection, logger));
        }
    }
}

/// <summary>A request that a guard must let through first.</summary>
internal sealed class GuardedRoute(Route inner, IRequestGuard guard, ILogger logger) : Route
{
    public override void Dispatch(in InboundFrame frame, RemotingConnection connection)
    {
        if (Refuse(frame, connection) is { } refusal)
            connection.Answer(frame, refusal);
        else
            inner.Dispatch(frame, connection);
    }

    private Reply? Refuse(in InboundFrame frame, RemotingConnection connection)
    {
        try
        {
            return guard.Refuse(frame, connection);
        }
#pragma warning disable CA1031 // A guard that fails lets nothing through.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Failures.ToReply(failure, frame.Code, connection, logger);
        }
    }
}

/// <summary>A request that is copied and served in a lane.</summary>
internal sealed class LaneRoute<THeader>(Lane lane, IRequestHandler<THeader> handler, ILogger logger) : Route
    where THeader : IRemotingHeader, new()
{
    public override void Dispatch(in InboundFrame frame, RemotingConnection connection)
    {
        var command = RemotingCommand.Copy(frame);
        if (!connection.TryBeginRequest())
        {
            connection.Answer(command, Reply.Refused(
                ResponseCode.SystemBusy, "[OVERLOAD]system busy, start flow control for a while: too many requests of this connection are being served"));
        }
        else if (!lane.TryEnter(() => ServeAsync(command, connection), remark => Expire(command, connection, remark)))
        {
            connection.EndRequest();
            connection.Answer(command, Reply.Refused(
                ResponseCode.SystemBusy,
                $"[OVERLOAD]system busy, start flow control for a while: the {lane.Name} lane holds {lane.Capacity} waiting requests"));
        }
    }

    private static void Expire(RemotingCommand command, RemotingConnection connection, string remark)
    {
        connection.EndRequest();
        connection.Answer(command, Reply.Refused(ResponseCode.SystemBusy, remark));
    }

    private async Task ServeAsync(RemotingCommand command, RemotingConnection connection)
    {
        var reply = await HandleAsync(command, connection);
        // Before the answer: a peer that keeps to the limit sends its next request when it has this one's answer.
        connection.EndRequest();
        try
        {
            connection.Answer(command, reply);
        }
#pragma warning disable CA1031 // A reply that can not be written is a bug of its handler; the caller is told, the lane goes on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            connection.Answer(command, Failures.ToReply(failure, command.Code, connection, logger));
        }
    }

    private async ValueTask<Reply> HandleAsync(RemotingCommand command, RemotingConnection connection)
    {
        try
        {
            var request = new Request<THeader>(command.ReadHeader<THeader>(), command, connection);
            return await handler.HandleAsync(request, connection.Stopping);
        }
#pragma warning disable CA1031 // The one place that turns whatever a lane's handler throws into an answer.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Failures.ToReply(failure, command.Code, connection, logger);
        }
    }
}
