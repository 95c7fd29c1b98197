using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Testing;

namespace RocketMQ.Admin.Tests;

/// <summary>Answers recorded from a running broker of Apache RocketMQ 5.3.3 where they surprise a tool of 4.9.</summary>
public sealed class ApacheFiveThreeTests : IAsyncDisposable
{
    private const string Broker = "127.0.0.1:24911";

    private const string Route =
        """{"brokerDatas":[{"brokerAddrs":{0:"127.0.0.1:24911"},"brokerName":"broker-f","cluster":"DefaultCluster","enableActingMaster":false}],"filterServerTable":{},"queueDatas":[{"brokerName":"broker-f","perm":6,"readQueueNums":4,"topicSysFlag":0,"writeQueueNums":4}]}""";

    /// <summary>Of topic orders, which groups sqlers, lite and billing read; there is no group orders.</summary>
    private const string Groups = """{"groupList":["sqlers","orders","lite","billing"]}""";

    private const string Wanted =
        """{"connectionSet":[{"clientAddr":"127.0.0.1:50584","clientId":"192.0.2.2@watchers-1","language":"JAVA","version":479}],"consumeFromWhere":"CONSUME_FROM_FIRST_OFFSET","consumeType":"CONSUME_PASSIVELY","messageModel":"BROADCASTING","subscriptionTable":{"orders":{"classFilterMode":false,"codeSet":[],"expressionType":"TAG","subString":"*","subVersion":1795780658866,"tagsSet":[],"topic":"orders"}}}""";

    private const string Settings =
        """
        aclEnable=false
        authenticationEnabled=true
        authenticationMetadataProvider=org.apache.rocketmq.auth.authentication.provider.LocalAuthenticationMetadataProvider
        bottomMostCompressionTypeForConsumeQueueStore=zstd
        initAuthenticationUser={"username":"rocketmq","password":"12345678"}
        innerClientAuthenticationCredentials={"accessKey":"rocketmq","secretKey":"12345678"}
        metricsGrpcExporterHeader=
        """;

    private readonly MemoryNetwork _network = new();
    private readonly AdminClient _admin;
    private readonly FakeServer _broker = new FakeServer().On(RequestCode.QueryTopicConsumeByWho, Groups);

    public ApacheFiveThreeTests()
    {
        _admin = new AdminClient(new AdminClientOptions { NameServers = ["127.0.0.1:24876"] }, NullLoggerFactory.Instance, TimeProvider.System, _network);
        new FakeServer().On(RequestCode.GetRouteInfoByTopic, Route).Listen(_network, "127.0.0.1:24876");
    }

    public ValueTask DisposeAsync() => _admin.DisposeAsync();

    [Fact]
    public async Task The_topics_own_name_among_its_groups_is_left_out_where_there_is_no_such_group()
    {
        _broker
            .On(RequestCode.QueryTopicsByConsumer, """{"brokerAddr":"127.0.0.1:24911","topicList":[]}""")
            .On(RequestCode.GetConsumerConnectionList, _ => Reply.Refused(ResponseCode.ConsumerNotOnline, "the consumer group[orders] not online"))
            .Listen(_network, Broker);

        Assert.Equal(["sqlers", "lite", "billing"], await GroupsAsync());
    }

    [Fact]
    public async Task The_topics_own_name_among_its_groups_stays_where_that_group_has_offsets()
    {
        _broker.On(RequestCode.QueryTopicsByConsumer, """{"brokerAddr":"127.0.0.1:24911","topicList":["orders","%RETRY%orders"]}""").Listen(_network, Broker);

        Assert.Equal(["sqlers", "orders", "lite", "billing"], await GroupsAsync());
    }

    [Fact]
    public async Task The_topics_own_name_among_its_groups_stays_where_a_member_wants_the_topic_and_has_read_nothing_yet()
    {
        _broker
            .On(RequestCode.QueryTopicsByConsumer, """{"brokerAddr":"127.0.0.1:24911","topicList":[]}""")
            .On(RequestCode.GetConsumerConnectionList, Wanted)
            .Listen(_network, Broker);

        Assert.Equal(["sqlers", "orders", "lite", "billing"], await GroupsAsync());
    }

    [Fact]
    public async Task The_topics_own_name_among_its_groups_stays_where_the_broker_is_of_a_release_that_does_not_make_it_up()
    {
        _broker
            .On(RequestCode.QueryTopicsByConsumer, _ => Reply.Refused(ResponseCode.RequestCodeNotSupported, "request type 343 not supported"))
            .Listen(_network, Broker);

        Assert.Equal(["sqlers", "orders", "lite", "billing"], await GroupsAsync());
    }

    [Fact]
    public async Task A_topic_is_no_group_of_its_own_in_the_sums_over_topics_either()
    {
        _broker
            .On(RequestCode.QueryTopicsByConsumer, """{"brokerAddr":"127.0.0.1:24911","topicList":[]}""")
            .On(RequestCode.GetConsumerConnectionList, _ => Reply.Refused(ResponseCode.ConsumerNotOnline, "the consumer group[orders] not online"))
            .On(RequestCode.ViewBrokerStatsData, _ => Reply.Refused(ResponseCode.SystemError, "The stats <GROUP_GET_NUMS> <orders@lite> not exist"))
            .On(RequestCode.GetConsumeStats, """{"consumeTps":0.0,"offsetTable":{}}""")
            .Listen(_network, Broker);

        var activity = await _admin.Topics.GetActivityAsync(["orders"]);

        Assert.Equal(["billing", "lite", "sqlers"], activity.Lines.Select(line => line.Group));
    }

    [Fact]
    public async Task Passwords_among_the_settings_are_withheld_and_what_is_empty_stays_empty()
    {
        _broker.On(RequestCode.GetBrokerConfig, Settings).Listen(_network, Broker);

        var settings = await _admin.Brokers.GetSettingsAsync(Broker);

        Assert.Equal(("***", "***", ""), (settings["initAuthenticationUser"], settings["innerClientAuthenticationCredentials"], settings["metricsGrpcExporterHeader"]));
        Assert.Equal(("true", "zstd"), (settings["authenticationEnabled"], settings["bottomMostCompressionTypeForConsumeQueueStore"]));
        Assert.DoesNotContain("12345678", string.Join('\n', settings.Values), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> GroupsAsync() => (await _admin.Topics.ListGroupsAsync("orders")).Values[Broker];
}
