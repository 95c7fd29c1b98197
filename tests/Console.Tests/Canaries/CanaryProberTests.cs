using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Canaries;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Storage;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Tests.Canaries;

public sealed class CanaryProberTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-canary-").FullName;
    private readonly FakeTimeProvider _clock = new(Samples.Noon);
    private readonly CanaryStore _store;
    private readonly CanaryProber _prober;
    private readonly FakeCluster _cluster;
    private readonly List<OutgoingMessage> _sent = [];
    private readonly FakeTopicOperations _topics = new();
    private Func<OutgoingMessage, SentMessage> _send;
    private Func<OutgoingMessage, byte[]?> _giveBack = message => message.Body.ToArray();

    public CanaryProberTests()
    {
        _send = message =>
        {
            _sent.Add(message);
            _clock.Advance(TimeSpan.FromMilliseconds(20));
            return new SentMessage(ResponseCode.Success, "u", "o", message.Queue!.Value, _sent.Count - 1);
        };
        var messages = Answering<IMessageOperations>.Create()
            .On("SendAsync", args => Task.FromResult(_send((OutgoingMessage)args[0]!)))
            .On("FindAtAsync", args => Task.FromResult(Found((MessageQueue)args[0]!, (long)args[1]!)));
        _cluster = new FakeCluster(new FakeAdminClient { MessageFake = messages.Object, TopicFake = _topics }, Samples.Snapshot());
        var (directory, connections) = (new ClusterDirectory(), new ClusterConnections());
        directory.Put(new ClusterInfo("dev"));
        connections.Put(_cluster);
        _store = new CanaryStore(new ConsoleDatabase(Path.Combine(_folder, "console.db"), [CanaryStore.Schema]));
        _prober = new CanaryProber(directory, connections, _store, _clock, NullLogger<CanaryProber>.Instance);
    }

    public void Dispose()
    {
        _prober.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_is_sent_until_somebody_wants_it()
    {
        await _prober.ProbeAsync();

        Assert.Empty(_sent);
        Assert.Empty(_prober.Find("dev"));
    }

    [Fact]
    public async Task Every_master_is_sent_a_message_that_has_to_come_back()
    {
        _store.Switch("dev", on: true);

        await _prober.ProbeAsync();

        Assert.Equal(["broker-a", "broker-b"], _sent.Select(message => message.Queue!.Value.BrokerName).Order());
        Assert.All(_sent, message => Assert.Equal(CanaryProber.Topic, message.Topic));
        var proof = _prober.Find("dev")[0];
        Assert.Equal(("broker-a", 1, 1, null), (proof.BrokerName, proof.Tries, proof.Successes, proof.Failure));
        Assert.NotNull(proof.LastSuccess);
    }

    [Fact]
    public async Task The_time_of_a_round_trip_is_kept_for_an_hour_with_its_p99()
    {
        _cluster.Publish(Samples.Snapshot() with { Brokers = [Samples.Broker("broker-a", Samples.AddressA)] });
        _store.Switch("dev", on: true);
        for (var i = 0; i < 99; i++)
            await _prober.ProbeAsync();
        var send = _send;
        _send = message =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(480));
            return send(message);
        };
        await _prober.ProbeAsync();
        Assert.Equal((20, 500), (_prober.Find("dev")[0].P99, _prober.Find("dev")[0].Last));
        await _prober.ProbeAsync();
        Assert.Equal((500, 101), (_prober.Find("dev")[0].P99, _prober.Find("dev")[0].Tries));

        _clock.Advance(TimeSpan.FromHours(1));
        _send = send;
        await _prober.ProbeAsync();

        Assert.Equal((20, 1), (_prober.Find("dev")[0].P99, _prober.Find("dev")[0].Tries));
    }

    [Fact]
    public async Task A_broker_that_refuses_keeps_its_last_success_and_says_why()
    {
        _store.Switch("dev", on: true);
        await _prober.ProbeAsync();
        var before = _prober.Find("dev")[0].LastSuccess;
        _send = message => throw new RemotingConnectException(Samples.AddressA, "connection refused");

        await _prober.ProbeAsync();

        var proof = _prober.Find("dev")[0];
        Assert.Equal((before, 2, 1), (proof.LastSuccess, proof.Tries, proof.Successes));
        Assert.Contains("connection refused", proof.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_does_not_give_back_what_it_stored_is_not_alive()
    {
        _store.Switch("dev", on: true);
        _giveBack = _ => null;
        await _prober.ProbeAsync();
        Assert.Contains("does not give it back", _prober.Find("dev")[0].Failure, StringComparison.Ordinal);

        _giveBack = _ => [1];
        await _prober.ProbeAsync();
        Assert.Contains("does not give it back", _prober.Find("dev")[0].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switching_it_on_makes_the_topic_and_off_forgets_the_proofs()
    {
        _topics.Save = (topic, _) => Samples.Answer<RocketMQ.Admin.Targets.Done>(default);
        var outcomes = await new CanarySwitch(_store, on: true).ApplyAsync(_cluster, default);
        await _prober.ProbeAsync();

        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded));
        Assert.Equal([(CanaryProber.Topic, 1), (CanaryProber.Topic, 1)], _topics.Saved.Select(saved => (saved.Topic.TopicName, saved.Topic.WriteQueueNums)));
        Assert.Equal(2, _prober.Find("dev").Count);

        await new CanarySwitch(_store, on: false).ApplyAsync(_cluster, default);
        await _prober.ProbeAsync();

        Assert.Empty(_prober.Find("dev"));
    }

    [Fact]
    public async Task It_is_not_switched_on_where_no_broker_takes_the_topic()
    {
        _topics.Save = (_, _) => Samples.Refusal<RocketMQ.Admin.Targets.Done>();

        await new CanarySwitch(_store, on: true).ApplyAsync(_cluster, default);

        Assert.False(_store.IsOn("dev"));
    }

    private LocatedMessage? Found(MessageQueue queue, long offset) =>
        _giveBack(_sent[(int)offset]) is { } body ? StoredMessages.Message(topic: queue.Topic, broker: queue.BrokerName, bytes: body) : null;
}
