using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin.Maintenance;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Testing;

namespace RocketMQ.Admin.Tests;

/// <summary>How far slaves are: asked (907), or reckoned where a broker does not know the question.</summary>
public sealed class ReplicationTests : IAsyncDisposable
{
    private const string Cluster =
        """{"brokerAddrTable":{"a":{"brokerAddrs":{0:"a:10911",1:"a:10921",2:"a:10931"},"brokerName":"a","cluster":"c"},"b":{"brokerAddrs":{0:"b:10911"},"brokerName":"b","cluster":"c"}},"clusterAddrTable":{"c":["a","b"]}}""";

    private readonly MemoryNetwork _network = new();
    private readonly AdminClient _admin;

    public ReplicationTests()
    {
        _admin = new AdminClient(new AdminClientOptions { NameServers = ["ns:9876"] }, NullLoggerFactory.Instance, TimeProvider.System, _network);
        new FakeServer().On(RequestCode.GetBrokerClusterInfo, Cluster).Listen(_network, "ns:9876");
        Before5("a:10911", 1_000);
        Before5("a:10921", 900);
    }

    public ValueTask DisposeAsync() => _admin.DisposeAsync();

    [Fact]
    public async Task The_ends_of_the_logs_of_a_set_are_compared_where_brokers_do_not_know_the_question()
    {
        var state = await FindAsync("a:10911");

        Assert.Equal((true, true, 1_000L, (int?)null), (state.IsMaster, state.IsEstimate, state.MasterMaxOffset, state.InSyncSlaves));
        // The second slave does not answer: what it has is not known.
        Assert.Equal([new SlaveState("a:10921") { AckOffset = 900, Diff = 100 }, new SlaveState("a:10931")], state.Slaves);
    }

    [Fact]
    public async Task A_slave_tells_its_own_end_and_who_its_master_is()
    {
        var state = await FindAsync("a:10921");

        Assert.Equal((false, true, new MasterLink("a:10911") { MaxOffset = 900 }), (state.IsMaster, state.IsEstimate, state.Link));
    }

    [Fact]
    public async Task What_a_broker_of_5_tells_is_taken_as_it_is()
    {
        new FakeServer()
            .On(
                RequestCode.GetBrokerHaStatus,
                """{"haClientRuntimeInfo":{"activated":false,"lastReadTimestamp":0,"lastWriteTimestamp":0,"masterFlushOffset":0,"maxOffset":0,"transferredByteInSecond":0},"haConnectionInfo":[{"addr":"s:1","diff":7,"inSync":true,"slaveAckOffset":5,"transferFromWhere":3,"transferredByteInSecond":9}],"inSyncSlaveNums":1,"master":true,"masterCommitLogMaxOffset":12}""")
            .Listen(_network, "b:10911");

        var state = await FindAsync("b:10911");

        Assert.Equal((true, false, 12L, 1), (state.IsMaster, state.IsEstimate, state.MasterMaxOffset, state.InSyncSlaves));
        Assert.Equal(
            new SlaveState("s:1") { AckOffset = 5, Diff = 7, IsInSync = true, BytesPerSecond = 9, TransferFrom = 3 }, Assert.Single(state.Slaves));
    }

    [Fact]
    public async Task Another_refusal_and_a_broker_that_no_name_server_knows_are_failures()
    {
        new FakeServer().On(RequestCode.GetBrokerHaStatus, _ => Reply.Refused(ResponseCode.NoPermission, "not you")).Listen(_network, "b:10911");
        Before5("stranger:10911", 5);

        var refused = await _admin.Maintenance.GetReplicationAsync(BrokerTarget.Address("b:10911"));
        var stranger = await _admin.Maintenance.GetReplicationAsync(BrokerTarget.Address("stranger:10911"));

        Assert.Equal(ResponseCode.NoPermission, Assert.Single(refused.Failures).Code);
        Assert.Equal(ResponseCode.RequestCodeNotSupported, Assert.Single(stranger.Failures).Code);
    }

    private async Task<ReplicationState> FindAsync(string address) =>
        (await _admin.Maintenance.GetReplicationAsync(BrokerTarget.Address(address))).OrThrow().Values[address];

    private void Before5(string address, long end) =>
        new FakeServer().On(RequestCode.GetBrokerRuntimeInfo, $$$"""{"table":{"commitLogMaxOffset":"{{{end}}}"}}""").Listen(_network, address);
}
