using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Broker.Assignment;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Assignment;

/// <summary>Which queues a broker shares out when name servers tell them.</summary>
public sealed class TopicQueuesTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryNetwork _network = new();
    private readonly FakeNameServer _server;

    public TopicQueuesTests()
    {
        _server = new FakeNameServer(_time);
        _network.Listen("127.0.0.1:9877", _server.Server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_queues_of_all_brokers_that_may_be_read_are_told_in_order_also_when_the_first_name_server_is_away()
    {
        await using var broker = await TestBroker.StartAsync(network: _network, time: _time);
        await using var client = Client();
        var queues = Queues(broker, client);
        _server.Routes["Orders"] = Route(("broker-b", 2, 6), ("broker-a", 1, 4), ("broker-c", 8, 2));

        var found = await queues.FindAsync("Orders", CancellationToken.None);

        Assert.Equal([new("Orders", "broker-a", 0), new("Orders", "broker-b", 0), new("Orders", "broker-b", 1)], found!);
    }

    [Fact]
    public async Task An_answer_counts_for_five_seconds_so_that_members_that_ask_together_are_told_the_same()
    {
        await using var broker = await TestBroker.StartAsync(network: _network, time: _time);
        await using var client = Client();
        var queues = Queues(broker, client);
        _server.Routes["Orders"] = Route(("broker-a", 1, 6));

        var first = await queues.FindAsync("Orders", CancellationToken.None);
        _server.Routes["Orders"] = Route(("broker-a", 3, 6));
        _time.Advance(TimeSpan.FromSeconds(4));
        var kept = await queues.FindAsync("Orders", CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(1));
        var anew = await queues.FindAsync("Orders", CancellationToken.None);

        Assert.Equal((1, 1, 3, 2), (first!.Count, kept!.Count, anew!.Count, _server.Asked));
    }

    [Fact]
    public async Task A_topic_that_no_name_server_knows_has_no_queues_and_is_asked_for_again()
    {
        await using var broker = await TestBroker.StartAsync(network: _network, time: _time);
        await using var client = Client();
        var queues = Queues(broker, client);

        Assert.Null(await queues.FindAsync("Orders", CancellationToken.None));
        _server.Routes["Orders"] = Route(("broker-a", 1, 6));
        Assert.Single((await queues.FindAsync("Orders", CancellationToken.None))!);
    }

    [Fact]
    public async Task Without_any_name_server_that_answers_nothing_is_known()
    {
        await using var broker = await TestBroker.StartAsync(network: _network, time: _time);
        await using var client = Client();
        var queues = new TopicQueues(["127.0.0.1:9876"], client, broker.Server.Node.Topics, broker.Server.Node.Settings, _time);

        Assert.Null(await queues.FindAsync("Orders", CancellationToken.None));
    }

    /// <summary>The first name server is not there.</summary>
    private TopicQueues Queues(TestBroker broker, RemotingClient client) =>
        new(["127.0.0.1:9876", "127.0.0.1:9877"], client, broker.Server.Node.Topics, broker.Server.Node.Settings, _time);

    private RemotingClient Client() =>
        new(new RemotingClientOptions(), new RouteTable.Builder(NullLoggerFactory.Instance).Build(), NullLoggerFactory.Instance, _time, _network);

    private static TopicRouteData Route(params (string Broker, int Queues, int Permission)[] brokers) => new()
    {
        QueueDatas = [.. brokers.Select(broker => new QueueData
        {
            BrokerName = broker.Broker, ReadQueueNums = broker.Queues, WriteQueueNums = broker.Queues, Perm = broker.Permission,
        })],
    };
}
