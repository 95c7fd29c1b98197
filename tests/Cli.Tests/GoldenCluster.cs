using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>Two name servers and two broker sets as processes, with a topic, a message, a group and a client that the goldens talk about.</summary>
public sealed class GoldenCluster : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<ServerProcess> _processes = [];
    private readonly List<(string Real, string Masked)> _names = [];

    public string NameServers { get; private set; } = "";

    public AdminClient Admin { get; private set; } = null!;

    internal GoldenClient Client { get; private set; } = null!;

    /// <summary>What {name} stands for in a command line.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public async Task InitializeAsync()
    {
        foreach (var number in (int[])[1, 2])
            await AddAsync(ServerProcess.StartNameServerAsync(_folder[$"ns{number}"]), $"n{number}", $"127.0.0.1:n{number}000");
        NameServers = $"{Variables["n1"]};{Variables["n2"]}";
        foreach (var set in (string[])["a", "b"])
        {
            var properties = new Dictionary<string, string>
            {
                ["brokerName"] = $"broker-{set}", ["brokerIP1"] = "127.0.0.1", ["mappedFileSizeCommitLog"] = "16777216",
            };
            await AddAsync(ServerProcess.StartBrokerAsync(_folder[set], NameServers, properties), set, $"127.0.0.1:{set}0000");
        }

        Admin = new AdminClient(new AdminClientOptions { NameServers = NameServers.Split(';') }, NullLoggerFactory.Instance, TimeProvider.System);
        Client = await GoldenClient.StartAsync(Variables["a"], Variables["b"]);
        await StageAsync();
    }

    public async Task DisposeAsync()
    {
        await Client.DisposeAsync();
        await Admin.DisposeAsync();
        foreach (var process in Enumerable.Reverse(_processes))
            await process.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Brokers tell name servers of a new topic without waiting, so its route comes a moment later.</summary>
    public Task RouteAsync(string topic) => Eventually.HoldsAsync($"route of {topic} on both brokers and name servers", async () =>
    {
        foreach (var server in NameServers.Split(';'))
        {
            await using var admin = new AdminClient(new AdminClientOptions { NameServers = [server] }, NullLoggerFactory.Instance, TimeProvider.System);
            if (await admin.Topics.FindRouteAsync(topic) is not { QueueDatas.Count: 2 })
                return false;
        }

        return true;
    });

    /// <summary>Takes out of an output what differs from run to run: addresses, times, ids, positions, rates. Columns keep their width.</summary>
    public string Mask(string text)
    {
        foreach (var (real, masked) in _names)
            text = text.Replace(real, masked, StringComparison.Ordinal);
        text = text.Replace(_folder.Path, "FOLDER", StringComparison.Ordinal);
        text = Regex.Replace(text, @"127\.0\.0\.1:\d{5}", "127.0.0.1:?????");
        text = Regex.Replace(text, @"\d{4}-\d\d-\d\d[ #]\d\d:\d\d:\d\d(?:[,:]\d{3})?", match => Regex.Replace(match.Value, @"\d", "t"));
        text = Regex.Replace(text, "[0-9A-F]{32}", new string('#', 32));
        text = Regex.Replace(text, @"((?:[a-z]+Timestamp|lastTimestamp|undoneMsgsDelayTimeMills|commitLogOffset|physicOffset|CommitLog Offset:|bodyCRC|storeSize|physicSize|queueOffset(?==\d+\]$)|exportTime)(?:\\?"":|=| *: *| +))-?\d+", "$1#", RegexOptions.Multiline);
        text = Regex.Replace(text, @"(\d+)\.\d\d(?=\()", match => "#.##".PadLeft(match.Length));
        text = Regex.Replace(text, @"rt=\d+ms", "rt=#ms");
        text = Regex.Replace(text, @"(?<=OK, )\d+$", "#", RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=(?:true|false) {18,}|\|broker-[ab]\|)\d+$", "#", RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=Avg RT: )\d+\.\d\d", "#.##");
        text = Regex.Replace(text, @"(?<=^DefaultCluster +broker-[ab] +)\d+\.\d\d *", match => "#.##".PadRight(match.Length), RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=^DefaultCluster +broker-[ab] {20,}.*)\d+(?= |$)", match => "#".PadLeft(match.Length), RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=^DefaultCluster .* )0\.\d{4}$", "#.####", RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=^golden +golden-\S+ +\d+ .*)\d+(?:\.\d\d)?(?= |$)", match => "#".PadLeft(match.Length), RegexOptions.Multiline);
        return Regex.Replace(text, @"\d{13}", "ttttttttttttt");
    }

    private async Task AddAsync(Task<ServerProcess> starting, string name, string masked)
    {
        var process = await starting;
        _processes.Add(process);
        Variables[name] = process.Address;
        _names.Add((process.Address, masked));
    }

    private async Task StageAsync()
    {
        Variables["tmp"] = _folder.Path;
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

        for (var i = 0; i < 2; i++)
            await Admin.Messages.SendAsync(new OutgoingMessage("golden-offsets", new byte[] { 1 }) { Queue = new MessageQueue("golden-offsets", "broker-a", 0) });
        await Admin.Groups.CommitOffsetAsync("golden-offline", new MessageQueue("golden", "broker-a", 0), 2);
        await Admin.Groups.CommitOffsetAsync("golden-online", new MessageQueue("golden", "broker-a", 0), 2);
        await Admin.Groups.CommitOffsetAsync("golden-source", new MessageQueue("golden-offsets", "broker-a", 0), 1);
        await File.WriteAllTextAsync(
            _folder["topics.json"], """[{"topicName":"g-list-1","readQueueNums":1,"writeQueueNums":1,"perm":6},{"topicName":"g-list-2","readQueueNums":2,"writeQueueNums":2}]""");
        await File.WriteAllTextAsync(_folder["groups.json"], """[{"groupName":"g-group-1","retryMaxTimes":3}]""");
        await File.WriteAllTextAsync(_folder["broken.json"], "[{");
        await Eventually.HoldsAsync("index entry", async () =>
            (await Admin.Messages.FindByKeyAsync(new KeyQuery("golden", "KEY2"))).Messages.Count == 1);
    }
}

[CollectionDefinition(Name)]
public sealed class GoldenCollection : ICollectionFixture<GoldenCluster>
{
    public const string Name = "golden cluster";
}
