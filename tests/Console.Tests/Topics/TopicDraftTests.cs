using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Topics;

namespace RocketMQ.ManagementConsole.Tests.Topics;

public sealed class TopicDraftTests
{
    private static readonly ClusterSnapshot Snapshot = Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 8), ("broker-b", 4))]);

    [Fact]
    public void A_new_topic_is_planned_on_every_master_with_all_its_settings()
    {
        var draft = TopicDraft.New(Snapshot);
        draft.Name = "payments";

        var plan = draft.Plan(Snapshot);

        Assert.Equal(["broker-a", "broker-b"], plan.Select(change => change.BrokerName));
        Assert.All(plan, change => Assert.True(change.IsNew && change.Fields.Count == 4 && change.Fields.All(field => field.Before is null)));
        Assert.Equal("mqadmin updateTopic -c DefaultCluster -t payments -r 8 -w 8 -p 6 -o false", TopicCommands.Update(draft, Snapshot));
    }

    [Fact]
    public void The_plan_tells_what_differs_on_each_broker_only()
    {
        var draft = TopicDraft.Edit(Snapshot.Topics[0]);
        Assert.True(draft.Differs);
        draft.ReadQueues = draft.WriteQueues = 8;

        var plan = draft.Plan(Snapshot);

        Assert.Empty(plan[0].Fields);
        Assert.Equal([new FieldChange("Topics.ReadQueues", "4", "8"), new FieldChange("Topics.WriteQueues", "4", "8")], plan[1].Fields);
    }

    [Fact]
    public void A_part_of_the_brokers_is_addressed_one_by_one()
    {
        var draft = TopicDraft.Edit(Snapshot.Topics[0]);
        draft.Brokers.Remove("broker-a");
        draft.Name = "o'ne";

        Assert.Equal($@"mqadmin updateTopic -b {Samples.AddressB} -t 'o'\''ne' -r 8 -w 8 -p 6 -o false", TopicCommands.Update(draft, Snapshot));
    }

    [Fact]
    public void Fewer_read_queues_hide_messages()
    {
        var draft = TopicDraft.Edit(Snapshot.Topics[0]);
        draft.ReadQueues = 4;
        Assert.True(draft.HidesMessages);

        draft.Brokers.Remove("broker-a");
        Assert.False(draft.HidesMessages);
    }

    [Theory]
    [InlineData("", 8, false)]
    [InlineData("orders.paid", 8, false)]
    [InlineData("%RETRY%g|1", 8, true)]
    [InlineData("orders", 0, false)]
    [InlineData("orders", 4097, false)]
    [InlineData("orders", 4096, true)]
    public void What_brokers_would_refuse_is_not_valid(string name, int queues, bool valid)
    {
        var draft = TopicDraft.New(Snapshot);
        draft.Name = name;
        draft.ReadQueues = queues;

        Assert.Equal(valid, draft.IsValid);
    }

    [Fact]
    public void Without_a_broker_nothing_can_be_applied()
    {
        var draft = TopicDraft.Edit(Snapshot.Topics[0]);
        draft.Brokers.Clear();

        Assert.False(draft.IsValid);
    }

    [Fact]
    public void What_the_form_does_not_show_stays_as_each_broker_has_it()
    {
        var topic = Snapshot.Topics[0];
        topic = topic with { Configs = topic.Configs.SetItem("broker-b", topic.Configs["broker-b"] with { TopicSysFlag = 2 }) };

        Assert.Equal(2, TopicDraft.Edit(topic).ConfigFor("broker-b").TopicSysFlag);
        Assert.Equal(0, TopicDraft.Edit(topic).ConfigFor("broker-a").TopicSysFlag);
    }
}
