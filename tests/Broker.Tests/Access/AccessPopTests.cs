using System.Text;
using RocketMQ.Broker.Tests.Popping;
using RocketMQ.Remoting.Codes;
using RocketMQ.Testing;
using static RocketMQ.Broker.Tests.Access.AccessBroker;

namespace RocketMQ.Broker.Tests.Access;

/// <summary>What consumers that pop need rights for.</summary>
public sealed class AccessPopTests
{
    [Fact]
    public async Task A_consumer_with_rights_on_topic_and_group_acknowledges_what_came_again_too()
    {
        await using var broker = await StartAsync();
        await using var client = await ConnectAsync(broker);
        Assert.Single(await client.TakeAsync("Orders"));
        broker.Time.Advance(TimeSpan.FromMinutes(1));
        Popped? again = null;
        await Eventually.HoldsAsync("message again", async () => (again = await client.TakeAsync("Orders") is [var first, ..] ? first : null) is not null);

        var changed = await client.ChangeAsync(again!, 60_000);
        var acknowledged = await client.AckAsync(again!);

        Assert.Equal("%RETRY%CG_Orders", again!.Topic);
        Assert.DoesNotContain("AclException", changed.Remark ?? "", StringComparison.Ordinal);
        Assert.Equal(ResponseCode.Success, changed.ResponseCode);
        Assert.Equal(ResponseCode.Success, acknowledged.ResponseCode);
    }

    [Theory]
    [InlineData("%RETRY%Other_Orders", "CG", "group:Other_Orders; SUB is needed, accessKey=application has DENY")]
    [InlineData("%RETRY%CG_Orders", "NotCG", "group:CG_Orders; SUB is needed, accessKey=application has DENY")]
    [InlineData("%RETRY%NotCG_Orders", "NotCG", "group:NotCG; SUB is needed, accessKey=application has PUB")]
    [InlineData("WriteOnly", "CG", "topic:WriteOnly; SUB is needed, accessKey=application has PUB")]
    public async Task Another_groups_retry_topic_stays_closed(string topic, string group, string refusal)
    {
        await using var broker = await StartAsync();
        await using var client = await ConnectAsync(broker);
        var popped = Assert.Single(await client.TakeAsync("Orders")) with { Topic = topic };

        AssertRefused($"No default permission for {refusal}", await client.AckAsync(popped, group));
        AssertRefused($"No default permission for {refusal}", await client.ChangeAsync(popped, 1000, group));
    }

    [Theory]
    [InlineData("Orders", "CG", null)]
    [InlineData("WriteOnly", "CG", "topic:WriteOnly; SUB is needed, accessKey=application has PUB")]
    [InlineData("Unlisted", "CG", "topic:Unlisted; SUB is needed, accessKey=application has DENY")]
    [InlineData("Orders", "NotCG", "group:NotCG; SUB is needed, accessKey=application has PUB")]
    public async Task A_batch_of_acknowledgements_needs_SUB_on_every_topic_and_group_in_it(string topic, string group, string? refusal)
    {
        await using var broker = await StartAsync();
        await using var client = await ConnectAsync(broker);
        var handle = Assert.Single(await client.TakeAsync("Orders")).Handle.Split(' ');

        // The first is allowed; one that is not refuses all.
        var answer = await client.CallAsync(RequestCode.BatchAckMessage, null, Encoding.UTF8.GetBytes(
            $$"""{"brokerName":"broker-acl","acks":[{{Ack("Orders", "CG", handle)}},{{Ack(topic, group, handle)}}]}"""));

        if (refusal is null)
            Assert.Equal(ResponseCode.Success, answer.ResponseCode);
        else
            AssertRefused($"No default permission for {refusal}", answer);
        Assert.Equal(refusal is null ? 0 : 1, broker.Broker.Server.Node.Pops.Points.Count);
    }

    private static string Ack(string topic, string group, string[] handle) =>
        $$"""{"c":"{{group}}","t":"{{topic}}","r":"0","so":{{handle[0]}},"q":0,"rq":{{handle[3]}},"pt":{{handle[1]}},"it":60000,"b":"AQ=="}""";

    private static async Task<TestClient> ConnectAsync(AccessBroker broker)
    {
        await using var administrator = broker.Connect(Administrator);
        await administrator.CreateTopicAsync("Orders");
        var client = broker.Connect(Application);
        Assert.Equal(ResponseCode.Success, (await client.SendAsync("Orders", "one")).ResponseCode);
        return client;
    }
}
