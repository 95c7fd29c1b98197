using System.Text;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Testing;

namespace RocketMQ.Interop.Tests;

/// <summary>Pop consumption over real sockets with a broker that is killed while messages are out.</summary>
public sealed class PopRestartTests(InteropCluster cluster) : IClassFixture<InteropCluster>
{
    [Fact]
    public async Task What_was_popped_comes_again_though_the_broker_was_killed()
    {
        await cluster.CreateTopicAsync("pop-kill", queues: 1);
        await using (var producer = await cluster.StartProducerAsync("pop-producers"))
        {
            foreach (var body in (string[])["done", "open 1", "open 2"])
                await producer.SendAsync("pop-kill", "created", body);
        }

        var popped = await cluster.InvokeAsync(cluster.Broker.Address, RequestCode.PopMessage, Pop(invisible: 5_000));
        var (start, fields) = (popped.ExtFields!["startOffsetInfo"].Split(' ')[2], popped.ExtFields);
        var done = MessageRecordCodec.DecodeAll(popped.Body).Single(message => Encoding.UTF8.GetString(message.Body.Span) == "done");
        await cluster.InvokeAsync(cluster.Broker.Address, RequestCode.AckMessage, new()
        {
            ["consumerGroup"] = "pop-kill-group",
            ["topic"] = "pop-kill",
            ["queueId"] = "0",
            ["offset"] = $"{done.QueueOffset}",
            ["extraInfo"] = $"{start} {fields["popTime"]} {fields["invisibleTime"]} {fields["reviveQid"]} 0 broker-a 0 {done.QueueOffset}",
        });
        await cluster.Broker.KillAndRestartAsync();

        // The offset may be set back by the kill, so that messages come a second time as new; those that come again as retried are what counts.
        var again = new HashSet<string>();
        await Eventually.HoldsAsync("retried messages", async () =>
        {
            var next = await cluster.AskAsync(cluster.Broker.Address, RequestCode.PopMessage, Pop(invisible: 600_000));
            if (next.ResponseCode == ResponseCode.Success)
                again.UnionWith(MessageRecordCodec.DecodeAll(next.Body).Where(message => message.ReconsumeTimes == 1).Select(message => Encoding.UTF8.GetString(message.Body.Span)));
            return again.Count >= 2;
        });

        Assert.Equal(["open 1", "open 2"], again.Order());
    }

    private static Dictionary<string, string> Pop(long invisible) => new()
    {
        ["consumerGroup"] = "pop-kill-group",
        ["topic"] = "pop-kill",
        ["queueId"] = "-1",
        ["maxMsgNums"] = "32",
        ["invisibleTime"] = $"{invisible}",
        ["pollTime"] = "0",
        ["bornTime"] = $"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}",
        ["initMode"] = "0",
    };
}
