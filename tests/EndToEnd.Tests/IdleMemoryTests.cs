using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;
using Xunit.Abstractions;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>
/// What a broker with many queues costs when it has nothing to do. Small here; docs/operations.md says how to
/// measure a larger one with the variable <c>IDLE_MEMORY_TOPICS</c>.
/// </summary>
public sealed class IdleMemoryTests(ITestOutputHelper output)
{
    private const int Queues = 8;
    private const int Senders = 64;
    private static readonly byte[] Body = new byte[100];
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly int Topics = int.Parse(Environment.GetEnvironmentVariable("IDLE_MEMORY_TOPICS") ?? "200", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_broker_with_many_queues_that_hold_messages_is_small_and_maps_little()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var folder = new TemporaryFolder();
        await using var broker = await ServerProcess.StartBrokerAsync(folder.Path, "", new() { ["maxHashSlotNum"] = "500000", ["maxIndexNum"] = "2000000", ["cleanResourceInterval"] = "500" });
        await using var client = new RemotingClient(new(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System);
        await CreateAsync(client, broker.Address);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => SendAsync(client, broker.Address, sender)));

        await AssertSmallAsync(broker.Id, "after the messages");
        var began = Stopwatch.GetTimestamp();
        await broker.RestartAsync();
        output.WriteLine($"stopped and started again in {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
        await AssertSmallAsync(broker.Id, "after a restart");
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(reader => ReadAsync(client, broker.Address, reader)));
        await AssertSmallAsync(broker.Id, "after all were read");
    }

    private async Task AssertSmallAsync(int process, string when)
    {
        output.WriteLine($"{when}: {Resident(process)} MB resident, {Mappings(process)} queue files mapped");
        await Eventually.HoldsAsync("idle broker that maps no queue", () => Task.FromResult(Mappings(process) == 0));
        output.WriteLine($"idle: {Topics} topics x {Queues} queues, {Resident(process)} MB resident");
        Assert.InRange(Resident(process), 1, 300);
    }

    private static int Mappings(int process) =>
        File.ReadAllLines($"/proc/{process}/maps").Count(line => line.Contains("/consumequeue/", StringComparison.Ordinal));

    /// <summary>Millions of bytes; the system counts in units of 1024.</summary>
    private static long Resident(int process) => 1024 * long.Parse(
        File.ReadAllLines($"/proc/{process}/status").Single(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1_000_000;

    private static async Task CreateAsync(RemotingClient client, string broker)
    {
        foreach (var names in Enumerable.Range(0, Topics).Select(Name).Chunk(1000))
        {
            var body = new TopicConfigList
            {
                Topics = [.. names.Select(name => new TopicConfig { TopicName = name, ReadQueueNums = Queues, WriteQueueNums = Queues })],
            };
            var answer = await client.InvokeAsync(
                broker, new RemotingCommand { Code = (int)RequestCode.UpdateAndCreateTopicList, Body = FastJson.Write(body) }, Timeout);
            Assert.True(answer.ResponseCode == ResponseCode.Success, answer.Remark);
        }
    }

    private static async Task SendAsync(RemotingClient client, string broker, int sender)
    {
        for (var number = sender; number < Topics * Queues; number += Senders)
        {
            var answer = await client.InvokeAsync(broker, Message(Name(number / Queues), number % Queues), Timeout);
            Assert.True(answer.ResponseCode == ResponseCode.Success, answer.Remark);
        }
    }

    /// <summary>Every queue has the one message that was sent to it.</summary>
    private static async Task ReadAsync(RemotingClient client, string broker, int reader)
    {
        for (var number = reader; number < Topics * Queues; number += Senders)
        {
            var (topic, queue) = (Name(number / Queues), number % Queues);
            var answer = await client.InvokeAsync(broker, Pull(topic, queue), Timeout);
            Assert.True(answer.ResponseCode == ResponseCode.Success, $"{topic} queue {queue}: {answer.ResponseCode} {answer.Remark}");
            var message = Assert.Single(MessageRecordCodec.DecodeAll(answer.Body));
            Assert.Equal((topic, queue, 0L), (message.Topic, message.QueueId, message.QueueOffset));
            Assert.Equal(Body, message.Body.ToArray());
        }
    }

    private static string Name(int topic) => $"topic-{topic:D5}";

    private static RemotingCommand Message(string topic, int queue) => new()
    {
        Code = (int)RequestCode.SendMessageV2,
        Body = Body,
        ExtFields = new Dictionary<string, string>
        {
            ["a"] = "idle", ["b"] = topic, ["c"] = "TBW102", ["d"] = "8", ["e"] = $"{queue}", ["f"] = "0", ["g"] = "1", ["h"] = "0",
        },
    };

    private static RemotingCommand Pull(string topic, int queue) => new()
    {
        Code = (int)RequestCode.PullMessage,
        ExtFields = new Dictionary<string, string>
        {
            ["consumerGroup"] = "idle", ["topic"] = topic, ["queueId"] = $"{queue}", ["queueOffset"] = "0", ["maxMsgNums"] = "32", ["sysFlag"] = "4",
            ["commitOffset"] = "0", ["suspendTimeoutMillis"] = "0", ["subVersion"] = "0", ["subscription"] = "*",
        },
    };
}
