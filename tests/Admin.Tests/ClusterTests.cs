using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Admin.Tests;

[Collection(ClusterCollection.Name)]
public sealed class ClusterTests(TestCluster cluster)
{
    private const string Nobody = "127.0.0.1:1";

    private AdminClient Admin => cluster.Admin;

    [Fact]
    public async Task The_cluster_has_its_broker()
    {
        var topology = await Admin.NameServers.GetClusterAsync();

        Assert.Equal(["test-cluster"], topology.ClusterNames);
        Assert.Equal(new BrokerNode("test-cluster", "broker-t", 0, cluster.Broker), Assert.Single(topology.Brokers));
    }

    [Fact]
    public async Task A_name_server_that_does_not_answer_is_passed_over()
    {
        await using var admin = TestCluster.NewAdmin(Nobody, cluster.NameServer);

        Assert.Single((await admin.NameServers.GetClusterAsync()).Brokers);
    }

    [Fact]
    public async Task When_no_name_server_answers_the_failure_names_each()
    {
        await using var admin = TestCluster.NewAdmin(Nobody, "127.0.0.1:2");

        var failure = await Assert.ThrowsAsync<RemotingConnectException>(() => admin.NameServers.GetClusterAsync());

        Assert.Contains(Nobody, failure.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparing_name_servers_does_not_hide_one_that_is_silent()
    {
        await using var admin = TestCluster.NewAdmin(cluster.NameServer, Nobody);

        var comparison = await admin.NameServers.CompareAsync();

        Assert.False(comparison.Agree);
        Assert.Equal(Nobody, Assert.Single(comparison.Topologies.Failures).Address);
        Assert.Single(comparison.Topologies.Values[cluster.NameServer].Brokers);
    }

    [Fact]
    public async Task Key_values_are_set_read_listed_and_deleted()
    {
        var servers = Admin.NameServers;
        Assert.Null(await servers.GetValueAsync("tests", "a"));
        Assert.Empty(await servers.ListValuesAsync("no-such-space"));

        (await servers.PutValueAsync("tests", "a", "1")).OrThrow();
        Assert.Equal("1", await servers.GetValueAsync("tests", "a"));
        Assert.Equal("1", (await servers.ListValuesAsync("tests"))["a"]);

        (await servers.DeleteValueAsync("tests", "a")).OrThrow();
        Assert.Null(await servers.GetValueAsync("tests", "a"));
    }

    [Fact]
    public async Task Settings_of_name_server_and_broker_are_read_and_changed()
    {
        Assert.Contains("listenPort", (await Admin.NameServers.GetSettingsAsync()).OrThrow().Values[cluster.NameServer].Keys);
        Assert.Equal("broker-t", (await Admin.Brokers.GetSettingsAsync(cluster.Broker))["brokerName"]);

        (await Admin.Brokers.UpdateSettingsAsync(BrokerTarget.Broker("broker-t"), new Dictionary<string, string> { ["fileReservedTime"] = "48" })).OrThrow();

        Assert.Equal("48", (await Admin.Brokers.GetSettingsAsync(cluster.Broker))["fileReservedTime"]);
    }

    [Fact]
    public async Task A_setting_with_a_line_break_is_refused_before_anything_goes_out()
    {
        var settings = new Dictionary<string, string> { ["fileReservedTime"] = "48\nbrokerName=other" };

        await Assert.ThrowsAsync<ArgumentException>(() => Admin.Brokers.UpdateSettingsAsync(BrokerTarget.AllMasters, settings));
    }

    [Fact]
    public async Task Runtime_figures_are_read()
    {
        var runtime = await Admin.Brokers.GetRuntimeAsync(cluster.Broker);

        Assert.NotNull(runtime.StartedAt);
        Assert.NotNull(runtime.PutTps);
        Assert.NotNull(runtime.GetTransferredTps);
        Assert.NotNull(runtime.PutTotal);
        Assert.NotNull(runtime.GetTotal);
        Assert.NotNull(runtime.VersionName);
    }

    [Fact]
    public async Task A_statistic_that_the_broker_does_not_have_is_null() =>
        Assert.Null(await Admin.Brokers.GetStatisticAsync(cluster.Broker, "TOPIC_PUT_NUMS", "no-such-topic"));

    [Fact]
    public async Task A_broker_that_does_not_answer_is_among_the_failures()
    {
        var result = await Admin.Brokers.GetRuntimeAsync(BrokerTarget.Address(Nobody));

        Assert.False(result.IsComplete);
        Assert.Equal((Nobody, null), (Assert.Single(result.Failures).Address, result.Failures[0].Code));
    }

    [Fact]
    public async Task An_unknown_cluster_or_broker_is_refused_with_those_known()
    {
        var noCluster = await Assert.ThrowsAsync<ArgumentException>(() => Admin.Topics.ListAsync(BrokerTarget.Cluster("nope")));
        var noBroker = await Assert.ThrowsAsync<ArgumentException>(() => Admin.Topics.ListAsync(BrokerTarget.Broker("nope")));

        Assert.Contains("test-cluster", noCluster.Message, StringComparison.Ordinal);
        Assert.Contains("broker-t", noBroker.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_lives_from_creation_to_deletion()
    {
        var topic = $"life-{Guid.NewGuid():N}";
        Assert.Null(await Admin.Topics.FindRouteAsync(topic));

        (await Admin.Topics.SaveAsync(new TopicConfig { TopicName = topic, ReadQueueNums = 3, WriteQueueNums = 2 }, BrokerTarget.Cluster("test-cluster"))).OrThrow();
        await Routes.WaitAsync(Admin, topic);
        Assert.Contains(topic, await Admin.Topics.ListNamesAsync());
        Assert.Equal((3, 2), Queues((await Admin.Topics.GetAsync(topic, BrokerTarget.AllMasters)).OrThrow().Values[cluster.Broker]!));
        Assert.Equal(2, (await Admin.Topics.GetStatisticsAsync(topic)).OrThrow().Values[cluster.Broker].OffsetTable.Count);
        Assert.Empty((await Admin.Topics.ListGroupsAsync(topic)).OrThrow().Values[cluster.Broker]);

        var deleted = (await Admin.Topics.DeleteAsync(topic)).OrThrow();
        Assert.Equal(new[] { cluster.Broker, cluster.NameServer }.Order(), deleted.Values.Keys.Order());
        Assert.Null(await Admin.Topics.FindRouteAsync(topic));
        Assert.Null((await Admin.Topics.GetAsync(topic, BrokerTarget.AllMasters)).OrThrow().Values[cluster.Broker]);

        static (int Read, int Write) Queues(TopicConfig config) => (config.ReadQueueNums, config.WriteQueueNums);
    }

    [Theory]
    [InlineData("no spaces", 1, 6)]
    [InlineData("fine", 0, 6)]
    [InlineData("fine", 1, 99)]
    public async Task A_topic_that_cannot_be_is_refused_before_anything_goes_out(string name, int queues, int permission) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Admin.Topics.SaveAsync(
            new TopicConfig { TopicName = name, ReadQueueNums = queues, WriteQueueNums = queues, Perm = permission }, BrokerTarget.AllMasters));

    [Fact]
    public async Task A_system_topic_is_refused_by_the_broker_with_its_reason()
    {
        var result = await Admin.Topics.SaveAsync(new TopicConfig { TopicName = SystemTopics.Schedule }, BrokerTarget.AllMasters);

        var failure = Assert.Single(result.Failures);
        Assert.Equal(ResponseCode.SystemError, failure.Code);
        Assert.Contains(SystemTopics.Schedule, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task System_topics_include_cluster_and_broker_names()
    {
        var names = (await Admin.Topics.ListSystemNamesAsync()).OrThrow().Values[cluster.Broker];

        Assert.Contains("test-cluster", names);
        Assert.Contains("broker-t", names);
        Assert.Contains(SystemTopics.AutoCreate, names);
    }

    [Fact]
    public async Task A_group_lives_from_creation_through_progress_and_reset_to_deletion()
    {
        var (topic, group) = ($"work-{Guid.NewGuid():N}", $"workers-{Guid.NewGuid():N}");
        (await Admin.Topics.SaveAsync(new TopicConfig { TopicName = topic, ReadQueueNums = 1, WriteQueueNums = 1 }, BrokerTarget.AllMasters)).OrThrow();
        await Routes.WaitAsync(Admin, topic);
        var queue = new MessageQueue(topic, "broker-t", 0);
        for (var i = 0; i < 10; i++)
            await Admin.Messages.SendAsync(new OutgoingMessage(topic, new byte[] { 1 }));

        (await Admin.Groups.SaveAsync(new SubscriptionGroupConfig { GroupName = group, RetryMaxTimes = 3 }, BrokerTarget.AllMasters)).OrThrow();
        Assert.Equal(3, (await Admin.Groups.ListAsync(BrokerTarget.AllMasters)).OrThrow().Values[cluster.Broker][group].RetryMaxTimes);
        Assert.Null((await Admin.Groups.GetConsumersAsync(group, BrokerTarget.AllMasters)).OrThrow().Values[cluster.Broker]);
        Assert.Null(await Admin.Groups.FindRunningInfoAsync(group, "nobody"));

        await Admin.Groups.CommitOffsetAsync(group, queue, 4);
        Assert.Equal(4, await Admin.Groups.FindOffsetAsync(group, queue));
        var progress = (await Admin.Groups.GetProgressAsync(group, BrokerTarget.AllMasters)).OrThrow().Values[cluster.Broker].OffsetTable[queue];
        Assert.Equal((4L, 10L), (progress.ConsumerOffset, progress.BrokerOffset));
        Assert.Contains(
            (await Admin.Groups.ListProgressAsync(BrokerTarget.AllMasters)).OrThrow().Values[cluster.Broker].Groups, table => table.ContainsKey(group));
        Assert.Equal(4, (await Admin.Groups.ListOffsetsAsync(BrokerTarget.AllMasters)).OrThrow().Values[cluster.Broker].OffsetTable[$"{topic}@{group}"][0]);

        var reset = (await Admin.Groups.ResetAsync(group, topic, to: null)).OrThrow().Values[cluster.Broker];
        Assert.Equal((10L, false), (reset.Offsets[queue], reset.ThroughMembers));
        Assert.Equal(10, await Admin.Groups.FindOffsetAsync(group, queue));
        var back = (await Admin.Groups.ResetAsync(group, topic, DateTimeOffset.UnixEpoch.AddYears(1), forward: false)).OrThrow().Values[cluster.Broker];
        Assert.Equal(0, back.Offsets[queue]);

        (await Admin.Groups.DeleteAsync(group, BrokerTarget.AllMasters, new GroupDeletion(RemoveOffsets: true, RemoveTopics: true))).OrThrow();
        Assert.DoesNotContain(group, (await Admin.Groups.ListAsync(BrokerTarget.AllMasters)).OrThrow().Values[cluster.Broker].Keys);
    }

    [Fact]
    public async Task Producers_are_listed_and_a_group_without_any_is_null()
    {
        Assert.Empty((await Admin.Groups.ListProducersAsync(BrokerTarget.AllMasters)).OrThrow().Values[cluster.Broker]);
        Assert.Null((await Admin.Groups.GetProducersAsync("no-such-producers", BrokerTarget.AllMasters)).OrThrow().Values[cluster.Broker]);
    }

    [Fact]
    public async Task Write_permission_is_wiped_and_given_back()
    {
        Assert.True((await Admin.NameServers.WipeWritePermissionAsync("broker-t")).OrThrow().Values[cluster.NameServer] > 0);
        Assert.True((await Admin.NameServers.AddWritePermissionAsync("broker-t")).OrThrow().Values[cluster.NameServer] > 0);
    }
}
