using Bunit;
using RocketMQ.ManagementConsole.Components.Topics;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Topics;

namespace RocketMQ.ManagementConsole.Tests.Topics;

/// <summary>The picture of a route.</summary>
public sealed class RouteMapTests : ConsolePage
{
    [Fact]
    public void Boxes_and_queues_lie_beside_each_other_and_none_on_another()
    {
        var map = RouteMap.Of(new TopicRoute([Row("broker-a", 8, 4), Row("broker-b", 100, 100)], null), ["ns-1:9876", "ns-2:9876"]);

        Assert.Equal((8, 64, 36), (map.Brokers[0].Queues.Count, map.Brokers[1].Queues.Count, map.Brokers[1].NotShown));
        Assert.True(map.Brokers[1].Box.Y >= map.Brokers[0].Box.Y + map.Brokers[0].Height);
        Assert.All(map.Brokers, broker => Assert.All(broker.Queues, queue => Assert.InRange(queue.Y, broker.Box.Y, broker.Box.Y + broker.Height - RouteMap.Cell)));
        Assert.All(map.Brokers.SelectMany(broker => broker.Queues), queue => Assert.InRange(queue.X, RouteMap.BoxWidth, RouteMap.Width - RouteMap.Cell));
        Assert.Equal(72, map.Brokers.SelectMany(broker => broker.Queues).DistinctBy(queue => (queue.X, queue.Y)).Count());
        Assert.All(map.NameServers, server => Assert.InRange(server.Y, 0, map.Height - server.Height));
    }

    [Fact]
    public void Queues_show_what_can_be_done_with_each()
    {
        var map = RouteMap.Of(new TopicRoute([Row("broker-a", 3, 2), Row("broker-b", 1, 2) with { CanRead = false }], null), ["ns:9876"]);

        Assert.Equal([(true, true), (true, true), (true, false)], map.Brokers[0].Queues.Select(queue => (queue.CanRead, queue.CanWrite)));
        Assert.Equal([(false, true), (false, true)], map.Brokers[1].Queues.Select(queue => (queue.CanRead, queue.CanWrite)));
    }

    [Fact]
    public void The_picture_names_name_servers_masters_and_slaves_and_says_in_words_what_it_shows()
    {
        var picture = Render<RoutePicture>(p => p.Add(c => c.Map, RouteMap.Of(new TopicRoute([Row("broker-a", 4, 4)], null), ["ns-1:9876", "ns-2:9876"])));

        Assert.Equal(["ns-1:9876", "ns-2:9876", "broker-a", $"master {Samples.AddressA}", $"slave 1 {Samples.AddressB}", "4 to read, 4 to write, RW-"], picture.FindAll("svg text").Select(text => text.TextContent));
        Assert.Contains("2 name servers tell of 1 brokers with 4 queues to write to", picture.Find("svg").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal(4, picture.FindAll("rect.queue[data-read=yes][data-write=yes]").Count);
        Assert.Empty(picture.FindAll("[style]"));
    }

    private static TopicRoute.Row Row(string name, int read, int write) => new(name, "DefaultCluster", "", read, write, "RW-", true)
    {
        CanRead = true,
        Replicas = [new TopicRoute.Replica(0, Samples.AddressA), new TopicRoute.Replica(1, Samples.AddressB)],
    };
}
