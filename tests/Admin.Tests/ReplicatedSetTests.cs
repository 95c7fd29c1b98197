using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Admin.Replication;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Testing;

namespace RocketMQ.Admin.Tests;

/// <summary>What a failure of a master would lose, put together from what brokers of 4.9, of 5.x and ours tell.</summary>
public sealed class ReplicatedSetTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryNetwork _network = new();
    private readonly AdminClient _admin;

    public ReplicatedSetTests() =>
        _admin = new AdminClient(new AdminClientOptions { NameServers = ["ns:9876"] }, NullLoggerFactory.Instance, new FakeTimeProvider(Noon), _network);

    public ValueTask DisposeAsync() => _admin.DisposeAsync();

    [Fact]
    public async Task A_set_of_4_9_is_judged_by_the_ends_of_its_logs_and_the_first_message_that_is_missing()
    {
        Know("""0:"m:10911",1:"s:10921" """);
        Before5(900).Listen(_network, "s:10921");
        Before5(1000).On(RequestCode.GetBrokerConfig, _ => Reply.WithBody("brokerRole=ASYNC_MASTER\n"u8.ToArray()))
            .On(RequestCode.ViewMessageById, request => request.ExtFields!["offset"] == "900" ? Reply.WithBody(Record(Noon.AddSeconds(-30))) : Reply.Refused(ResponseCode.SystemError, "?"))
            .Listen(_network, "m:10911");

        var set = await FindAsync();

        Assert.Equal(("c", "a", "m:10911", "ASYNC_MASTER", 1000L), (set.Cluster, set.Name, set.Master!.Address, set.Role, set.End));
        Assert.Equal(new ReplicatedSlave("s:10921", 1) { End = 900, BehindBytes = 100, Behind = TimeSpan.FromSeconds(30) }, Assert.Single(set.Slaves));
        Assert.Equal(LossOnFailure.Newest, set.Loss);
    }

    [Theory]
    [InlineData("SYNC_MASTER", 1000, 1, LossOnFailure.Nothing)]
    [InlineData("ASYNC_MASTER", 1000, 1, LossOnFailure.Nothing)]
    [InlineData("SYNC_MASTER", 900, 1, LossOnFailure.NothingConfirmed)]
    [InlineData("SYNC_MASTER", 900, 0, LossOnFailure.Newest)]
    [InlineData("ASYNC_MASTER", 900, 1, LossOnFailure.Newest)]
    [InlineData("ASYNC_MASTER", 0, 1, LossOnFailure.Everything)]
    public async Task A_set_whose_master_tells_of_its_slaves_is_judged_by_its_role_too(string role, long has, int inSync, LossOnFailure loss)
    {
        Know("""0:"m:10911",1:"s:10921" """);
        Slave(has);
        Master(role, inSync, $$"""{"addr":"s:40001","behindMillis":1500,"diff":{{1000 - has}},"inSync":true,"slaveAckOffset":{{has}},"transferFromWhere":3,"transferredByteInSecond":9}""");

        var set = await FindAsync();

        var slave = Assert.Single(set.Slaves);
        Assert.Equal((loss, inSync, 1000 - has, true, 9L), (set.Loss, set.InSyncSlaves, slave.BehindBytes, slave.IsFollowing, slave.BytesPerSecond));
        // In the middle of a message the master's own reckoning counts.
        Assert.Equal(has == 1000 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(1500), slave.Behind);
    }

    [Fact]
    public async Task A_connected_slave_that_no_name_server_knows_counts_and_one_that_is_away_is_shown_as_such()
    {
        Know("""0:"m:10911",1:"s:10921" """);
        Slave(400, ""","problem":"the disk is full" """);
        Master("ASYNC_MASTER", 1, """{"addr":"elsewhere:40001","diff":0,"inSync":true,"slaveAckOffset":1000,"transferFromWhere":3,"transferredByteInSecond":9}""");

        var set = await FindAsync();

        Assert.Equal(
            [("s:10921", (long?)1, (long?)600, (bool?)false, "the disk is full"), ("elsewhere:40001", null, 0, true, null)],
            set.Slaves.Select(slave => (slave.Address, slave.BrokerId, slave.BehindBytes, slave.IsFollowing, slave.Problem)));
        Assert.Equal(LossOnFailure.Nothing, set.Loss);
    }

    [Fact]
    public async Task Without_a_slave_all_is_lost()
    {
        Know("""0:"m:10911" """);
        Master("SYNC_MASTER", 0, "");

        Assert.Equal(LossOnFailure.Everything, (await FindAsync()).Loss);
    }

    [Fact]
    public async Task Without_a_master_it_is_gone_already()
    {
        Know("""1:"s:10921" """);
        Slave(400);
        var gone = await FindAsync();
        Assert.Equal((LossOnFailure.MasterGone, 400), (gone.Loss, Assert.Single(gone.Slaves).End));
    }

    [Fact]
    public async Task What_does_not_answer_is_unknown_with_its_reason_and_never_zero()
    {
        Know("""0:"m:10911",1:"s:10921" """);
        var silent = await FindAsync();
        Assert.Equal(LossOnFailure.Unknown, silent.Loss);
        Assert.Contains("m:10911", silent.Problem, StringComparison.Ordinal);

        Master("SYNC_MASTER", 0, "");
        var alone = await FindAsync();
        var slave = Assert.Single(alone.Slaves);
        Assert.Equal((LossOnFailure.Unknown, null, null, null), (alone.Loss, slave.End, slave.BehindBytes, slave.Behind));
        Assert.Contains("s:10921", slave.Problem, StringComparison.Ordinal);
    }

    private async Task<ReplicatedSet> FindAsync() => Assert.Single(await _admin.Maintenance.ListReplicatedSetsAsync());

    private void Know(string brokers) => new FakeServer()
        .On(RequestCode.GetBrokerClusterInfo, $$$"""{"brokerAddrTable":{"a":{"brokerAddrs":{{{{brokers}}}},"brokerName":"a","cluster":"c"}},"clusterAddrTable":{"c":["a"]}}""")
        .Listen(_network, "ns:9876");

    private void Slave(long end, string more = "") => new FakeServer()
        .On(RequestCode.GetBrokerHaStatus, $$$"""{"haClientRuntimeInfo":{"activated":true,"maxOffset":{{{end}}}{{{more}}}},"haConnectionInfo":[],"inSyncSlaveNums":0,"master":false,"masterCommitLogMaxOffset":0}""")
        .Listen(_network, "s:10921");

    private void Master(string role, int inSync, string connections) => new FakeServer()
        .On(RequestCode.GetBrokerHaStatus, $$"""{"haConnectionInfo":[{{connections}}],"inSyncSlaveNums":{{inSync}},"master":true,"masterCommitLogMaxOffset":1000}""")
        .On(RequestCode.GetBrokerConfig, _ => Reply.WithBody(System.Text.Encoding.UTF8.GetBytes($"brokerRole={role}\n")))
        .On(RequestCode.ViewMessageById, _ => Reply.Refused(ResponseCode.SystemError, "can not find message by the offset"))
        .Listen(_network, "m:10911");

    private static FakeServer Before5(long end) =>
        new FakeServer().On(RequestCode.GetBrokerRuntimeInfo, $$$"""{"table":{"commitLogMaxOffset":"{{{end}}}"}}""");

    private static byte[] Record(DateTimeOffset stored)
    {
        var host = HostAddress.From(new IPEndPoint(IPAddress.Loopback, 1));
        var content = new RecordContent { Topic = "t"u8, Properties = ""u8, Body = "x"u8, BornHost = host, StoreHost = host, StoreTimestamp = stored.ToUnixTimeMilliseconds() };
        var record = new byte[MessageRecordCodec.Measure(content)];
        MessageRecordCodec.Write(record, content);
        return record;
    }
}
