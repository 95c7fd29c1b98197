namespace RocketMQ.Interop.Tests;

/// <summary>A broker that is killed and started again underneath clients that keep running.</summary>
public sealed class BrokerRestartTests(InteropCluster cluster) : IClassFixture<InteropCluster>
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_both_clients_go_on()
    {
        await cluster.CreateTopicAsync("ons-restart");
        await using var consumer = await cluster.StartConsumerAsync("ons-restart-group", "ons-restart");
        await using var producer = await cluster.StartProducerAsync("ons-producers");
        var acknowledged = new HashSet<string>();

        for (var i = 0; i < 30; i++)
            await SendAsync($"before {i}");
        await cluster.Broker.KillAndRestartAsync();
        while (acknowledged.Count(body => body.StartsWith("after", StringComparison.Ordinal)) < 30)
            await SendAsync($"after {acknowledged.Count}");

        // At least once is what is promised: a message may come again after the kill, none may be missing.
        var received = new HashSet<string>();
        while (!received.IsSupersetOf(acknowledged))
            received.Add((await consumer.ReceiveAsync()).Body);

        async Task SendAsync(string body)
        {
            if (await producer.TrySendAsync("ons-restart", "created", body) is not null)
                acknowledged.Add(body);
        }
    }
}
