using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Palette;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Palette;

public sealed class PaletteSearchTests
{
    private static readonly PaletteEntry[] Pages = [new("Topics", "Topics", "c/open/topics"), new("Audit", "Audit", "audit")];

    [Fact]
    public void Without_a_word_the_pages_are_listed() => Assert.Equal(Pages, Search().Find("  "));

    [Fact]
    public void The_whole_name_comes_before_its_beginning_before_a_word_in_it_before_a_part_of_one()
    {
        var search = Search(Samples.Topic("reorders"), Samples.Topic("paid-orders"), Samples.Topic("orders-paid"), Samples.Topic("orders"), Samples.Topic("paidOrders"));

        Assert.Equal(["orders", "orders-paid", "paidOrders", "paid-orders", "reorders"], search.Find("ORDERS").Where(entry => entry.Icon == "Topics").Select(entry => entry.Title));
    }

    [Fact]
    public void Every_word_has_to_be_there()
    {
        var search = Search(Samples.Topic("orders-paid"), Samples.Topic("orders"));

        Assert.Equal("orders-paid", Assert.Single(search.Find("paid orders")).Title);
    }

    [Fact]
    public void Pages_topics_groups_and_brokers_are_found_in_every_cluster_the_open_one_first()
    {
        var open = Samples.Snapshot([Samples.Topic("audit-trail")], [Samples.Group("audit")]);
        var other = Samples.Snapshot([Samples.Topic("audit-trail")]);
        var search = new PaletteSearch([new("open", open), new("other", other)], Pages);

        Assert.Equal(
            ["audit", "c/open/topics/audit-trail", "c/other/topics/audit-trail", "c/open/groups/audit"],
            search.Find("audit").Select(entry => entry.Address));
        Assert.Equal(
            ["c/open/cluster/broker-b/0", "c/other/cluster/broker-b/0"],
            search.Find("10.0.0.2").Select(entry => entry.Address));
    }

    [Fact]
    public void A_kind_has_no_more_entries_than_can_be_looked_through()
    {
        var search = Search([.. Enumerable.Range(0, 5000).Select(number => Samples.Topic($"orders-{number}"))]);

        Assert.Equal(PaletteSearch.MostOfAKind, search.Find("orders").Count);
    }

    private static PaletteSearch Search(params TopicSnapshot[] topics) => new([new("open", Samples.Snapshot(topics))], Pages);
}
