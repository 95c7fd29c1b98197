using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Radar;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Topics;

namespace RocketMQ.ManagementConsole.Tests.Topics;

public sealed class TopicListTests
{
    private static readonly ClusterSnapshot Snapshot = Samples.Snapshot(
    [
        Samples.Topic("%DLQ%billing", TopicKind.DeadLetter),
        Samples.Topic("%RETRY%billing", TopicKind.Retry),
        Samples.Topic("Orders", TopicKind.Normal, ("broker-a", 8), ("broker-b", 4)),
        Samples.Topic("payments"),
        Samples.Topic("TBW102", TopicKind.System),
    ]);

    private readonly TopicList _list = new();

    [Fact]
    public void Topics_of_the_servers_and_retries_are_hidden_at_first_and_counted()
    {
        _list.Update(Snapshot, null, false, TopicList.UsualKinds);

        Assert.Equal(["%DLQ%billing", "Orders", "payments"], _list.Shown!.Select(row => row.Name));
        Assert.Equal((5, 2), (_list.Total, _list.Hidden));
        Assert.Equal(1, _list.Counts![TopicKind.Retry]);
    }

    [Theory]
    [InlineData("order", false, "Orders")]
    [InlineData("^p", true, "payments")]
    [InlineData("ers$|^pay", true, "Orders,payments")]
    public void Names_are_filtered_by_a_part_or_a_pattern_whatever_the_case(string text, bool isPattern, string expected)
    {
        _list.Update(Snapshot, text, isPattern, TopicList.UsualKinds);

        Assert.Equal(expected, string.Join(',', _list.Shown!.Select(row => row.Name)));
    }

    [Fact]
    public void A_broken_pattern_filters_nothing_and_says_why()
    {
        _list.Update(Snapshot, "orders(", true, TopicList.UsualKinds);

        Assert.Equal(3, _list.Shown!.Count);
        Assert.Contains("orders(", _list.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Queues_are_summed_over_brokers()
    {
        _list.Update(Snapshot, "Orders", false, TopicList.UsualKinds);

        var row = Assert.Single(_list.Shown!);
        Assert.Equal((12, 12, 2, "broker-a, broker-b", "RW-"), (row.ReadQueues, row.WriteQueues, row.BrokerCount, row.Brokers, row.Permission));
    }

    [Fact]
    public void A_row_has_the_kind_of_messages_that_brokers_of_5_know_and_names_those_that_know_none()
    {
        var typed = Samples.Topic("Orders", TopicKind.Normal, ("broker-a", 8), ("broker-b", 4));
        typed = typed with { Configs = typed.Configs.SetItem("broker-a", typed.Configs["broker-a"] with { Attributes = new() { ["message.type"] = "FIFO" } }) };
        var snapshot = Samples.Snapshot([typed, Samples.Topic("payments")]);

        _list.Update(snapshot, null, false, TopicList.UsualKinds);
        Assert.Equal([("FIFO", ""), (null, "")], _list.Shown!.Select(row => (row.MessageType, row.Untyped)));

        _list.Update(snapshot with { Brokers = [Samples.Broker("broker-a", Samples.AddressA, "V5_3_3"), Samples.Broker("broker-b", Samples.AddressB, "V4_9_8")] }, null, false, TopicList.UsualKinds);
        Assert.Equal([("FIFO", "broker-b"), ("NORMAL", "")], _list.Shown!.Select(row => (row.MessageType, row.Untyped)));
    }

    [Fact]
    public void Retention_is_the_shortest_of_the_brokers_and_not_known_while_one_has_not_told()
    {
        var snapshot = Snapshot with { Brokers = [Samples.Broker("broker-a", Samples.AddressA, "V4_9_8", Samples.Noon.AddHours(-2)), Samples.Broker("broker-b", Samples.AddressB, "V4_9_8", Samples.Noon.AddHours(-5))] };
        var a = new Retention(TimeSpan.FromHours(72), "04");

        _list.Update(snapshot, "Orders", false, TopicList.UsualKinds, new Dictionary<string, Retention> { ["broker-a"] = a });
        Assert.Equal((null, Samples.Noon.AddHours(-5)), (Assert.Single(_list.Shown!).Kept, Assert.Single(_list.Shown!).OldestAt));

        _list.Update(snapshot, "Orders", false, TopicList.UsualKinds, new Dictionary<string, Retention> { ["broker-a"] = a, ["broker-b"] = a with { Kept = TimeSpan.FromHours(48) } });
        Assert.Equal(TimeSpan.FromHours(48), Assert.Single(_list.Shown!).Kept);
    }

    [Fact]
    public void Before_the_first_listing_there_are_no_rows_rather_than_zero_rows()
    {
        _list.Update(ClusterSnapshot.Unknown, null, false, TopicList.UsualKinds);

        Assert.Null(_list.Shown);
    }

    [Fact]
    public void A_snapshot_with_the_same_topics_keeps_the_rows()
    {
        _list.Update(Snapshot, null, false, TopicList.UsualKinds);
        var rows = _list.Shown;

        _list.Update(Snapshot with { Topics = [.. Snapshot.Topics.Select(topic => topic with { })] }, null, false, TopicList.UsualKinds);

        Assert.Same(rows, _list.Shown);
    }

    [Fact]
    public void Only_topics_of_the_servers_are_no_filtered_list()
    {
        _list.Update(Samples.Snapshot([Samples.Topic("TBW102", TopicKind.System)]), null, false, TopicList.UsualKinds);
        Assert.Equal(0, _list.Reachable);

        _list.Update(Samples.Snapshot([Samples.Topic("TBW102", TopicKind.System)]), "x", false, TopicList.UsualKinds);
        Assert.Equal(1, _list.Reachable);
    }

    [Fact]
    public void Kinds_survive_the_way_through_the_address()
    {
        Assert.Equal("Normal,Retry,DeadLetter", TopicList.Toggle(TopicList.UsualKinds, TopicKind.Retry));
        Assert.Null(TopicList.Toggle(TopicList.ReadKinds("Normal,Retry,DeadLetter"), TopicKind.Retry));
        Assert.Equal("Retry", TopicList.Toggle(TopicList.ReadKinds("Retry"), TopicKind.Retry));
        Assert.True(TopicList.ReadKinds("rubbish,7").SetEquals(TopicList.UsualKinds));
    }
}
