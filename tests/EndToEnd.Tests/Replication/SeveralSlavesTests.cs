using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests.Replication;

/// <summary>What a set with more than one slave does, and what a slave answers by itself when its master is gone.</summary>
public sealed class SeveralSlavesTests : IAsyncLifetime
{
    private readonly ReplicationLoad _load = new();
    private ReplicatedSet _set = null!;

    public async Task InitializeAsync() => _set = await ReplicatedSet.StartAsync();

    public async Task DisposeAsync()
    {
        await _load.DisposeAsync();
        await _set.DisposeAsync();
    }

    [Fact]
    public async Task Two_slaves_get_everything_and_one_that_was_killed_under_load_catches_up_when_it_returns()
    {
        await using var master = await _set.StartMasterAsync();
        await using var first = await _set.StartSlaveAsync("s", 1);
        await using var second = await _set.StartSlaveAsync("s2", 2);
        await _load.ConfirmedAsync(master.Address);
        await ConnectedAsync(master, 2);
        using var done = new CancellationTokenSource();
        // The other slave is enough for every single answer.
        var sending = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!done.IsCancellationRequested)
                Assert.Equal(ResponseCode.Success, await _load.SendAsync(master.Address));
        }));

        await PassedAsync(sending, 500);
        await second.KillAsync();
        await ConnectedAsync(master, 1);
        await PassedAsync(sending, 500);
        await second.RestartAsync();
        await ConnectedAsync(master, 2);
        await PassedAsync(sending, 500);
        await done.CancelAsync();
        await sending;

        await _load.AssertCompleteAsync(master.Address);
        await _load.AssertCompleteAsync(first.Address);
        await _load.AssertCompleteAsync(second.Address);
    }

    [Fact]
    public async Task A_slave_whose_master_is_gone_finds_messages_by_key_and_unique_id_and_shows_them_by_position()
    {
        await using var master = await _set.StartMasterAsync();
        await using var slave = await _set.StartSlaveAsync();
        await _load.ConfirmedAsync(master.Address);
        await _load.SendAsync(master.Address, 100, 256);
        await _load.AssertCompleteAsync(slave.Address);
        var number = (await _load.ReadAsync(master.Address)).Values.Max();
        var stored = Assert.Single(await _load.FindAsync(master.Address, $"{number}"));

        await master.KillAsync();

        var byKey = Assert.Single(await _load.FindAsync(slave.Address, $"{number}"));
        var byUniqueId = Assert.Single(await _load.FindAsync(slave.Address, ReplicationLoad.UniqueId(number), unique: true));
        var view = await _load.AskAsync(slave.Address, RequestCode.ViewMessageById, new ViewMessageRequestHeader { Offset = stored.PhysicalOffset });
        Assert.Equal(ResponseCode.Success, view.ResponseCode);
        Assert.Equal($"{number}", stored.Property("KEYS"));
        foreach (var found in new[] { byKey, byUniqueId, Assert.Single(MessageRecordCodec.DecodeAll(view.Body)) })
            Assert.Equal(stored.Record.ToArray(), found.Record.ToArray());
        Assert.Empty(await _load.FindAsync(slave.Address, "no such key"));
    }

    private Task ConnectedAsync(ServerProcess master, int slaves) => Eventually.HoldsAsync($"master with {slaves} slaves that it would wait for", async () =>
        (await _load.HaStatusAsync(master.Address)).HaConnectionInfo is { } known && known.Count == slaves && known.All(slave => slave.InSync));

    /// <summary>So many more messages are acknowledged, or the load has failed and says how.</summary>
    private async Task PassedAsync(Task sending, int messages)
    {
        var before = _load.Acknowledged;
        await Eventually.HoldsAsync($"{messages} more acknowledged messages", async () =>
        {
            if (sending.IsFaulted)
                await sending;
            return _load.Acknowledged >= before + messages;
        });
    }
}
