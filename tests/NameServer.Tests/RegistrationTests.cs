using System.Text;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Testing;

namespace RocketMQ.NameServer.Tests;

public class RegistrationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_registered_topic_has_a_route(bool compressed)
    {
        await using var server = new RunningNameServer();
        await server.RegisterAsync(server.NewClient(), compressed: compressed, topics: "T");

        Assert.Equal(
            """{"brokerDatas":[{"brokerAddrs":{"0":"10.0.0.1:10911"},"brokerName":"broker-a","cluster":"c1"}],"filterServerTable":{},"queueDatas":[{"brokerName":"broker-a","perm":7,"readQueueNums":8,"topicSysFlag":0,"writeQueueNums":8}]}""",
            await server.RouteTextAsync("T"));
    }

    [Fact]
    public async Task A_slave_is_told_its_master_and_its_topics_are_not_read()
    {
        await using var server = new RunningNameServer();
        var early = await server.RegisterAsync(server.NewClient(), "10.0.0.2:10911", id: 1, topics: "S");
        await server.RegisterAsync(server.NewClient(), topics: "T");

        var late = await server.RegisterAsync(server.NewClient(), "10.0.0.3:10911", id: 2, topics: "S");

        Assert.Null(early.ExtFields);
        Assert.Equal("10.0.0.1:10911", late.ExtFields!["masterAddr"]);
        Assert.Equal("10.0.0.1:109110", late.ExtFields["haServerAddr"]);
        Assert.Null(await server.RouteTextAsync("S"));
        Assert.Contains("""{"0":"10.0.0.1:10911","1":"10.0.0.2:10911","2":"10.0.0.3:10911"}""", await server.RouteTextAsync("T"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_are_read_again_when_the_version_is_another_be_it_older()
    {
        await using var server = new RunningNameServer();
        var broker = server.NewClient();
        await server.RegisterAsync(broker, version: 5, topics: "T1");
        await server.RegisterAsync(broker, version: 5, topics: "T2");
        Assert.Null(await server.RouteTextAsync("T2"));

        await server.RegisterAsync(broker, version: 4, topics: "T2");

        Assert.NotNull(await server.RouteTextAsync("T2"));
        Assert.NotNull(await server.RouteTextAsync("T1"));
    }

    [Fact]
    public async Task A_checksum_that_does_not_match_refuses_the_registration()
    {
        await using var server = new RunningNameServer();
        var header = Header();
        header.BodyCrc32 = 12345;

        var response = await server.CallAsync(RequestCode.RegisterBroker, header, "{}"u8.ToArray());

        Assert.Equal((ResponseCode.SystemError, "crc32 not match"), (response.ResponseCode, response.Remark));
        Assert.Empty((await server.GetAsync<ClusterInfo>(RequestCode.GetBrokerClusterInfo)).BrokerAddrTable);
    }

    [Theory]
    [InlineData("{", false)]
    [InlineData("not zlib", true)]
    public async Task An_unreadable_body_refuses_the_registration(string body, bool compressed)
    {
        await using var server = new RunningNameServer();
        var header = Header();
        header.Compressed = compressed;

        var response = await server.CallAsync(RequestCode.RegisterBroker, header, Encoding.UTF8.GetBytes(body));

        Assert.Equal(ResponseCode.SystemError, response.ResponseCode);
        Assert.Contains("broker-a", response.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_body_registers_an_address()
    {
        await using var server = new RunningNameServer();
        Assert.Equal(ResponseCode.Success, (await server.CallAsync(RequestCode.RegisterBroker, Header())).ResponseCode);

        Assert.Equal("10.0.0.1:10911", (await server.GetAsync<ClusterInfo>(RequestCode.GetBrokerClusterInfo)).BrokerAddrTable["broker-a"].BrokerAddrs[0]);
    }

    [Fact]
    public async Task A_missing_or_empty_field_is_named()
    {
        await using var server = new RunningNameServer();
        var header = Header();
        header.BrokerName = "";
        Assert.Contains("brokerName", (await server.CallAsync(RequestCode.RegisterBroker, header)).Remark, StringComparison.Ordinal);

        await using var peer = await RawPeer.ConnectAsync(server.Network, RunningNameServer.Address);
        var missing = await peer.CallAsync(RawPeer.JsonFrame("""{"code":103,"extFields":{"brokerName":"b"},"opaque":1}"""));
        Assert.Equal(ResponseCode.SystemError, missing.ResponseCode);
        Assert.Contains("brokerAddr", missing.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_of_before_3_0_11_sends_its_topics_alone()
    {
        await using var server = new RunningNameServer();
        await using var peer = await RawPeer.ConnectAsync(server.Network, RunningNameServer.Address);

        await peer.CallAsync(RawPeer.JsonFrame(
            """{"code":103,"extFields":{"brokerName":"b","brokerAddr":"h:1","clusterName":"c","haServerAddr":"h:2","brokerId":"0"},"version":36,"opaque":1}""",
            """{"dataVersion":{"counter":1,"timestamp":2},"topicConfigTable":{"Old":{"topicName":"Old","perm":6,"readQueueNums":4,"writeQueueNums":4}}}"""u8));

        Assert.NotNull(await server.RouteTextAsync("Old"));
    }

    [Fact]
    public async Task A_slave_that_becomes_master_keeps_one_id()
    {
        await using var server = new RunningNameServer();
        var broker = server.NewClient();
        await server.RegisterAsync(broker, id: 1);
        await server.RegisterAsync(broker, id: 0, topics: "T");

        var members = (await server.GetAsync<ClusterInfo>(RequestCode.GetBrokerClusterInfo)).BrokerAddrTable["broker-a"].BrokerAddrs;
        Assert.Equal([0L], members.Keys);
    }

    [Fact]
    public async Task When_the_last_broker_of_a_group_unregisters_its_topics_go()
    {
        await using var server = new RunningNameServer();
        await server.RegisterAsync(server.NewClient(), topics: ["T", "Shared"]);
        await server.RegisterAsync(server.NewClient(), "10.0.0.2:10911", id: 1);
        await server.RegisterAsync(server.NewClient(), "10.0.0.9:10911", "broker-b", topics: "Shared");

        await UnregisterAsync(server, "10.0.0.1:10911", 0);
        Assert.Contains("""{"1":"10.0.0.2:10911"}""", await server.RouteTextAsync("T"), StringComparison.Ordinal);

        await UnregisterAsync(server, "10.0.0.2:10911", 1);
        Assert.Null(await server.RouteTextAsync("T"));
        Assert.DoesNotContain("broker-a", await server.RouteTextAsync("Shared"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unregistration_of_a_former_address_leaves_its_successor()
    {
        await using var server = new RunningNameServer();
        await server.RegisterAsync(server.NewClient(), "10.0.0.1:10911", topics: "T");
        await server.RegisterAsync(server.NewClient(), "10.0.0.7:10911", topics: "T");

        await UnregisterAsync(server, "10.0.0.1:10911", 0);

        Assert.Contains("10.0.0.7:10911", await server.RouteTextAsync("T"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_connection_ends_all_brokers_that_it_registered_last_go()
    {
        await using var server = new RunningNameServer();
        var doomed = server.NewClient();
        await server.RegisterAsync(doomed, "10.0.0.1:10911", "broker-a", topics: "A");
        await server.RegisterAsync(doomed, "10.0.0.2:10911", "broker-b", topics: "B");
        await server.RegisterAsync(doomed, "10.0.0.3:10911", "broker-c", topics: "C");
        await server.RegisterAsync(server.NewClient(), "10.0.0.3:10911", "broker-c", topics: "C");

        await doomed.CloseAsync(RunningNameServer.Address);

        await RunningNameServer.UntilAsync(async () => await server.RouteTextAsync("A") is null && await server.RouteTextAsync("B") is null);
        Assert.NotNull(await server.RouteTextAsync("C"));
    }

    [Fact]
    public async Task A_broker_that_falls_silent_is_removed_and_cut_off()
    {
        await using var server = new RunningNameServer(properties: new() { ["serverChannelMaxIdleTimeSeconds"] = "86400" });
        var silent = server.NewClient();
        var alive = server.NewClient();
        await server.RegisterAsync(silent, topics: "T");
        await server.RegisterAsync(alive, "10.0.0.2:10911", "broker-b", topics: "U");

        server.Time.Advance(TimeSpan.FromSeconds(119));
        Assert.NotNull(await server.RouteTextAsync("T"));
        await server.RegisterAsync(alive, "10.0.0.2:10911", "broker-b", topics: "U");
        var connection = await silent.ConnectAsync(RunningNameServer.Address);
        server.Time.Advance(TimeSpan.FromSeconds(12));

        Assert.Null(await server.RouteTextAsync("T"));
        Assert.NotNull(await server.RouteTextAsync("U"));
        await RunningNameServer.UntilAsync(() => Task.FromResult(connection.IsClosed));
    }

    [Fact]
    public async Task A_broker_may_say_how_long_its_registration_lasts()
    {
        await using var server = new RunningNameServer();
        await server.RegisterAsync(server.NewClient(), lifetime: 20_000, topics: "T");

        server.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.Null(await server.RouteTextAsync("T"));
    }

    [Fact]
    public async Task A_heartbeat_of_5x_renews_a_registration()
    {
        await using var server = new RunningNameServer();
        var broker = server.NewClient();
        await server.RegisterAsync(broker, lifetime: 20_000, topics: "T");
        for (var i = 0; i < 5; i++)
        {
            server.Time.Advance(TimeSpan.FromSeconds(15));
            var response = await server.CallAsync(
                RequestCode.BrokerHeartbeat, new BrokerHeartbeatRequestHeader { BrokerAddr = "10.0.0.1:10911", BrokerName = "broker-a", ClusterName = "c1" }, from: broker);
            Assert.Equal(ResponseCode.Success, response.ResponseCode);
        }

        Assert.NotNull(await server.RouteTextAsync("T"));
    }

    [Fact]
    public async Task The_known_version_tells_whether_topics_have_changed()
    {
        await using var server = new RunningNameServer();
        var asked = new BrokerIdentityRequestHeader { BrokerAddr = "10.0.0.1:10911", BrokerName = "broker-a", ClusterName = "c1" };
        var same = FastJson.Write(new DataVersion { Counter = 7, Timestamp = 1 });
        var unknown = await server.CallAsync(RequestCode.QueryDataVersion, asked, same);
        await server.RegisterAsync(server.NewClient(), version: 7, topics: "T");

        var unchanged = await server.CallAsync(RequestCode.QueryDataVersion, asked, same);
        var changed = await server.CallAsync(RequestCode.QueryDataVersion, asked, FastJson.Write(new DataVersion { Counter = 8, Timestamp = 1 }));
        var broken = await server.CallAsync(RequestCode.QueryDataVersion, asked, "["u8.ToArray());

        Assert.Equal(("true", 0), (unknown.ExtFields!["changed"], unknown.Body.Length));
        Assert.Equal(("false", """{"counter":7,"timestamp":1}"""), (unchanged.ExtFields!["changed"], Encoding.UTF8.GetString(unchanged.Body.Span)));
        Assert.Equal("true", changed.ExtFields!["changed"]);
        Assert.Equal(ResponseCode.SystemError, broken.ResponseCode);
    }

    [Fact]
    public async Task Filter_servers_come_and_go_with_registrations()
    {
        await using var server = new RunningNameServer();
        var broker = server.NewClient();
        await server.RegisterAsync(broker, filters: ["10.0.0.5:1"], topics: "T");
        Assert.Contains("""
            "filterServerTable":{"10.0.0.1:10911":["10.0.0.5:1"]}
            """, await server.RouteTextAsync("T"), StringComparison.Ordinal);

        await server.RegisterAsync(broker, topics: "T");
        Assert.Contains("\"filterServerTable\":{}", await server.RouteTextAsync("T"), StringComparison.Ordinal);
    }

    private static RegisterBrokerRequestHeader Header() => new()
    {
        BrokerName = "broker-a", BrokerAddr = "10.0.0.1:10911", ClusterName = "c1", HaServerAddr = "10.0.0.1:10912",
    };

    private static async Task UnregisterAsync(RunningNameServer server, string address, long id)
    {
        var header = new BrokerIdentityRequestHeader { BrokerAddr = address, BrokerName = "broker-a", BrokerId = id, ClusterName = "c1" };
        Assert.Equal(ResponseCode.Success, (await server.CallAsync(RequestCode.UnregisterBroker, header)).ResponseCode);
    }
}
