using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests.Replication;

/// <summary>A synchronous master and its slave as processes of their own; what was acknowledged is counted against what either lets read.</summary>
public sealed class ReplicatedBrokersTests : IAsyncLifetime
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
    public async Task No_acknowledged_message_is_missing_on_the_slave_when_the_master_is_killed_under_load()
    {
        await using var master = await _set.StartMasterAsync();
        await using var slave = await _set.StartSlaveAsync();
        await _load.ConfirmedAsync(master.Address);

        await _load.KnownAsync(slave.Address);
        var sending = _load.SendUntilItFailsAsync(master.Address, senders: 32, ResponseCode.Success);
        await Eventually.HoldsAsync("3000 acknowledged messages", () => Task.FromResult(_load.Acknowledged >= 3000));
        await master.KillAsync();
        await sending;

        await _load.AssertCompleteAsync(slave.Address);
        Assert.Equal(ResponseCode.ServiceNotAvailable, await _load.SendAsync(slave.Address));
        await master.RestartAsync();
        await _load.ConfirmedAsync(master.Address);
        await _load.AssertCompleteAsync(master.Address);
        await _load.AssertCompleteAsync(slave.Address);
    }

    [Fact]
    public async Task A_slave_that_was_killed_catches_up_and_is_waited_for_again()
    {
        await using var master = await _set.StartMasterAsync();
        await using var slave = await _set.StartSlaveAsync();
        await _load.ConfirmedAsync(master.Address);
        await slave.KillAsync();
        await Eventually.HoldsAsync("master without a slave", async () => await _load.SendAsync(master.Address) == ResponseCode.SlaveNotAvailable);
        for (var i = 0; i < 200; i++)
            Assert.Equal(ResponseCode.SlaveNotAvailable, await _load.SendAsync(master.Address));

        await slave.RestartAsync();
        await _load.ConfirmedAsync(master.Address);

        await _load.AssertCompleteAsync(slave.Address);
        await _load.AssertCompleteAsync(master.Address);
    }

    [Fact]
    public async Task A_link_that_is_cut_in_the_middle_of_a_record_costs_no_message()
    {
        await using var master = await _set.StartMasterAsync();
        await using var relay = new TcpRelay(ReplicatedSet.HaPort(master));
        await using var slave = await _set.StartSlaveAsync(relay);
        await _load.ConfirmedAsync(master.Address);

        foreach (var bytes in new[] { 10_007, 12 + 50 })
        {
            var before = relay.Cuts;
            relay.CutAfter(bytes);
            await Eventually.HoldsAsync("cut link", async () =>
            {
                await _load.SendAsync(master.Address);
                return relay.Cuts > before;
            }, pause: 0);
            await _load.SendAsync(master.Address, 300, 256);
            await _load.ConfirmedAsync(master.Address);
        }

        await _load.AssertCompleteAsync(slave.Address);
        await _load.AssertCompleteAsync(master.Address);
    }

    [Fact]
    public async Task A_slave_that_catches_up_over_a_slow_link_holds_up_no_send()
    {
        await using var master = await _set.StartMasterAsync(("haSlaveFallbehindMax", "65536"));
        await _load.SendAsync(master.Address, 1500, 4096);
        await using var relay = new TcpRelay(ReplicatedSet.HaPort(master)) { BytesPerSecond = 300_000 };
        await using var slave = await _set.StartSlaveAsync(relay);
        await Eventually.HoldsAsync("slave that is sent something", () => Task.FromResult(relay.Passed > 0));

        // A slave that is too far behind is not waited for.
        for (var i = 0; i < 500; i++)
            Assert.Equal(ResponseCode.SlaveNotAvailable, await _load.SendAsync(master.Address));
        var behind = Assert.Single((await _load.HaStatusAsync(master.Address)).HaConnectionInfo);
        Assert.True(behind.Diff > 65536, $"the slave was only {behind.Diff} bytes behind: the link was not slow");
        Assert.False(behind.InSync);

        relay.BytesPerSecond = 0;
        await _load.ConfirmedAsync(master.Address);
        await _load.AssertCompleteAsync(slave.Address);
    }

    [Fact]
    public async Task A_slave_behind_a_slow_link_is_waited_for_until_the_timeout_and_gets_the_message_all_the_same()
    {
        await using var master = await _set.StartMasterAsync(("slaveTimeout", "100"));
        await using var relay = new TcpRelay(ReplicatedSet.HaPort(master));
        await using var slave = await _set.StartSlaveAsync(relay);
        await _load.ConfirmedAsync(master.Address);

        relay.Delay = TimeSpan.FromSeconds(1);
        Assert.Equal(ResponseCode.FlushSlaveTimeout, await _load.SendAsync(master.Address));

        await _load.AssertCompleteAsync(slave.Address);
    }

    [Fact]
    public async Task A_slave_that_joins_an_old_master_from_nothing_gets_all_that_the_master_still_has()
    {
        await using var master = await _set.StartMasterAsync();
        await _load.SendAsync(master.Address, 3000, 4096);
        var files = Directory.GetFiles(_set["m/store/commitlog"]).Order(StringComparer.Ordinal).ToArray();
        Assert.True(files.Length > 2);
        foreach (var file in files[..2])
            File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await _load.AskAsync(master.Address, RequestCode.DeleteExpiredCommitLog);
        await Eventually.HoldsAsync("master without its first two files", () => Task.FromResult(!File.Exists(files[1])));

        await using var slave = await _set.StartSlaveAsync();
        await _load.ConfirmedAsync(master.Address);

        var kept = await _load.ReadAsync(master.Address);
        Assert.InRange(kept.Count, 500, _load.Acknowledged - 500);
        await Eventually.HoldsAsync("slave with all that the master has", async () => (await _load.ReadAsync(slave.Address)).Count >= kept.Count, pause: 200);
        Assert.Equal(kept.OrderBy(message => message.Key), (await _load.ReadAsync(slave.Address)).OrderBy(message => message.Key));
        // Byte for byte under the same names, so that the slave can take the master's place.
        Assert.Equal(Names(_set["m/store/commitlog"]), Names(_set["s/store/commitlog"]));
    }

    [Fact]
    public async Task A_slave_with_more_than_a_master_that_lost_messages_is_refused_and_joins_again_from_nothing()
    {
        await using var master = await _set.StartMasterAsync();
        await using var slave = await _set.StartSlaveAsync();
        await _load.ConfirmedAsync(master.Address);
        await master.KillAsync();
        await using var old = new ReplicationLoad();
        Copy(_set["m/store"], _set["old"]);
        await master.RestartAsync();
        await _load.ConfirmedAsync(master.Address);
        await _load.SendAsync(master.Address, 200, 256);
        await _load.AssertCompleteAsync(slave.Address);

        // The master comes back from an old copy of its disk.
        await master.KillAsync();
        Directory.Delete(_set["m/store"], recursive: true);
        Directory.Move(_set["old"], _set["m/store"]);
        await master.RestartAsync();

        await Eventually.HoldsAsync("slave that says why it does not follow", async () =>
            (await _load.HaStatusAsync(slave.Address)).HaClientRuntimeInfo!.Problem?.Contains("the two logs have gone different ways", StringComparison.Ordinal) == true);
        Assert.Equal(ResponseCode.SlaveNotAvailable, await old.SendAsync(master.Address));
        // Nothing was taken away from the slave.
        await _load.AssertCompleteAsync(slave.Address);

        // The way out: a slave that begins anew.
        await slave.KillAsync();
        Directory.Delete(_set["s/store"], recursive: true);
        await slave.RestartAsync();
        await old.ConfirmedAsync(master.Address);
        await old.AssertCompleteAsync(slave.Address);
        Assert.Equal((await old.ReadAsync(master.Address)).Count, (await old.ReadAsync(slave.Address)).Count);
    }

    [Fact]
    public async Task Name_servers_that_are_restarted_one_after_the_other_cost_no_send()
    {
        await using var second = await _set.StartNameServerAsync("n2");
        var list = $"{_set.NameServer.Address};{second.Address}";
        await using var master = await _set.StartMasterAsync(("namesrvAddr", list));
        await using var slave = await _set.StartSlaveAsync(("namesrvAddr", list));
        await _load.ConfirmedAsync(master.Address);
        await KnowsAsync(_set.NameServer, master, slave);
        await KnowsAsync(second, master, slave);
        using var done = new CancellationTokenSource();
        var sending = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!done.IsCancellationRequested)
                Assert.Equal(ResponseCode.Success, await _load.SendAsync(await FindMasterAsync(_set.NameServer, second)));
        }));

        foreach (var nameServer in new[] { _set.NameServer, second })
        {
            await nameServer.KillAsync();
            var before = _load.Acknowledged;
            await Eventually.HoldsAsync("200 more messages with one name server", async () =>
            {
                if (sending.IsFaulted)
                    await sending;
                return _load.Acknowledged >= before + 200;
            });
            await nameServer.RestartAsync();
            await KnowsAsync(nameServer, master, slave);
        }

        await done.CancelAsync();
        await sending;
        await _load.AssertCompleteAsync(master.Address);
        await _load.AssertCompleteAsync(slave.Address);
    }

    /// <summary>Waits until a name server knows a set; brokers tell each of them by itself.</summary>
    private Task KnowsAsync(ServerProcess nameServer, ServerProcess master, ServerProcess slave) => Eventually.HoldsAsync(
        "name server that knows the set", async () => await RouteAsync(nameServer.Address) is { } route
            && route.Contains($"\"0\":\"{master.Address}\"", StringComparison.Ordinal) && route.Contains($"\"1\":\"{slave.Address}\"", StringComparison.Ordinal));

    /// <summary>The master's address, from the first name server that knows it, as clients ask.</summary>
    private async Task<string> FindMasterAsync(params ServerProcess[] nameServers)
    {
        foreach (var nameServer in nameServers)
        {
            if (await RouteAsync(nameServer.Address) is { } route && route.Split("\"0\":\"") is [_, var rest, ..])
                return rest.Split('"')[0];
        }

        throw new InvalidOperationException("no name server knows the master");
    }

    /// <summary>The body of a route; null where there is none.</summary>
    private async Task<string?> RouteAsync(string nameServer)
    {
        try
        {
            var answer = await _load.AskAsync(nameServer, RequestCode.GetRouteInfoByTopic, new GetRouteInfoRequestHeader { Topic = "TBW102" });
            return answer.ResponseCode == ResponseCode.Success ? System.Text.Encoding.UTF8.GetString(answer.Body.Span) : null;
        }
        catch (RemotingException)
        {
            return null;
        }
    }

    private static IEnumerable<string?> Names(string folder) => Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
