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
        Assert.Equal("mqadmin updateTopic -c DefaultCluster -t payments -r 8 -w 8 -p 6 -o false", TopicCommands.Update(draft.Wish, Snapshot));
    }

    [Fact]
    public void The_plan_tells_what_differs_on_each_broker_only()
    {
        var draft = TopicDraft.Edit(Snapshot.Topics[0]);
        Assert.True(draft.Differs);
        draft.Set(8, 8, null);

        var plan = draft.Plan(Snapshot);

        Assert.Empty(plan[0].Fields);
        Assert.Equal([new FieldChange("Topics.ReadQueues", "4", "8"), new FieldChange("Topics.WriteQueues", "4", "8")], plan[1].Fields);
    }

    [Fact]
    public void A_part_of_the_brokers_is_addressed_one_by_one()
    {
        var draft = TopicDraft.Edit(Snapshot.Topics[0]);
        draft.Brokers.Remove("broker-a");
        draft.Set(8, 8, null);
        draft.Name = "o'ne";

        Assert.Equal($@"mqadmin updateTopic -b {Samples.AddressB} -t 'o'\''ne' -r 8 -w 8 -p 6 -o false", TopicCommands.Update(draft.Wish, Snapshot));
    }

    [Theory]
    [InlineData("FIFO", "FIFO")]
    [InlineData("SOMETHING", null)]
    [InlineData(null, null)]
    public void An_address_may_name_the_message_type(string? type, string? expected)
    {
        var draft = TopicDraft.New(Snapshot);

        draft.Fill(name => name == "type" ? type : null);

        Assert.Equal(expected, draft.MessageType);
    }

    [Fact]
    public void Fewer_read_queues_hide_messages()
    {
        var draft = TopicDraft.Edit(Snapshot.Topics[0]);
        draft.Set(4, null, null);
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

        Assert.Equal(2, TopicDraft.Edit(topic).Wish.ConfigFor("broker-b", topic).TopicSysFlag);
        Assert.Equal(0, TopicDraft.Edit(topic).Wish.ConfigFor("broker-a", topic).TopicSysFlag);
    }

    [Fact]
    public void A_topic_that_brokers_have_different_settings_of_is_edited_broker_by_broker()
    {
        var draft = TopicDraft.Edit(Snapshot.Topics[0]);
        Assert.All(draft.Plan(Snapshot), change => Assert.Empty(change.Fields));

        draft.Own["broker-b"] = new QueueSettings(6, 4, 4);

        var plan = draft.Plan(Snapshot);
        Assert.Empty(plan[0].Fields);
        Assert.Equal([new FieldChange("Topics.ReadQueues", "4", "6"), new FieldChange("Topics.Permission", "RW-", "R--")], plan[1].Fields);
        Assert.Equal(
            $"mqadmin updateTopic -b {Samples.AddressA} -t orders -r 8 -w 8 -p 6 -o false\nmqadmin updateTopic -b {Samples.AddressB} -t orders -r 6 -w 4 -p 4 -o false",
            TopicCommands.Update(draft.Wish, Snapshot));
        draft.Own["broker-b"] = new QueueSettings(0, 4, 4);
        Assert.False(draft.IsValid);
    }

    [Fact]
    public void What_name_servers_tell_of_an_order_topic_is_part_of_the_plan_and_kept_when_somebody_wrote_it()
    {
        var topic = Snapshot.Topics[0] with { OrderQueues = "broker-a:2" };
        var draft = TopicDraft.Edit(topic);
        Assert.True(draft.Order);
        Assert.Equal("broker-a:2", draft.OrderQueues);
        Assert.All(draft.Plan(Snapshot), change => Assert.Empty(change.Fields));

        draft.OrderQueues = "";

        var told = draft.Plan(Snapshot)[2];
        Assert.Equal("ORDER_TOPIC_CONFIG", told.BrokerName);
        Assert.Equal([new FieldChange("Topics.OrderQueues", "broker-a:2", "broker-a:8;broker-b:4")], told.Fields);
    }

    [Theory]
    [InlineData("broker-a:8;broker-b:4", null)]
    [InlineData("broker-a:1", null)]
    [InlineData("broker-a", "Topics.OrderUnreadable")]
    [InlineData("broker-a:8;", "Topics.OrderUnreadable")]
    [InlineData("broker-c:8", "Topics.OrderNoBroker")]
    [InlineData("broker-b:5", "Topics.OrderQueuesAllowed")]
    [InlineData("broker-a:0", "Topics.OrderQueuesAllowed")]
    [InlineData("broker-a:8;broker-a:8", "Topics.OrderTwice")]
    public void Order_queues_that_would_mislead_clients_are_refused(string queues, string? problem)
    {
        var draft = TopicDraft.Edit(Snapshot.Topics[0]);
        (draft.Order, draft.OrderQueues) = (true, queues);

        Assert.Equal((problem, problem is null), (draft.OrderProblem?.Key, draft.IsValid));
    }

    [Fact]
    public void A_kind_of_messages_is_sent_as_what_is_to_be_set_and_only_when_it_changes()
    {
        var topic = Snapshot.Topics[0];
        topic = topic with { Configs = topic.Configs.SetItem("broker-b", topic.Configs["broker-b"] with { Attributes = new() { ["message.type"] = "FIFO", ["cleanup.policy"] = "DELETE" } }) };
        var draft = TopicDraft.Edit(topic);
        Assert.Null(draft.Wish.ConfigFor("broker-b", topic).Attributes);

        draft.MessageType = "FIFO";

        Assert.Null(draft.Wish.ConfigFor("broker-b", topic).Attributes);
        Assert.Equal("+message.type=FIFO", string.Join(',', draft.Wish.ConfigFor("broker-a", topic).Attributes!.Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Equal(new FieldChange("Topics.MessageType", null, "FIFO"), Assert.Single(draft.Plan(Snapshot)[0].Fields));
        Assert.Empty(draft.Plan(Snapshot)[1].Fields);
        Assert.EndsWith("-a '+message.type=FIFO'", TopicCommands.Update(draft.Wish, Snapshot), StringComparison.Ordinal);
    }

    [Fact]
    public void Brokers_of_4_9_have_no_kinds_of_messages()
    {
        var snapshot = Snapshot with { Brokers = [Samples.Broker("broker-a", Samples.AddressA, "V5_3_3"), Samples.Broker("broker-b", Samples.AddressB, "V4_9_8")] };
        var draft = TopicDraft.Edit(Snapshot.Topics[0]);
        Assert.Empty(draft.Wish.TooOld(snapshot));

        draft.MessageType = "FIFO";

        Assert.Equal(["broker-b"], draft.Wish.TooOld(snapshot));
    }
}
