using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>Two name servers and two broker sets as processes, one with a slave; with a topic, a message, a group and a client that the goldens talk about.</summary>
public sealed class GoldenCluster : TranscriptCluster
{
    public AdminClient Admin { get; private set; } = null!;

    internal GoldenClient Client { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        foreach (var number in (int[])[1, 2])
            await AddAsync(ServerProcess.StartNameServerAsync(Folder[$"ns{number}"]), $"n{number}", $"127.0.0.1:n{number}000");
        NameServers = $"{Variables["n1"]};{Variables["n2"]}";
        foreach (var set in (string[])["a", "b"])
        {
            var properties = new Dictionary<string, string>
            {
                ["brokerName"] = $"broker-{set}", ["brokerIP1"] = "127.0.0.1", ["mappedFileSizeCommitLog"] = "16777216",
            };
            await AddAsync(ServerProcess.StartBrokerAsync(Folder[set], NameServers, properties), set, $"127.0.0.1:{set}0000");
        }

        var slave = new Dictionary<string, string>
        {
            ["brokerName"] = "broker-a", ["brokerId"] = "1", ["brokerRole"] = "SLAVE", ["brokerIP1"] = "127.0.0.1", ["mappedFileSizeCommitLog"] = "16777216",
        };
        await AddAsync(ServerProcess.StartBrokerAsync(Folder["s"], NameServers, slave), "s", "127.0.0.1:s0000");

        Admin = new AdminClient(new AdminClientOptions { NameServers = NameServers.Split(';') }, NullLoggerFactory.Instance, TimeProvider.System);
        Client = await GoldenClient.StartAsync(Variables["a"], Variables["b"]);
        await StageAsync();
    }

    public override async Task DisposeAsync()
    {
        await Client.DisposeAsync();
        await Admin.DisposeAsync();
        await base.DisposeAsync();
    }

    // What a producer and two consumers note, and between them something about another message.
    private static string Traces(string id) => string.Concat(new[]
    {
        $"Pub|1795334000000|DefaultRegion|golden-producers|golden|{id}|TagA|KEY0|127.0.0.1:10911|6|3|0|7F00000100002A9F0000000000000000|true",
        $"SubBefore|1795334001000|DefaultRegion|golden-online|request-1|{id}|0|KEY0",
        "SubAfter|request-9|ANOTHER|9|true|KEY9|0|1795334001001|golden-other",
        $"SubAfter|request-1|{id}|5|false|KEY0|0|1795334001005|golden-online",
        $"SubAfter|request-2|{id}|1|true|KEY0|0|1795334002005|golden-online",
        "no trace at all",
    }.Select(record => record.Replace('|', '\u0001') + '\u0002'));

    private async Task StageAsync()
    {
        Variables["tmp"] = Folder.Path;
        (await Admin.Topics.SaveAsync(new TopicConfig { TopicName = "golden", ReadQueueNums = 2, WriteQueueNums = 2 }, BrokerTarget.AllMasters)).OrThrow();
        (await Admin.Topics.SaveAsync(new TopicConfig { TopicName = "golden-offsets", ReadQueueNums = 1, WriteQueueNums = 1 }, BrokerTarget.AllMasters)).OrThrow();
        (await Admin.Groups.SaveAsync(new SubscriptionGroupConfig { GroupName = "golden-offline" }, BrokerTarget.AllMasters)).OrThrow();
        await RouteAsync("golden");
        await RouteAsync("golden-offsets");
        for (var i = 0; i < 3; i++)
        {
            var sent = await Admin.Messages.SendAsync(new OutgoingMessage("golden", Encoding.UTF8.GetBytes($"body {i}"))
            {
                Queue = new MessageQueue("golden", "broker-a", 0), Tag = i == 1 ? "TagB" : "TagA", Keys = [$"KEY{i}"],
            });
            Variables[$"offsetId{i}"] = sent.OffsetId;
            Variables[$"uniqueId{i}"] = sent.UniqueId;
        }

        (await Admin.Topics.SaveAsync(new TopicConfig { TopicName = "golden-trace", ReadQueueNums = 1, WriteQueueNums = 1 }, BrokerTarget.AllMasters)).OrThrow();
        await RouteAsync("golden-trace");
        await Admin.Messages.SendAsync(new OutgoingMessage("golden-trace", Encoding.UTF8.GetBytes(Traces(Variables["uniqueId0"])))
        {
            Queue = new MessageQueue("golden-trace", "broker-a", 0), Keys = [Variables["uniqueId0"], "KEY0"],
        });
        for (var i = 0; i < 2; i++)
            await Admin.Messages.SendAsync(new OutgoingMessage("golden-offsets", new byte[] { 1 }) { Queue = new MessageQueue("golden-offsets", "broker-a", 0) });
        await Admin.Groups.CommitOffsetAsync("golden-offline", new MessageQueue("golden", "broker-a", 0), 2);
        await Admin.Groups.CommitOffsetAsync("golden-online", new MessageQueue("golden", "broker-a", 0), 2);
        // A consumer whose offset is gone.
        await Admin.Messages.PullAsync(new PullRequest(new MessageQueue("golden", "broker-a", 1), 999) { Group = "golden-online" });
        await Admin.Groups.CommitOffsetAsync("golden-source", new MessageQueue("golden-offsets", "broker-a", 0), 1);
        await File.WriteAllTextAsync(
            Folder["topics.json"], """[{"topicName":"g-list-1","readQueueNums":1,"writeQueueNums":1,"perm":6},{"topicName":"g-list-2","readQueueNums":2,"writeQueueNums":2}]""");
        await File.WriteAllTextAsync(Folder["groups.json"], """[{"groupName":"g-group-1","retryMaxTimes":3}]""");
        await File.WriteAllTextAsync(Folder["broken.json"], "[{");
        await Eventually.HoldsAsync("slave", async () => (await Admin.Brokers.GetRuntimeAsync(Variables["s"])).CommitLogMaxOffset
            == (await Admin.Brokers.GetRuntimeAsync(Variables["a"])).CommitLogMaxOffset && (await Admin.NameServers.GetClusterAsync()).Brokers.Count == 3);
        await Eventually.HoldsAsync("index entry", async () =>
            (await Admin.Messages.FindByKeyAsync(new KeyQuery("golden", "KEY2"))).Messages.Count == 1);
    }
}

[CollectionDefinition(Name)]
public sealed class GoldenCollection : ICollectionFixture<GoldenCluster>
{
    public const string Name = "golden cluster";
}
