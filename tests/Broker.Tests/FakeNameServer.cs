using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Broker.Tests;

/// <summary>Hears what a broker tells a name server, and answers what it asks.</summary>
internal sealed class FakeNameServer :
    IAsyncDisposable, IRequestHandler<RegisterBrokerRequestHeader>, IRequestHandler<BrokerIdentityRequestHeader>, IRequestHandler<GetRouteInfoRequestHeader>
{
    private readonly Channel<(RegisterBrokerRequestHeader Header, RegisterBrokerBody Body)> _registered =
        Channel.CreateUnbounded<(RegisterBrokerRequestHeader, RegisterBrokerBody)>();

    private int _asked;

    public FakeNameServer(FakeTimeProvider time)
    {
        var routes = new RouteTable.Builder(NullLoggerFactory.Instance);
        var lane = new Lane("test", 2, 1000);
        routes.In(lane)
            .On<RegisterBrokerRequestHeader>(this, RequestCode.RegisterBroker)
            .On<BrokerIdentityRequestHeader>(this, RequestCode.UnregisterBroker)
            .On<GetRouteInfoRequestHeader>(this, RequestCode.GetRouteInfoByTopic);
        Server = new RemotingServer(new RemotingServerOptions { Port = 0 }, routes.Build(), NullLoggerFactory.Instance, time);
    }

    public RemotingServer Server { get; }

    /// <summary>Topics it says are ordered.</summary>
    public KVTable? Ordered { get; set; }

    /// <summary>Routes by topic that it tells.</summary>
    public Dictionary<string, TopicRouteData> Routes { get; } = [];

    /// <summary>How often it was asked for a route.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>What its answers to registrations wait for.</summary>
    public Task Answers { get; set; } = Task.CompletedTask;

    public BrokerIdentityRequestHeader? Unregistered { get; private set; }

    public ValueTask<(RegisterBrokerRequestHeader Header, RegisterBrokerBody Body)> NextAsync() => _registered.Reader.ReadAsync();

    public async ValueTask<Reply> HandleAsync(Request<RegisterBrokerRequestHeader> request, CancellationToken stopping)
    {
        _registered.Writer.TryWrite((request.Header, RegisterBrokerCodec.Parse(request.Body.Span, request.Header.Compressed == true, request.Version)));
        await Answers.WaitAsync(stopping);
        return Reply.With(new RegisterBrokerResponseHeader(), Ordered is null ? default : FastJson.Write(Ordered));
    }

    public ValueTask<Reply> HandleAsync(Request<BrokerIdentityRequestHeader> request, CancellationToken stopping)
    {
        Unregistered = request.Header;
        return ValueTask.FromResult(Reply.Success);
    }

    public ValueTask<Reply> HandleAsync(Request<GetRouteInfoRequestHeader> request, CancellationToken stopping)
    {
        Interlocked.Increment(ref _asked);
        return ValueTask.FromResult(Routes.TryGetValue(request.Header.Topic, out var route)
            ? Reply.With(new NoFields(), FastJson.Write(route))
            : Reply.Refused(ResponseCode.TopicNotExist, $"no route of {request.Header.Topic}"));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
