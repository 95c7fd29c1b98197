using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Tests.Replication;

/// <summary>What a broker tells about replication (907, 908).</summary>
public sealed class HaStatusTests
{
    [Fact]
    public async Task A_master_tells_how_far_its_slaves_are_and_a_slave_tells_its_own_side()
    {
        await using var master = await TestBroker.StartAsync(new() { ["haSlaveFallbehindMax"] = "300" });
        await using var client = master.Connect();
        await client.SendAsync("T", "first");
        var first = master.Store.MaxPhysicalOffset;
        master.Time.Advance(TimeSpan.FromSeconds(10));
        await client.SendAsync("T", "second");
        master.Time.Advance(TimeSpan.FromSeconds(7));
        await using var slave = await SlavePeer.ConnectAsync(master, first);

        var behind = await client.AskAsync<HaRuntimeInfo>(RequestCode.GetBrokerHaStatus);

        var end = master.Store.MaxPhysicalOffset;
        Assert.Equal((true, end, 1), (behind.Master, behind.MasterCommitLogMaxOffset, behind.InSyncSlaveNums));
        var connection = Assert.Single(behind.HaConnectionInfo);
        Assert.Equal(("127.0.0.1:40001", first, end - first, true), (connection.Addr, connection.SlaveAckOffset, connection.Diff, connection.InSync));
        Assert.Equal(7000, connection.BehindMillis);

        await client.SendAsync("T", new string('x', 1000));
        Assert.Equal(0, (await client.AskAsync<HaRuntimeInfo>(RequestCode.GetBrokerHaStatus)).InSyncSlaveNums);

        await slave.ReportAsync(master.Store.MaxPhysicalOffset);
        var level = Assert.Single((await client.AskAsync<HaRuntimeInfo>(RequestCode.GetBrokerHaStatus)).HaConnectionInfo);
        Assert.Equal((0, 0, true), (level.Diff, level.BehindMillis, level.InSync));
    }

    [Fact]
    public async Task A_slave_in_the_middle_of_a_message_is_behind_by_the_time_since_the_log_ended_there()
    {
        await using var master = await TestBroker.StartAsync();
        await using var client = master.Connect();
        await client.SendAsync("T", "first");
        var first = master.Store.MaxPhysicalOffset;
        master.Time.Advance(TimeSpan.FromSeconds(20));
        await client.SendAsync("T", "second");
        await using var slave = await SlavePeer.ConnectAsync(master, first + 10);
        for (var second = 0; second < 5; second++)
            master.Time.Advance(TimeSpan.FromSeconds(1));

        var behind = Assert.Single((await client.AskAsync<HaRuntimeInfo>(RequestCode.GetBrokerHaStatus)).HaConnectionInfo);

        // A look each second: the message came after the last look that did not see it.
        Assert.Equal(5000, behind.BehindMillis);
    }

    [Fact]
    public async Task The_flushed_end_of_the_master_is_kept_by_slaves_and_passed_over_by_masters()
    {
        await using var slave = await TestBroker.StartAsync(new() { ["brokerRole"] = "SLAVE", ["brokerId"] = "1", ["haMasterAddress"] = "127.0.0.1:1" });
        await using var client = slave.Connect();

        Assert.Equal(ResponseCode.Success, (await client.CallAsync(RequestCode.ResetMasterFlushOffset, new ResetMasterFlushOffsetHeader { MasterFlushOffset = 77 })).ResponseCode);

        var own = await client.AskAsync<HaRuntimeInfo>(RequestCode.GetBrokerHaStatus);
        Assert.False(own.Master);
        Assert.Equal((77, "127.0.0.1:1", 0L, false), (
            own.HaClientRuntimeInfo!.MasterFlushOffset, own.HaClientRuntimeInfo.MasterAddr, own.HaClientRuntimeInfo.MaxOffset, own.HaClientRuntimeInfo.Activated));
        Assert.NotNull(own.HaClientRuntimeInfo.Problem);
        var refused = await client.CallAsync(RequestCode.ResetMasterFlushOffset, new ResetMasterFlushOffsetHeader { MasterFlushOffset = -1 });
        Assert.Contains("-1", refused.Remark, StringComparison.Ordinal);

        await using var master = await TestBroker.StartAsync();
        await using var other = master.Connect();
        Assert.Equal(ResponseCode.Success, (await other.CallAsync(RequestCode.ResetMasterFlushOffset, new ResetMasterFlushOffsetHeader { MasterFlushOffset = 77 })).ResponseCode);
        Assert.Equal(0, (await other.AskAsync<HaRuntimeInfo>(RequestCode.GetBrokerHaStatus)).HaClientRuntimeInfo!.MasterFlushOffset);
    }
}
