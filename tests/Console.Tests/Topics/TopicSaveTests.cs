using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Topics;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Topics;

public sealed class TopicSaveTests
{
    private readonly FakeTopicOperations _topics = new();
    private readonly FakeNameServerOperations _nameServers = new();
    private readonly FakeCluster _cluster;
    private readonly TopicDraft _draft;

    public TopicSaveTests()
    {
        var snapshot = Samples.Snapshot();
        _cluster = new FakeCluster(new FakeAdminClient { TopicFake = _topics, NameServerFake = _nameServers }, snapshot);
        _draft = TopicDraft.New(snapshot);
        _draft.Name = "orders";
        _topics.Save = (_, target) => target == BrokerTarget.Address(Samples.AddressA)
            ? Samples.Answer(default(Done))
            : Samples.Refusal<Done>(Samples.AddressB, "the disk is full");
    }

    [Fact]
    public async Task Each_broker_has_its_own_outcome_with_code_and_remark()
    {
        var outcomes = await ApplyAsync();

        Assert.Equal([$"broker-a ({Samples.AddressA})", $"broker-b ({Samples.AddressB})"], outcomes.Select(outcome => outcome.Server));
        Assert.True(outcomes[0].Succeeded);
        Assert.Equal("16 NO_PERMISSION: the disk is full", outcomes[1].Failure);
    }

    [Fact]
    public async Task An_order_topic_is_told_to_the_name_servers_and_taken_back_again()
    {
        _topics.Save = (_, target) => Samples.Answer(default(Done), target == BrokerTarget.Address(Samples.AddressA) ? Samples.AddressA : Samples.AddressB);
        _draft.Order = true;

        await ApplyAsync();
        Assert.Equal("broker-a:8;broker-b:8", _nameServers.Values[("ORDER_TOPIC_CONFIG", "orders")]);

        _draft.Order = false;
        await ApplyAsync();
        Assert.Empty(_nameServers.Values);
    }

    [Fact]
    public async Task A_broker_that_failed_leaves_the_name_servers_untouched()
    {
        _draft.Order = true;

        await ApplyAsync();

        Assert.Empty(_nameServers.Values);
    }

    [Fact]
    public async Task Nobody_to_ask_is_an_outcome_and_not_a_crash()
    {
        _topics.Delete = _ => throw new ArgumentException("there is no cluster");

        var outcome = Assert.Single(await new TopicDeletion("orders").ApplyAsync(_cluster, default));

        Assert.Equal(new ServerOutcome("dev", "there is no cluster"), outcome);
        Assert.Equal(["orders"], _topics.Deleted);
    }

    [Fact]
    public async Task Undoing_names_only_attributes_that_have_changed_since_some_can_not_be_set_again()
    {
        var before = new TopicConfig { TopicName = "orders", ReadQueueNums = 8, WriteQueueNums = 8, Attributes = new() { ["message.type"] = "FIFO", ["cleanup.policy"] = "DELETE" } };
        var now = Samples.Topic("orders");
        _cluster.Publish(Samples.Snapshot([now with { Configs = now.Configs.SetItem("broker-a", before with { Attributes = new() { ["message.type"] = "DELAY", ["cleanup.policy"] = "DELETE", ["reserve.time"] = "5" } }) }]));
        var state = new TopicState(SavedSettings.Of("orders", ["broker-a"], new Dictionary<string, TopicConfig> { ["broker-a"] = before })!, null);

        var change = new TopicRestore(state, null);

        Assert.Contains(new FieldChange("Topics.MessageType", "DELAY", "FIFO"), change.Plan(_cluster.Snapshot).Brokers[0].Fields);
        await change.ApplyAsync(_cluster, default);
        Assert.Equal("+message.type=FIFO,-reserve.time=", string.Join(',', Assert.Single(_topics.Saved).Topic.Attributes!.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Fact]
    public void Deletion_names_every_cluster() =>
        Assert.Equal("mqadmin deleteTopic -c DefaultCluster -t %RETRY%g", TopicCommands.Delete("%RETRY%g", _cluster.Snapshot));

    private Task<IReadOnlyList<ServerOutcome>> ApplyAsync() => new TopicSave(_draft.Wish).ApplyAsync(_cluster, default);
}
