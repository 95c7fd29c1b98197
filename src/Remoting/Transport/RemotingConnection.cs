using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Transport;

/// <summary>
/// One connection, the same for servers and clients: requests travel in both directions, each side numbers its own.
/// </summary>
/// <remarks>
/// One loop reads frames and dispatches them; any thread may write. Everything ends in <see cref="Abort"/>, which may be called
/// from any thread and more than once: the first reason counts, pending calls fail with it, and the loop winds up.
/// </remarks>
public sealed partial class RemotingConnection : IAsyncDisposable
{
    private readonly TransportStream _transport;
    private readonly RouteTable _routes;
    private readonly ConnectionLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConnectionOutput _output;
    private readonly PendingCalls _calls;
    private readonly FieldIndex _fields = new();
#pragma warning disable CA2213 // Holds no timer and no handle; whoever aborts may still be cancelling it while the loop winds up.
    private readonly CancellationTokenSource _stopping = new();
#pragma warning restore CA2213
    private string? _closedBecause;
    private long _lastActivity;
    private int _inFlight;

    internal RemotingConnection(
        long id, TransportStream transport, RouteTable routes, ConnectionLimits limits, TimeProvider time, ILogger logger)
    {
        Id = id;
        _transport = transport;
        _routes = routes;
        _limits = limits;
        _time = time;
        _logger = logger;
        _lastActivity = time.GetTimestamp();
        RemoteAddress = transport.RemoteEndPoint.ToString() ?? "?";
        _calls = new PendingCalls(RemoteAddress, limits.MaxPendingCalls);
        _output = new ConnectionOutput(transport, limits, failure => Abort(failure.Message));
        Stopping = _stopping.Token;
    }

    /// <summary>Number of the connection in this process, for logs.</summary>
    public long Id { get; }

    /// <summary>The other end as "ip:port".</summary>
    public string RemoteAddress { get; }

    /// <summary>The other end.</summary>
    public EndPoint RemoteEndPoint => _transport.RemoteEndPoint;

    /// <summary>Our end.</summary>
    public EndPoint LocalEndPoint => _transport.LocalEndPoint;

    /// <summary>Cancelled when the connection has ended.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Whether the connection has ended.</summary>
    public bool IsClosed => Volatile.Read(ref _closedBecause) is not null;

    internal TimeSpan IdleTime => _time.GetElapsedTime(Volatile.Read(ref _lastActivity));

    /// <summary>Opens the output for one or more frames written by hand; they are sent when the scope ends.</summary>
    public OutputScope OpenOutput()
    {
        Volatile.Write(ref _lastActivity, _time.GetTimestamp());
        return _output.Open();
    }

    /// <summary>Completes when the peer has read so much that more may be written, or when the connection has ended.</summary>
    public Task WhenDrainedAsync() => _output.WhenBelowHighWaterAsync();

    /// <summary>Answers a request. Oneway requests are not answered.</summary>
    public void Answer(RemotingCommand request, Reply reply)
    {
        if ((request.Flags & CommandFlags.Oneway) == 0)
            Answer(request.SerializeType, request.Opaque, reply);
    }

    /// <summary>Answers a request that is still in the receive buffer. Oneway requests are not answered.</summary>
    public void Answer(in InboundFrame request, Reply reply)
    {
        if (!request.IsOneway)
            Answer(request.SerializeType, request.Opaque, reply);
    }

    /// <summary>Answers the request with the given number.</summary>
    public void Answer(SerializeType type, int opaque, Reply reply)
    {
        if (ReferenceEquals(reply, Reply.None))
            return;
        using var output = OpenOutput();
        var frame = new FrameWriter(output.Buffer, type, (int)reply.Code, opaque, CommandFlags.Response, reply.Remark);
        try
        {
            if (reply.Header is { } header)
                frame.Fields(header);
            frame.Body(reply.Body.Span);
            frame.Complete();
        }
        catch
        {
            // Half a frame would make everything behind it unreadable.
            frame.Abandon();
            throw;
        }
    }

    /// <summary>Sends a request and waits for its response, whatever its code.</summary>
    /// <exception cref="RemotingException">There was no response: closed, timed out, or too many wait already.</exception>
    public async Task<RemotingCommand> InvokeAsync(RemotingCommand request, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var opaque = _calls.NextOpaque();
        var response = _calls.Add(opaque);
        try
        {
            Send(request, opaque, CommandFlags.Request);
            return await response.WaitAsync(timeout, _time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new RemotingTimeoutException(RemoteAddress, $"request {request.Code} {RequestCodes.NameOf(request.Code)}", timeout);
        }
        finally
        {
            _calls.Remove(opaque);
        }
    }

    /// <summary>Sends a request that is not answered.</summary>
    public void InvokeOneway(RemotingCommand request) => Send(request, _calls.NextOpaque(), CommandFlags.Oneway);

    /// <summary>Ends the connection.</summary>
    /// <param name="reason">Told to those who wait for responses, and logged.</param>
    public void Abort(string reason)
    {
        if (Interlocked.CompareExchange(ref _closedBecause, reason, null) is not null)
            return;
        _transport.Abort();
        _output.Close();
        _calls.FailAll(reason);
        _stopping.Cancel();
        LogClosed(_logger, Id, RemoteAddress, reason);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Abort("closed by this side");
        await _transport.DisposeAsync();
    }

    /// <summary>Reads until the connection ends. Never throws: how it ended is in the log and in the callers' exceptions.</summary>
    internal async Task RunAsync()
    {
        try
        {
            await ReadLoopAsync();
            Abort("closed by the peer");
        }
        catch (WireException broken)
        {
            LogBrokenFrame(_logger, Id, RemoteAddress, broken.Message);
            Abort(broken.Message);
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Abort(failure.Message);
        }
#pragma warning disable CA1031 // The loop's one catch-all: a bug in an inline handler ends its connection, not the process.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            LogLoopFailed(_logger, bug, Id, RemoteAddress);
            Abort(bug.Message);
        }
    }

    internal bool TryBeginRequest()
    {
        if (Interlocked.Increment(ref _inFlight) <= _limits.MaxInFlightRequests)
            return true;
        Interlocked.Decrement(ref _inFlight);
        return false;
    }

    internal void EndRequest() => Interlocked.Decrement(ref _inFlight);

    private async Task ReadLoopAsync()
    {
        var buffer = ReceiveBuffer.Rent();
        try
        {
            var filled = 0;
            while (true)
            {
                var received = await _transport.ReceiveAsync(buffer.AsMemory(filled), Stopping);
                if (received == 0)
                    return;
                Volatile.Write(ref _lastActivity, _time.GetTimestamp());
                filled += received;
                bool more;
                do
                {
                    var consumed = DispatchFrames(buffer.AsSpan(0, filled), out more);
                    filled -= consumed;
                    buffer.AsSpan(consumed, filled).CopyTo(buffer);
                    await _output.WhenBelowHighWaterAsync();
                }
                while (more && !IsClosed);
                buffer = ReceiveBuffer.Fit(buffer, filled, _limits.MaxFrameLength);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Serves the whole frames received. Stops early, with <paramref name="more"/> set, when their answers pile up unsent.</summary>
    private int DispatchFrames(ReadOnlySpan<byte> received, out bool more)
    {
        more = false;
        var consumed = 0;
        _output.Cork();
        try
        {
            while (!more && InboundFrame.MeasureFrame(received[consumed..], _limits.MaxFrameLength) is > 0 and var length
                   && length <= received.Length - consumed)
            {
                Dispatch(InboundFrame.Read(received.Slice(consumed, length), _fields));
                consumed += length;
                more = _output.IsAboveHighWater;
            }
        }
        finally
        {
            _output.Uncork();
        }

        return consumed;
    }

    private void Dispatch(InboundFrame frame)
    {
        if (frame.IsResponse)
        {
            if (!_calls.TryComplete(RemotingCommand.Copy(frame)))
                LogNobodyWaits(_logger, Id, RemoteAddress, frame.Opaque);
        }
        else if (_routes.Find(frame.Code) is { } route)
            route.Dispatch(frame, this);
        else
        {
            Answer(frame, Reply.Refused(ResponseCode.RequestCodeNotSupported, $" request type {frame.Code} not supported"));
            LogUnknownRequest(_logger, Id, RemoteAddress, frame.Code);
        }
    }

    private void Send(RemotingCommand request, int opaque, CommandFlags flags)
    {
        using var output = OpenOutput();
        var frame = new FrameWriter(output.Buffer, request.SerializeType, request.Code, opaque, flags, request.Remark, request.Language);
        try
        {
            if (request.Header is { } header)
                frame.Fields(header);
            else if (request.ExtFields is { } fields)
                frame.Fields(fields);
            frame.Body(request.Body.Span);
            frame.Complete();
        }
        catch
        {
            // Half a frame would make everything behind it unreadable.
            frame.Abandon();
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connection {Connection} with {Peer} ended: {Reason}")]
    private static partial void LogClosed(ILogger logger, long connection, string peer, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {Connection}: {Peer} sent what is no frame, closing: {Problem}")]
    private static partial void LogBrokenFrame(ILogger logger, long connection, string peer, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Connection {Connection} with {Peer} failed")]
    private static partial void LogLoopFailed(ILogger logger, Exception exception, long connection, string peer);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connection {Connection}: {Peer} answered request {Opaque}, for which nobody waits any more")]
    private static partial void LogNobodyWaits(ILogger logger, long connection, string peer, int opaque);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connection {Connection}: {Peer} sent request {Code}, which is not supported")]
    private static partial void LogUnknownRequest(ILogger logger, long connection, string peer, int code);
}
