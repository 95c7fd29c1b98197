using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Tests.Replication;

/// <summary>When a synchronous master answers.</summary>
public sealed class SafeAnswersTests
{
    private static readonly Dictionary<string, string> SyncMaster = new() { ["brokerRole"] = "SYNC_MASTER" };

    [Fact]
    public async Task A_send_waits_for_the_slave_and_is_told_when_that_takes_too_long_or_there_is_none()
    {
        await using var master = await TestBroker.StartAsync(SyncMaster);
        await using var client = master.Connect();

        Assert.Equal(ResponseCode.SlaveNotAvailable, (await client.SendAsync("T", "alone")).ResponseCode);

        await using var slave = await SlavePeer.ConnectAsync(master, master.Store.MaxPhysicalOffset);
        var confirmed = await ConfirmedAsync(master, slave, client.SendAsync("T", "confirmed"));
        Assert.Equal(ResponseCode.Success, confirmed.ResponseCode);

        var late = await WaitingAsync(master, client.SendAsync("T", "late"));
        master.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(ResponseCode.FlushSlaveTimeout, (await late).ResponseCode);
    }

    [Fact]
    public async Task A_message_sent_back_is_answered_when_a_slave_has_it()
    {
        await using var master = await TestBroker.StartAsync(SyncMaster);
        await using var client = master.Connect();
        Assert.True(MessageIds.TryParseOffsetId((await client.SendAsync("Orders", "failed")).ReadHeader<SendMessageResponseHeader>().MsgId, out _, out var position));
        await using var slave = await SlavePeer.ConnectAsync(master, master.Store.MaxPhysicalOffset);

        Assert.Equal(ResponseCode.Success, (await ConfirmedAsync(master, slave, BackAsync())).ResponseCode);

        // A refusal would make the consumer send it once more.
        var late = await WaitingAsync(master, BackAsync());
        master.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(ResponseCode.Success, (await late).ResponseCode);

        Task<RemotingCommand> BackAsync() => client.CallAsync(
            RequestCode.ConsumerSendMsgBack, new ConsumerSendMessageBackRequestHeader { Offset = position, Group = "CG", OriginTopic = "Orders" });
    }

    [Fact]
    public async Task The_end_of_a_transaction_is_answered_when_a_slave_has_it()
    {
        await using var master = await TestBroker.StartAsync(SyncMaster);
        await using var client = master.Connect();
        var half = await client.SendHalfAsync("Orders", "half");
        Assert.Equal(ResponseCode.SlaveNotAvailable, half.ResponseCode);
        await using var slave = await SlavePeer.ConnectAsync(master, master.Store.MaxPhysicalOffset);

        Assert.Equal(ResponseCode.Success, (await ConfirmedAsync(master, slave, client.EndAsync(half, 8))).ResponseCode);

        Assert.Equal(1, master.Store.GetMaxOffset("Orders", 0));
    }

    /// <summary>Nothing is answered until the slave has said that it has everything.</summary>
    private static async Task<RemotingCommand> ConfirmedAsync(TestBroker master, SlavePeer slave, Task<RemotingCommand> answer)
    {
        await WaitingAsync(master, answer);
        await slave.ReportAsync(master.Store.MaxPhysicalOffset);
        return await answer.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Returns when the request waits for the slave.</summary>
    private static async Task<Task<RemotingCommand>> WaitingAsync(TestBroker master, Task<RemotingCommand> answer)
    {
        var waits = master.Server.Node.Slaves;
        await RocketMQ.Testing.Eventually.HoldsAsync("wait for the slave", () => Task.FromResult(waits.Waiting > 0 || answer.IsCompleted), pause: 5);
        Assert.False(answer.IsCompleted);
        return answer;
    }
}
