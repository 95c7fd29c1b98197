using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Transport;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Messages;

public sealed class ConsumptionTests
{
    [Theory]
    [InlineData(6, PassageState.Passed, null)]
    [InlineData(5, PassageState.Waiting, 0L)]
    [InlineData(2, PassageState.Waiting, 3L)]
    [InlineData(-1, PassageState.NoOffset, null)]
    public async Task A_group_has_consumed_what_lies_before_its_committed_offset(long committed, PassageState state, long? ahead)
    {
        var message = Message(offset: 5, queue: 2);
        var cluster = new FakeMessageCluster(message);
        cluster.Topics.Groups.Add("g");
        cluster.Groups.Offsets[("g", message.Queue)] = new OffsetWrapper { ConsumerOffset = committed, BrokerOffset = 9 };

        var passage = Assert.Single((await Consumption.FindAsync(cluster, message, CancellationToken.None)).Groups);

        Assert.Equal((state, ahead, null), (passage.State, passage.Ahead, passage.LastConsumed));
    }

    [Theory]
    [InlineData("TAG", "paid || new", "paid,new", PassageState.Passed, true)]
    [InlineData("TAG", "old", "old", PassageState.Filtered, false)]
    [InlineData("TAG", "old", "", PassageState.Passed, null)]
    [InlineData("TAG", "*", "", PassageState.Passed, null)]
    [InlineData("SQL92", "amount > 5 AND region IN ('eu')", "", PassageState.Passed, true)]
    [InlineData("SQL92", "amount > 50", "", PassageState.Filtered, false)]
    [InlineData("SQL92", "missing > 5", "", PassageState.Filtered, false)]
    [InlineData("SQL92", "amount >> 5", "", PassageState.Passed, null)]
    [InlineData("XPATH", "//amount", "", PassageState.Passed, null)]
    public async Task Whose_filter_did_not_let_it_through_is_told_and_what_can_not_be_said_is_not(string type, string expression, string tags, PassageState state, bool? wanted)
    {
        var message = Message(tag: "paid", properties: [("amount", "7"), ("region", "eu")]);
        var cluster = new FakeMessageCluster(message);
        cluster.Topics.Groups.Add("g");
        cluster.Groups.Offsets[("g", message.Queue)] = new OffsetWrapper { ConsumerOffset = 1 };
        cluster.Groups.Members["g"] = new ConsumerConnection
        {
            ConnectionSet = [new Connection { ClientId = "c" }],
            SubscriptionTable = { ["orders"] = new SubscriptionData { Topic = "orders", ExpressionType = type, SubString = expression, TagsSet = [.. tags.Split(',', StringSplitOptions.RemoveEmptyEntries)] } },
        };

        var passage = Assert.Single((await Consumption.FindAsync(cluster, message, CancellationToken.None)).Groups);

        Assert.Equal((state, wanted, expression == "*" ? null : expression), (passage.State, passage.IsWanted, passage.Filter));
    }

    [Fact]
    public async Task A_group_that_the_broker_did_not_answer_about_is_unknown_with_the_reason()
    {
        var message = Message();
        var cluster = new FakeMessageCluster(message);
        cluster.Topics.Groups.AddRange(["b", "a"]);
        cluster.Groups.Failures["b"] = new RemotingTimeoutException("192.0.2.1:10911", "GET_CONSUME_STATS", TimeSpan.FromSeconds(3));

        var groups = (await Consumption.FindAsync(cluster, message, CancellationToken.None)).Groups;

        Assert.Equal([PassageState.NoOffset, PassageState.Unknown], groups.Select(group => group.State));
        Assert.Contains("did not answer", groups[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_so_many_groups_are_asked_about_and_the_others_are_counted()
    {
        var message = Message();
        var cluster = new FakeMessageCluster(message);
        cluster.Topics.Groups.AddRange(Enumerable.Range(0, 70).Select(i => $"g{i:00}"));
        cluster.Topics.Failures.Add(new TargetFailure("192.0.2.2:10911", new RemotingConnectException("192.0.2.2:10911", "refused")));

        var consumption = await Consumption.FindAsync(cluster, message, CancellationToken.None);

        Assert.Equal((64, 6, 1), (consumption.Groups.Count, consumption.Omitted, consumption.Failures!.Count));
    }

    [Fact]
    public async Task Neighbours_are_the_messages_at_the_offsets_before_and_after()
    {
        var cluster = new FakeMessageCluster([.. Enumerable.Range(0, 3).Select(i => Message(offset: i))]);

        var middle = await Neighbours.FindAsync(cluster, cluster.Messages.Stored[1], CancellationToken.None);
        Assert.Equal((0L, 2L, true), (middle.Previous!.Message.QueueOffset, middle.Next!.Message.QueueOffset, middle.IsQueued));
        var first = await Neighbours.FindAsync(cluster, cluster.Messages.Stored[0], CancellationToken.None);
        Assert.Null(first.Previous);
        var last = await Neighbours.FindAsync(cluster, cluster.Messages.Stored[2], CancellationToken.None);
        Assert.Null(last.Next);
    }

    [Fact]
    public async Task A_half_message_is_not_in_its_queue()
    {
        var cluster = new FakeMessageCluster(Message(offset: 0));

        Assert.False((await Neighbours.FindAsync(cluster, Message(offset: 900), CancellationToken.None)).IsQueued);
    }
}
