using System.Text;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Hosting;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("mapedFileSizeCommitLog", "mappedFileSizeCommitLog", "1048576")]
    [InlineData("storePathConsumerQueue", "storePathConsumeQueue", "/data/cq")]
    [InlineData("fileReserverdTime", "fileReservedTime", "48")]
    public void Spellings_of_the_documents_are_read(string alias, string name, string value)
    {
        var (configuration, errors, warnings) = ServerConfiguration.Load(BrokerCatalog.Create(), new Dictionary<string, string> { [alias] = value });

        Assert.Empty(errors);
        Assert.Empty(warnings);
        Assert.Equal(value, configuration.Text(name));
    }

    [Theory]
    [InlineData("listenPort", "70000", "listenPort=70000: a whole number from 0 to 65535 is allowed")]
    [InlineData("brokerRole", "MASTER", "brokerRole=MASTER: ASYNC_MASTER or SYNC_MASTER or SLAVE is allowed")]
    [InlineData("flushDiskType", "sync", "flushDiskType=sync: ASYNC_FLUSH or SYNC_FLUSH is allowed")]
    public void A_bad_value_is_an_error_that_names_what_is_allowed(string key, string value, string problem)
    {
        var (_, errors, _) = ServerConfiguration.Load(BrokerCatalog.Create(), new Dictionary<string, string> { [key] = value });

        Assert.Equal([problem], errors);
    }

    [Fact]
    public void The_presets_of_the_original_load_without_a_warning()
    {
        var preset = PropertiesText.Parse(
            "brokerClusterName=DefaultCluster\nbrokerName=broker-a\nbrokerId=0\ndeleteWhen=04\nfileReservedTime=48\nbrokerRole=ASYNC_MASTER\nflushDiskType=ASYNC_FLUSH\n");

        var (_, errors, warnings) = ServerConfiguration.Load(BrokerCatalog.Create(), preset);

        Assert.Empty(errors);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("brokerRole", "SLAVE", "brokerId above 0")]
    [InlineData("brokerName", "my broker", "U+0020")]
    [InlineData("bindAddress", "localhost", "bindAddress=localhost")]
    [InlineData("namesrvAddr", "nowhere", "namesrvAddr=nowhere")]
    [InlineData("brokerIP1", "my-host", "brokerIP1=my-host")]
    public void What_does_not_go_together_is_refused_at_start(string key, string value, string part)
    {
        var (configuration, _, _) = ServerConfiguration.Load(BrokerCatalog.Create(), new Dictionary<string, string> { [key] = value });

        var refused = Assert.Throws<ServerStartException>(() => BrokerStartConfiguration.Complete(configuration));

        Assert.Contains(part, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SYNC_MASTER", "7", 0)]
    [InlineData("ASYNC_MASTER", "7", 0)]
    [InlineData("SLAVE", "7", 7)]
    public void A_master_has_the_id_0_whatever_its_file_says_and_a_slave_its_own(string role, string id, long counts)
    {
        var (configuration, errors, _) = ServerConfiguration.Load(BrokerCatalog.Create(), new Dictionary<string, string> { ["brokerRole"] = role, ["brokerId"] = id });
        Assert.Empty(errors);

        BrokerStartConfiguration.Complete(configuration);

        Assert.Equal(counts, configuration.Long("brokerId"));
    }

    [Fact]
    public async Task A_second_broker_on_the_same_store_is_refused()
    {
        await using var broker = await TestBroker.StartAsync();

        var refused = await Assert.ThrowsAsync<ServerStartException>(() => TestBroker.StartAsync(folder: broker.Folder));

        Assert.Contains("storePathRootDir", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_allowed_property_changes_at_once_and_in_the_file_and_another_is_refused()
    {
        using var folder = new TemporaryFolder();
        var file = folder["broker.conf"];
        await File.WriteAllTextAsync(file, "# mine\nbrokerName = broker-a\nbrokerPermission=6\n");
        await using var broker = await TestBroker.StartAsync(folder: folder, configFile: file);
        await using var client = broker.Connect();

        var changed = await client.CallAsync(RequestCode.UpdateBrokerConfig, null, "brokerPermission=2\nautoCreateTopicEnable=false\n"u8.ToArray());
        var refused = await client.CallAsync(RequestCode.UpdateBrokerConfig, null, "storePathRootDir=/etc\n"u8.ToArray());
        var bad = await client.CallAsync(RequestCode.UpdateBrokerConfig, null, "brokerPermission=9\n"u8.ToArray());
        var pull = await client.PullAsync("TBW102", 0, 0);
        var shown = await client.CallAsync(RequestCode.GetBrokerConfig);

        Assert.Equal(ResponseCode.Success, changed.ResponseCode);
        Assert.Equal(ResponseCode.NoPermission, refused.ResponseCode);
        Assert.Contains("storePathRootDir", refused.Remark, StringComparison.Ordinal);
        Assert.Contains("brokerPermission=9", bad.Remark, StringComparison.Ordinal);
        Assert.Equal(ResponseCode.NoPermission, pull.ResponseCode);
        Assert.Equal("# mine\nbrokerName = broker-a\nbrokerPermission=2\nautoCreateTopicEnable=false\n", await File.ReadAllTextAsync(file));
        Assert.Equal("# mine\nbrokerName = broker-a\nbrokerPermission=6\n", await File.ReadAllTextAsync(file + ".bak"));
        Assert.Equal("2", PropertiesText.Parse(Encoding.UTF8.GetString(shown.Body.Span))["brokerPermission"]);
        Assert.Contains("\"counter\":1", shown.ReadHeader<GetBrokerConfigResponseHeader>().Version, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("storePathCommitLog=/tmp/x", "storePathCommitLog")]
    [InlineData("rocketmqHome=/tmp/x; reboot", "rocketmqHome")]
    [InlineData("namesrvAddr=192.0.2.66:9876", "namesrvAddr")]
    [InlineData("configBlackList=", "configBlackList")]
    [InlineData("brokerName=other", "brokerName")]
    [InlineData("noSuchThing=1", "noSuchThing")]
    [InlineData("fileReservedTime=0", "fileReservedTime=0")]
    public async Task Nothing_else_can_be_changed_from_outside_and_the_refusal_names_it(string change, string named)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var refused = await client.CallAsync(RequestCode.UpdateBrokerConfig, null, Encoding.UTF8.GetBytes("autoCreateTopicEnable=false\n" + change));
        var shown = await client.CallAsync(RequestCode.GetBrokerConfig);

        Assert.Equal(ResponseCode.NoPermission, refused.ResponseCode);
        Assert.Contains(named, refused.Remark, StringComparison.Ordinal);
        Assert.Equal("true", PropertiesText.Parse(Encoding.UTF8.GetString(shown.Body.Span))["autoCreateTopicEnable"]);
    }

    [Fact]
    public async Task Runtime_information_has_every_key_that_tools_read()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        for (var i = 0; i < 5; i++)
            await client.SendAsync("Orders", $"m{i}");
        broker.Time.Advance(TimeSpan.FromSeconds(10));

        var table = (await client.AskAsync<KVTable>(RequestCode.GetBrokerRuntimeInfo)).Table;

        foreach (var key in RuntimeKeys)
            Assert.Contains(key, table.Keys);
        Assert.Equal("0.5", table["putTps"].Split(' ')[0]);
        Assert.Equal(3, table["getTransferedTps"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(("5", "V4_9_8"), (table["msgPutTotalTodayNow"], table["brokerVersionDesc"]));
    }

    [Fact]
    public async Task A_request_that_is_unknown_is_answered_so()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();

        var response = await client.CallAsync((RequestCode)998, new NoFields());

        Assert.Equal((ResponseCode.RequestCodeNotSupported, " request type 998 not supported"), (response.ResponseCode, response.Remark));
    }

    [Fact]
    public async Task The_vip_port_serves_everything_but_pulls_and_pops()
    {
        await using var broker = await TestBroker.StartAsync();

        var all = BrokerRoutes.Build(broker.Server.Node, pulls: true).Codes;
        var vip = BrokerRoutes.Build(broker.Server.Node, pulls: false).Codes;

        Assert.Equal([11, 361, 200050, 200052, 200054, 200055], all.Except(vip));
    }

    private static readonly string[] RuntimeKeys =
    [
        "EndTransactionQueueSize", "EndTransactionThreadPoolQueueCapacity", "bootTimestamp", "brokerVersion", "brokerVersionDesc",
        "commitLogDirCapacity", "commitLogDiskRatio", "commitLogMaxOffset", "commitLogMinOffset", "consumeQueueDiskRatio", "dispatchBehindBytes",
        "dispatchMaxBuffer", "earliestMessageTimeStamp", "getFoundTps", "getMessageEntireTimeMax", "getMissTps", "getTotalTps", "getTransferedTps",
        "getTransferredTps", "msgGetTotalTodayMorning", "msgGetTotalTodayNow", "msgGetTotalYesterdayMorning", "msgPutTotalTodayMorning",
        "msgPutTotalTodayNow", "msgPutTotalYesterdayMorning", "pageCacheLockTimeMills", "pullThreadPoolQueueCapacity",
        "pullThreadPoolQueueHeadWaitTimeMills", "pullThreadPoolQueueSize", "putLatency99", "putLatency999", "putMessageAverageSize",
        "putMessageDistributeTime", "putMessageEntireTimeMax", "putMessageFailedTimes", "putMessageSizeTotal", "putMessageTimesTotal", "putTps",
        "queryThreadPoolQueueCapacity", "queryThreadPoolQueueHeadWaitTimeMills", "queryThreadPoolQueueSize", "remainHowManyDataToFlush",
        "remainTransientStoreBufferNumbs", "runtime", "sendThreadPoolQueueCapacity", "sendThreadPoolQueueHeadWaitTimeMills",
        "sendThreadPoolQueueSize", "startAcceptSendRequestTimeStamp",
    ];
}
