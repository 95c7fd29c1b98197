using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Remoting.Tests.Transport;

/// <summary>A server with a few requests that show how connections behave, in a network in memory or on a port.</summary>
internal sealed class Echo : IAsyncDisposable, IConnectionObserver
{
    /// <summary>Answers with the body it got, from a lane.</summary>
    public const RequestCode InLane = (RequestCode)7001;

    /// <summary>Answers with the body it got, on the reading thread.</summary>
    public const RequestCode Inline = (RequestCode)7002;

    /// <summary>Throws on the reading thread.</summary>
    public const RequestCode ThrowsInline = (RequestCode)7003;

    /// <summary>Throws in a lane.</summary>
    public const RequestCode Throws = (RequestCode)7004;

    /// <summary>Waits until <see cref="Open"/>.</summary>
    public const RequestCode Waits = (RequestCode)7005;

    /// <summary>Asks the client <see cref="InLane"/> and answers with the client's answer.</summary>
    public const RequestCode AsksBack = (RequestCode)7006;

    /// <summary>Is refused.</summary>
    public const RequestCode Refuses = (RequestCode)7007;

    /// <summary>Answers with fields that can not be written.</summary>
    public const RequestCode BreaksItsReply = (RequestCode)7008;

    public const string Address = "echo:1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _served;

    public Echo(ConnectionLimits? limits = null, TlsServerOptions? tls = null, int maxConnections = 1000, TimeProvider? time = null, Lane? lane = null)
    {
        Time = time ?? TimeProvider.System;
        Server = new RemotingServer(
            new RemotingServerOptions
            {
                Port = 0, Limits = limits ?? new ConnectionLimits(), Tls = tls ?? new TlsServerOptions { Mode = TlsMode.Disabled }, MaxConnections = maxConnections,
            },
            Routes(lane ?? new Lane("test", 4, 10_000)), NullLoggerFactory.Instance, Time, this);
        Network.Listen(Address, Server);
    }

    public TimeProvider Time { get; }

    public RemotingServer Server { get; }

    public MemoryNetwork Network { get; } = new();

    public int Served => Volatile.Read(ref _served);

    public int Opened { get; private set; }

    public int Closed { get; private set; }

    public static RemotingCommand Request(RequestCode code, ReadOnlyMemory<byte> body = default, SerializeType type = SerializeType.Json) =>
        new() { Code = (int)code, Body = body, SerializeType = type };

    /// <summary>Lets all who wait go.</summary>
    public void Open() => _open.TrySetResult();

    /// <summary>Opens a port and tells its address.</summary>
    public string Listen()
    {
        Server.Listen();
        Server.Start();
        return Server.EndPoint.ToString();
    }

    public RemotingClient NewClient(
        ConnectionLimits? limits = null, TlsClientOptions? tls = null, bool overTcp = false, TimeProvider? time = null, ILoggerFactory? loggers = null) => new(
        new RemotingClientOptions { Limits = limits ?? new ConnectionLimits(), Tls = tls ?? new TlsClientOptions() },
        Routes(new Lane("client", 2, 1000)), loggers ?? NullLoggerFactory.Instance, time ?? TimeProvider.System, overTcp ? null : Network);

    public static Task<RemotingCommand> CallAsync(RemotingClient client, RequestCode code, ReadOnlyMemory<byte> body = default, string address = Address) =>
        client.InvokeAsync(address, Request(code, body), Patience);

    public async ValueTask DisposeAsync()
    {
        Open();
        await Server.DisposeAsync();
    }

    void IConnectionObserver.OnOpened(RemotingConnection connection)
    {
        lock (Network)
            Opened++;
    }

    void IConnectionObserver.OnClosed(RemotingConnection connection)
    {
        lock (Network)
            Closed++;
    }

    private RouteTable Routes(Lane lane)
    {
        var routes = new RouteTable.Builder(NullLoggerFactory.Instance)
            .OnInline(new InlineHandler((in InboundFrame frame, RemotingConnection connection) => connection.Answer(frame, Reply.WithBody(frame.Body.ToArray()))), Inline)
            .OnInline(new InlineHandler((in InboundFrame _, RemotingConnection _) => throw new InvalidOperationException("a bug")), ThrowsInline);
        routes.In(lane)
            .On(new LaneHandler(request => ValueTask.FromResult(Reply.WithBody(request.Body)), () => Interlocked.Increment(ref _served)), InLane)
            .On(new LaneHandler(_ => throw new InvalidOperationException("a bug")), Throws)
            .On(new LaneHandler(_ => throw new RejectedException(ResponseCode.NoPermission, "not you")), Refuses)
            .On(new LaneHandler(_ => ValueTask.FromResult(Reply.With(new BrokenFields()))), BreaksItsReply)
            .On(new LaneHandler(async _ =>
            {
                await _open.Task;
                return Reply.Success;
            }), Waits)
            .On(new LaneHandler(async request => Reply.WithBody(
                (await request.Connection.InvokeAsync(Request(InLane, request.Body), Patience)).Body)), AsksBack);
        return routes.Build();
    }

    private delegate void InlineAction(in InboundFrame frame, RemotingConnection connection);

    private sealed class InlineHandler(InlineAction action) : IInlineRequestHandler
    {
        public void Handle(in InboundFrame frame, RemotingConnection connection) => action(frame, connection);
    }

    private sealed class LaneHandler(Func<Request<NoFields>, ValueTask<Reply>> action, Action? before = null) : IRequestHandler<NoFields>
    {
        public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
        {
            before?.Invoke();
            return action(request);
        }
    }

    private sealed class BrokenFields : IRemotingHeader
    {
        public void Fields<TFields>(ref TFields fields)
            where TFields : struct, IHeaderFields, allows ref struct
        {
            fields.Required("written", "before it breaks");
            throw new InvalidOperationException("no more fields");
        }
    }
}
