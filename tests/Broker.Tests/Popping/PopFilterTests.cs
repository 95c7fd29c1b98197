using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Popping;

/// <summary>Which messages pops get, by tags and by conditions on properties.</summary>
public sealed class PopFilterTests
{
    private const string Sql = "SQL92";

    [Fact]
    public async Task A_pop_with_an_expression_gets_the_messages_for_which_it_is_true_and_passes_the_others_over_for_good()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await SendPricesAsync(client);

        var popped = await client.TakeAsync("Orders", tags: "price > 10 AND colour IS NOT NULL", type: Sql);
        var rest = await client.TakeAsync("Orders");

        Assert.Equal(["dear"], popped.Select(message => message.Body));
        Assert.Empty(rest);
        Assert.Equal(3, broker.Server.Node.Offsets.Find("Orders", "CG", 0));
        // What was never acknowledged comes again, to those who want it.
        broker.Time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(
            "message again", async () => (await client.TakeAsync("Orders", tags: "price > 10", type: Sql)).Any(message => message.Body == "dear"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_order_and_out_of_it_the_same_messages_are_wanted(bool order)
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await SendPricesAsync(client);

        Assert.Equal(["cheap", "dear"], (await client.TakeAsync("Orders", 0, tags: "price > 0", type: Sql, order: order)).Select(message => message.Body));
        Assert.Equal(["odd"], (await client.TakeAsync("Orders", 0, tags: "price = 'abc'", type: Sql, order: order, group: "CG2")).Select(message => message.Body));
        Assert.Equal(3, (await client.TakeAsync("Orders", 0, tags: "", type: Sql, order: order, group: "CG3")).Count);
    }

    [Fact]
    public async Task A_waiting_pop_is_answered_with_a_message_that_it_wants_and_with_no_other()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        var waiting = client.PopAsync("Orders", tags: "price > 10", poll: 15_000, type: Sql);
        await Eventually.HoldsAsync("waiting pop", () => Task.FromResult(broker.Server.Node.Pops.Waiting.Count == 1));

        await client.SendAsync("Orders", "cheap", properties: [("price", "5")]);
        // It is woken, finds nothing and waits on.
        await Eventually.HoldsAsync("message passed over", () => Task.FromResult(
            broker.Server.Node.Offsets.Find("Orders", "CG", 0) == 1 && broker.Server.Node.Pops.Waiting.Count == 1));
        Assert.False(waiting.IsCompleted);
        await client.SendAsync("Orders", "dear", properties: [("price", "50")]);

        Assert.Equal("dear", Assert.Single(PopClient.Read(await waiting)).Body);
    }

    [Theory]
    [InlineData("price >", Sql, "parse the consumer's subscription failed: Invalid MessageSelector. Column 8: the expression ends here")]
    [InlineData("price > 1", "XPATH", "parse the consumer's subscription failed: the expression type 'XPATH' is not known; TAG and SQL92 are")]
    [InlineData("||", "TAG", "parse the consumer's subscription failed: '||' names no tag")]
    public async Task A_filter_that_is_none_is_refused_with_what_is_wrong(string expression, string type, string remark)
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await SendPricesAsync(client);

        var refused = await client.PopAsync("Orders", tags: expression, type: type);

        Assert.Equal(ResponseCode.SubscriptionParseFailed, refused.ResponseCode);
        Assert.StartsWith(remark, refused.Remark, StringComparison.Ordinal);
        Assert.Null(broker.Server.Node.Offsets.Find("Orders", "CG", 0));
    }

    [Fact]
    public async Task Where_filters_on_properties_are_off_a_pop_is_refused_as_a_pull_is()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await SendPricesAsync(client);

        var refused = await client.PopAsync("Orders", tags: "price > 10", type: Sql);
        await client.CallAsync(RequestCode.UpdateBrokerConfig, null, "enablePropertyFilter=true"u8.ToArray());

        Assert.Equal(
            (ResponseCode.SystemError, "The broker does not support consumer to filter message by SQL92"), (refused.ResponseCode, refused.Remark));
        Assert.Equal(["dear"], (await client.TakeAsync("Orders", tags: "price > 10", type: Sql)).Select(message => message.Body));
    }

    private static Task<TestBroker> StartAsync() => TestBroker.StartAsync(new() { ["enablePropertyFilter"] = "true" });

    private static async Task SendPricesAsync(TestClient client)
    {
        await client.CreateTopicAsync("Orders");
        await client.SendAsync("Orders", "cheap", properties: [("price", "5")]);
        await client.SendAsync("Orders", "dear", properties: [("price", "50"), ("colour", "red")]);
        RemotingCommand odd = await client.SendAsync("Orders", "odd", properties: [("price", "abc")]);
        Assert.Equal(ResponseCode.Success, odd.ResponseCode);
    }
}
