using System.Diagnostics;
using RocketMQ.EndToEnd.Tests.Replication;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>The console killed with kill -9 while it runs a replicated cluster that takes messages.</summary>
public sealed class KilledConsoleTests
{
    [Fact]
    public async Task Nothing_is_left_running_and_a_console_that_starts_again_has_the_cluster_with_every_acknowledged_message()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["cluster"]);
        await File.WriteAllTextAsync(folder["cluster/cluster.properties"], "nameServers=2\nmasters=2\nslavesPerMaster=1\nreplication=sync\n");
        await using var load = new ReplicationLoad();
        await using var other = new ReplicationLoad();
        await using (var console = await ConsoleProcess.StartAsync(folder.Path))
        {
            var sets = await SetsAsync(load, console.NameServer);
            await load.ConfirmedAsync(sets["broker-a"][0]);
            await other.ConfirmedAsync(sets["broker-b"][0]);
            var sending = Task.WhenAll(Enumerable.Range(0, 8).Select(sender => sender % 2 == 0
                ? SendUntilItStopsAsync(load, sets["broker-a"][0])
                : SendUntilItStopsAsync(other, sets["broker-b"][0])));
            await Eventually.HoldsAsync("500 acknowledged messages in each set", () => Task.FromResult(load.Acknowledged >= 500 && other.Acknowledged >= 500));

            Assert.Equal(6, console.Children.Distinct().Count());
            await console.KillAsync();
            await sending;
            await Eventually.HoldsAsync("end of all servers", () => Task.FromResult(!console.Children.Any(IsRunning)));
        }

        await using var again = await ConsoleProcess.StartAsync(folder.Path);
        Assert.Equal(6, again.Children.Distinct().Count());
        var found = await SetsAsync(load, again.NameServer);
        foreach (var (acknowledged, set) in new[] { (load, "broker-a"), (other, "broker-b") })
        {
            foreach (var broker in found[set].Values)
                await acknowledged.AssertCompleteAsync(broker);
            await acknowledged.ConfirmedAsync(found[set][0]);
        }
    }

    /// <summary>A server that stops refuses, or is gone: either way that is the end of the load.</summary>
    private static async Task SendUntilItStopsAsync(ReplicationLoad load, string master)
    {
        try
        {
            while (await load.SendAsync(master) is ResponseCode.Success or ResponseCode.SlaveNotAvailable or ResponseCode.FlushSlaveTimeout)
            {
                // The next one.
            }
        }
        catch (RemotingException)
        {
            return;
        }
    }

    /// <summary>The addresses of both sets by broker id, once both have their slave.</summary>
    private static async Task<Dictionary<string, Dictionary<long, string>>> SetsAsync(ReplicationLoad load, string nameServer)
    {
        var sets = new Dictionary<string, Dictionary<long, string>>();
        await Eventually.HoldsAsync("two sets with a slave each", async () =>
        {
            var answer = await load.AskAsync(nameServer, RequestCode.GetBrokerClusterInfo);
            sets = FastJson.Parse<ClusterInfo>(answer.Body.Span).BrokerAddrTable.ToDictionary(set => set.Key, set => set.Value.BrokerAddrs.ToDictionary());
            return sets.Count == 2 && sets.Values.All(brokers => brokers.Count == 2);
        });
        return sets;
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            // There is none of that number.
            return false;
        }
    }
}
