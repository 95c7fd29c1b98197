using System.Text;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Testing;

namespace RocketMQ.NameServer.Tests;

public class RouteQueryTests
{
    [Theory]
    [InlineData("\"version\":400", "{0:\"10.0.0.1:10911\"}")]
    [InlineData("\"version\":401", "{\"0\":\"10.0.0.1:10911\"}")]
    [InlineData("\"version\":121", "{0:\"10.0.0.1:10911\"}")]
    public async Task Broker_ids_are_quoted_for_callers_from_4_9_4_on(string version, string expected)
    {
        await using var server = new RunningNameServer();
        await server.RegisterAsync(server.NewClient(), topics: "T");
        await using var peer = await RawPeer.ConnectAsync(server.Network, RunningNameServer.Address);

        var response = await peer.CallAsync(RawPeer.JsonFrame($$$"""{"code":105,"extFields":{"topic":"T"},{{{version}}}}"""));

        Assert.Contains("\"brokerAddrs\":" + expected, Encoding.UTF8.GetString(response.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_ids_are_quoted_for_callers_that_ask_for_standard_json()
    {
        await using var server = new RunningNameServer();
        await server.RegisterAsync(server.NewClient(), topics: "T");
        await using var peer = await RawPeer.ConnectAsync(server.Network, RunningNameServer.Address);

        var response = await peer.CallAsync(RawPeer.JsonFrame("""{"code":105,"extFields":{"topic":"T","acceptStandardJsonOnly":"true"},"version":1}"""));

        Assert.Contains("{\"0\":", Encoding.UTF8.GetString(response.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_without_a_topic_is_refused()
    {
        await using var server = new RunningNameServer();
        await using var peer = await RawPeer.ConnectAsync(server.Network, RunningNameServer.Address);

        var response = await peer.CallAsync(RawPeer.JsonFrame("""{"code":105,"version":409}"""));

        Assert.Equal(ResponseCode.SystemError, response.ResponseCode);
        Assert.Contains("topic", response.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_order_configuration_is_in_routes_when_it_is_switched_on()
    {
        await using var server = new RunningNameServer();
        await server.RegisterAsync(server.NewClient(), topics: ["T", "U"]);
        await server.CallAsync(RequestCode.PutKvConfig, new PutKvConfigRequestHeader { Namespace = "ORDER_TOPIC_CONFIG", Key = "T", Value = "broker-a:4" });
        Assert.Null(FastJson.Parse<TopicRouteData>((await server.RouteAsync("T")).Body.Span).OrderTopicConf);

        await server.CallAsync(RequestCode.UpdateNamesrvConfig, body: "orderMessageEnable=true"u8.ToArray());

        Assert.Equal("broker-a:4", FastJson.Parse<TopicRouteData>((await server.RouteAsync("T")).Body.Span).OrderTopicConf);
        Assert.Null(FastJson.Parse<TopicRouteData>((await server.RouteAsync("U")).Body.Span).OrderTopicConf);
    }

    [Fact]
    public async Task Topics_are_listed_by_cluster()
    {
        await using var server = await TwoClustersAsync();

        Assert.Equal(["A", "Both"], await TopicsAsync(server, RequestCode.GetTopicsByCluster, "c1"));
        Assert.Equal(["B", "Both"], await TopicsAsync(server, RequestCode.GetTopicsByCluster, "c2"));
        Assert.Empty(await TopicsAsync(server, RequestCode.GetTopicsByCluster, "nowhere"));
        Assert.Equal(["A", "B", "Both"], await TopicsAsync(server, RequestCode.GetAllTopicListFromNameServer));
    }

    [Fact]
    public async Task System_topics_are_the_names_of_clusters_and_brokers()
    {
        await using var server = await TwoClustersAsync();

        var list = await server.GetAsync<TopicList>(RequestCode.GetSystemTopicListFromNs);

        Assert.Equal(["broker-a", "broker-b", "c1", "c2"], list.Topics.Order(StringComparer.Ordinal));
        Assert.Contains(list.BrokerAddr, new[] { "10.0.0.1:10911", "10.0.0.2:10911" });
    }

    [Fact]
    public async Task An_empty_name_server_answers_with_empty_tables()
    {
        await using var server = new RunningNameServer();

        Assert.Equal("""{"topicList":[]}""", await TextAsync(server, RequestCode.GetAllTopicListFromNameServer));
        Assert.Equal("""{"topicList":[]}""", await TextAsync(server, RequestCode.GetSystemTopicListFromNs));
        Assert.Equal("""{"brokerAddrTable":{},"clusterAddrTable":{}}""", await TextAsync(server, RequestCode.GetBrokerClusterInfo));
    }

    [Fact]
    public async Task Unit_topics_are_told_by_their_flags()
    {
        await using var server = new RunningNameServer();
        await server.RegisterAsync(server.NewClient(), topics: ["unit0", "unit1", "unit2", "unit3"]);

        Assert.Equal(["unit1", "unit3"], await TopicsAsync(server, RequestCode.GetUnitTopicList));
        Assert.Equal(["unit2", "unit3"], await TopicsAsync(server, RequestCode.GetHasUnitSubTopicList));
        Assert.Equal(["unit2"], await TopicsAsync(server, RequestCode.GetHasUnitSubUnunitTopicList));
    }

    [Fact]
    public async Task The_write_permission_is_taken_and_given_until_a_changed_registration()
    {
        await using var server = new RunningNameServer();
        var broker = server.NewClient();
        await server.RegisterAsync(broker, topics: ["T", "U"]);

        var wiped = await server.CallAsync(RequestCode.WipeWritePermOfBroker, new WipeWritePermRequestHeader { BrokerName = "broker-a" });
        Assert.Equal("2", wiped.ExtFields!["wipeTopicCount"]);
        Assert.Equal(5, await PermissionAsync(server, "T"));

        var added = await server.CallAsync(RequestCode.AddWritePermOfBroker, new AddWritePermRequestHeader { BrokerName = "broker-a" });
        Assert.Equal("2", added.ExtFields!["addTopicCount"]);
        Assert.Equal(6, await PermissionAsync(server, "T"));

        await server.RegisterAsync(broker, version: 2, topics: ["T", "U"]);
        Assert.Equal(7, await PermissionAsync(server, "T"));
    }

    [Fact]
    public async Task Permissions_of_an_unknown_broker_are_those_of_no_topic()
    {
        await using var server = new RunningNameServer();

        Assert.Equal("0", (await server.CallAsync(RequestCode.WipeWritePermOfBroker, new WipeWritePermRequestHeader { BrokerName = "x" })).ExtFields!["wipeTopicCount"]);
        Assert.Equal("0", (await server.CallAsync(RequestCode.AddWritePermOfBroker, new AddWritePermRequestHeader { BrokerName = "x" })).ExtFields!["addTopicCount"]);
    }

    [Fact]
    public async Task A_topic_is_forgotten_in_one_cluster_or_everywhere()
    {
        await using var server = await TwoClustersAsync();

        await DeleteAsync(server, "Both", "c1");
        Assert.DoesNotContain("broker-a", await server.RouteTextAsync("Both"), StringComparison.Ordinal);
        await DeleteAsync(server, "A", "c2");
        Assert.NotNull(await server.RouteTextAsync("A"));
        await DeleteAsync(server, "A", null);
        Assert.Null(await server.RouteTextAsync("A"));
        await DeleteAsync(server, "never there", null);
    }

    [Fact]
    public async Task An_unknown_code_is_answered()
    {
        await using var server = new RunningNameServer();

        var response = await server.CallAsync((RequestCode)9999);

        Assert.Equal((ResponseCode.RequestCodeNotSupported, " request type 9999 not supported"), (response.ResponseCode, response.Remark));
    }

    [Fact]
    public async Task Name_servers_side_by_side_know_nothing_of_each_other()
    {
        await using var one = new RunningNameServer();
        await using var other = new RunningNameServer();
        await one.RegisterAsync(one.NewClient(), topics: "T");
        await one.CallAsync(RequestCode.PutKvConfig, new PutKvConfigRequestHeader { Namespace = "N", Key = "k", Value = "v" });

        Assert.NotNull(await one.RouteTextAsync("T"));
        Assert.Null(await other.RouteTextAsync("T"));
        Assert.Equal(ResponseCode.QueryNotFound, (await other.CallAsync(RequestCode.GetKvListByNamespace, new GetKvListByNamespaceRequestHeader { Namespace = "N" })).ResponseCode);
    }

    private static async Task<RunningNameServer> TwoClustersAsync()
    {
        var server = new RunningNameServer();
        await server.RegisterAsync(server.NewClient(), "10.0.0.1:10911", "broker-a", cluster: "c1", topics: ["A", "Both"]);
        await server.RegisterAsync(server.NewClient(), "10.0.0.2:10911", "broker-b", cluster: "c2", topics: ["B", "Both"]);
        return server;
    }

    private static async Task<IEnumerable<string>> TopicsAsync(RunningNameServer server, RequestCode code, string? cluster = null) =>
        (await server.GetAsync<TopicList>(code, cluster is null ? null : new GetTopicsByClusterRequestHeader { Cluster = cluster })).Topics.Order(StringComparer.Ordinal);

    private static async Task<string> TextAsync(RunningNameServer server, RequestCode code) =>
        Encoding.UTF8.GetString((await server.CallAsync(code)).Body.Span);

    private static async Task<int> PermissionAsync(RunningNameServer server, string topic) =>
        FastJson.Parse<TopicRouteData>((await server.RouteAsync(topic)).Body.Span).QueueDatas.Single().Perm;

    private static async Task DeleteAsync(RunningNameServer server, string topic, string? cluster)
    {
        var header = new DeleteTopicFromNameServerRequestHeader { Topic = topic, ClusterName = cluster };
        Assert.Equal(ResponseCode.Success, (await server.CallAsync(RequestCode.DeleteTopicInNamesrv, header)).ResponseCode);
    }
}
