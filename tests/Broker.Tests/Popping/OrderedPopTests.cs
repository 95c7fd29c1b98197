using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Popping;

public sealed class OrderedPopTests
{
    [Fact]
    public async Task A_queue_gives_nothing_more_out_until_what_was_popped_is_acknowledged()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0", "1", "2");

        var first = await client.TakeAsync("Orders", most: 2, order: true);
        Assert.Empty(await client.TakeAsync("Orders", order: true));
        await client.AckAsync(first[1]);
        Assert.Empty(await client.TakeAsync("Orders", order: true));
        await client.AckAsync(first[0]);
        var rest = await client.TakeAsync("Orders", order: true);

        Assert.Equal(["0", "1"], first.Select(message => message.Body));
        Assert.Equal("999", first[0].Handle.Split(' ')[3]);
        Assert.Equal(["2"], rest.Select(message => message.Body));
    }

    [Fact]
    public async Task What_is_not_acknowledged_in_time_comes_again_in_its_place_with_a_count()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0", "1");
        var first = await client.TakeAsync("Orders", order: true, invisible: 10_000);
        await client.AckAsync(first[0]);

        broker.Time.Advance(TimeSpan.FromSeconds(10));
        var again = await client.PopAsync("Orders", order: true);

        Assert.Equal(["1"], PopClient.Read(again).Select(message => message.Body));
        Assert.Equal("0 qo0%1 1;0 0 1", again.ReadHeader<PopMessageResponseHeader>().OrderCountInfo);
        Assert.Null(broker.Server.Node.Topics.Find("%RETRY%CG_Orders"));
    }

    [Fact]
    public async Task A_waiting_pop_is_woken_by_an_acknowledgement_and_by_the_end_of_the_invisible_time()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0", "1");
        var first = Assert.Single(await client.TakeAsync("Orders", most: 1, order: true, invisible: 10_000));
        var waiting = client.PopAsync("Orders", most: 1, order: true, poll: 60_000, invisible: 10_000);
        await Eventually.HoldsAsync("waiting pop", () => Task.FromResult(broker.Server.Node.Pops.Waiting.Count == 1));

        await client.AckAsync(first);
        Assert.Equal("1", Assert.Single(PopClient.Read(await waiting)).Body);
        var second = client.PopAsync("Orders", most: 1, order: true, poll: 60_000, invisible: 10_000);
        await Eventually.HoldsAsync("waiting pop", () => Task.FromResult(broker.Server.Node.Pops.Waiting.Count == 1));
        broker.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("1", Assert.Single(PopClient.Read(await second)).Body);
    }

    [Fact]
    public async Task A_changed_invisible_time_holds_the_queue_that_long()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0");
        var first = Assert.Single(await client.TakeAsync("Orders", order: true, invisible: 10_000));

        var changed = (await client.ChangeAsync(first, 30_000)).ReadHeader<ChangeInvisibleTimeResponseHeader>();
        broker.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(await client.TakeAsync("Orders", order: true));
        broker.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Single(await client.TakeAsync("Orders", order: true));
        Assert.Equal((30_000, 999), (changed.InvisibleTime, changed.ReviveQid));
    }

    [Fact]
    public async Task A_repeated_attempt_gets_the_same_messages_again()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0");

        var first = PopClient.Read(await client.PopAsync("Orders", order: true, attempt: "a1"));
        var repeated = await client.PopAsync("Orders", order: true, attempt: "a1");
        var other = PopClient.Read(await client.PopAsync("Orders", order: true, attempt: "a2"));

        Assert.Single(first);
        Assert.Equal("0", Assert.Single(PopClient.Read(repeated)).Body);
        Assert.Equal("0 0 0", repeated.ReadHeader<PopMessageResponseHeader>().OrderCountInfo);
        Assert.Empty(other);
    }

    [Fact]
    public async Task A_held_queue_is_still_held_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        Popped popped;
        await using (var broker = await TestBroker.StartAsync(folder: folder))
        await using (var client = broker.Connect())
        {
            await client.CreateTopicAsync("Orders");
            await client.SendAllAsync("Orders", "0", "1");
            popped = Assert.Single(await client.TakeAsync("Orders", most: 1, order: true));
        }

        await using var restarted = await TestBroker.StartAsync(folder: folder);
        await using var later = restarted.Connect();
        Assert.Empty(await later.TakeAsync("Orders", order: true));
        Assert.Equal(ResponseCode.Success, (await later.AckAsync(popped)).ResponseCode);

        Assert.Equal("1", Assert.Single(await later.TakeAsync("Orders", order: true)).Body);
        Assert.Contains("\"Orders@CG\"", File.ReadAllText(folder["store/config/consumerOrderInfo.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_popped_last_can_not_be_acknowledged()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendAllAsync("Orders", "0", "1");
        var first = Assert.Single(await client.TakeAsync("Orders", most: 1, order: true));

        var wrong = await client.CallAsync(RequestCode.AckMessage, new AckMessageRequestHeader
        {
            ConsumerGroup = "CG",
            Topic = "Orders",
            QueueId = 0,
            ExtraInfo = first.Handle,
            Offset = 1,
        });

        Assert.Equal(ResponseCode.MessageIllegal, wrong.ResponseCode);
    }
}
