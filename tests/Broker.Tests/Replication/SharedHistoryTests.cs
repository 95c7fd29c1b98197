using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Broker.Replication;
using RocketMQ.Model;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Store;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Replication;

/// <summary>Before it follows, a slave asks whether its newest message is the one that the master has there.</summary>
public sealed class SharedHistoryTests : IAsyncLifetime
{
    private TestBroker _master = null!;
    private RemotingClient _client = null!;

    public async Task InitializeAsync()
    {
        _master = await TestBroker.StartAsync();
        _client = new RemotingClient(new(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System, _master.Network);
        await using var client = _master.Connect();
        for (var i = 0; i < 3; i++)
            await client.SendAsync("T", $"message {i}", queueId: i);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _master.DisposeAsync();
    }

    [Fact]
    public async Task A_slave_that_has_the_beginning_of_the_masters_log_goes_on()
    {
        using var copy = _master.Crash();
        await using var slave = await OpenAsync(copy);
        await using var client = _master.Connect();
        await client.SendAsync("T", "and more at the master");

        Assert.Null(await CheckAsync(slave, TestBroker.Address));
    }

    [Fact]
    public async Task An_empty_slave_has_nothing_to_compare()
    {
        using var folder = new TemporaryFolder();
        await using var slave = await OpenAsync(folder);

        Assert.Null(await CheckAsync(slave, null));
    }

    [Fact]
    public async Task A_slave_with_another_message_at_the_same_place_is_refused_and_told_what_to_do()
    {
        using var copy = _master.Crash();
        await using var slave = await OpenAsync(copy);
        // Both take a message of the same length at the same place: only its content tells.
        Put(slave, "slave's");
        await using var client = _master.Connect();
        Put(_master.Store, "other's");
        Assert.Equal(_master.Store.MaxPhysicalOffset, slave.MaxPhysicalOffset);

        var refused = await Assert.ThrowsAsync<ReplicationException>(() => CheckAsync(slave, TestBroker.Address));

        Assert.Contains("have gone different ways", refused.Message, StringComparison.Ordinal);
        Assert.Contains("empty the folder and start the slave again", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slave_whose_newest_message_the_master_never_had_is_refused()
    {
        using var copy = _master.Crash();
        await using var slave = await OpenAsync(copy);
        Put(slave, "only here");

        await Assert.ThrowsAsync<ReplicationException>(() => CheckAsync(slave, TestBroker.Address));
    }

    [Fact]
    public async Task What_can_not_be_compared_is_told_and_stops_nothing()
    {
        using var copy = _master.Crash();
        await using var slave = await OpenAsync(copy);

        Assert.Contains("no name server", await CheckAsync(slave, null), StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1", await CheckAsync(slave, "127.0.0.1:1"), StringComparison.Ordinal);
    }

    private Task<string?> CheckAsync(IMessageStore slave, string? masterAddress)
    {
        var master = new MasterAddress("");
        master.Learn(new RegisterBrokerResponseHeader { MasterAddr = masterAddress });
        return new SharedHistory(slave, master, _client).CheckAsync(CancellationToken.None);
    }

    private static void Put(IMessageStore store, string body) => Assert.True(store.Append(new MessageAppend
    {
        Topic = "T", QueueId = 0, Body = Encoding.UTF8.GetBytes(body), Properties = ""u8,
        BornHost = HostAddress.From(new IPEndPoint(IPAddress.Loopback, 1)), StoreHost = HostAddress.From(new IPEndPoint(IPAddress.Loopback, 2)), BornTimestamp = 1,
    }).IsStored);

    private static ValueTask<IMessageStore> OpenAsync(TemporaryFolder folder) => MessageStore.OpenAsync(new StoreOptions
    {
        StorePathRootDir = folder["store"], MappedFileSizeCommitLog = 1048576, MappedFileSizeConsumeQueue = 6000, MaxHashSlotNum = 1000, MaxIndexNum = 4000,
    });
}
