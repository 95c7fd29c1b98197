using RocketMQ.Broker.Persistence;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

/// <summary>Configuration files on a disk that takes nothing more. A folder where the new content goes stands in for it.</summary>
public sealed class ConfigFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_cannot_be_written_leaves_the_file_and_its_predecessor_is_said_once_and_written_later()
    {
        var file = new ConfigFile(_folder["x.json"]);
        Assert.True(file.TrySave(Offsets(1), _log));
        Assert.True(file.TrySave(Offsets(2), _log));
        Block(_folder["x.json"]);
        for (var i = 0; i < 5; i++)
            Assert.False(file.TrySave(Offsets(3), _log));
        Assert.Equal(2, Load(file.Path));
        Assert.Equal(1, Load(file.Path + ".bak"));
        Assert.Single(_log.Containing("can not be written"));

        Unblock(_folder["x.json"]);
        Assert.True(file.TrySave(Offsets(3), _log));
        Assert.Equal(3, Load(file.Path));
        Assert.Single(_log.Containing("is written again"));
    }

    [Fact]
    public async Task A_topic_that_cannot_be_written_is_refused_and_not_there()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        Assert.Equal(ResponseCode.Success, (await CreateAsync(client, "Before", 4)).ResponseCode);
        var file = broker.Folder["store/config/topics.json"];
        Block(file);

        var refused = await CreateAsync(client, "Orders", 4);
        var changed = await CreateAsync(client, "Before", 8);
        var deleted = await client.CallAsync(RequestCode.DeleteTopicInBroker, new DeleteTopicRequestHeader { Topic = "Before" });

        Assert.All([refused, changed, deleted], answer =>
        {
            Assert.Equal(ResponseCode.SystemError, answer.ResponseCode);
            Assert.StartsWith("topics.json can not be written, nothing was changed", answer.Remark, StringComparison.Ordinal);
        });
        Assert.Null(broker.Server.Node.Topics.Find("Orders"));
        Assert.Equal(4, broker.Server.Node.Topics.Find("Before")!.WriteQueues);
        Unblock(file);
        Assert.Equal(ResponseCode.Success, (await CreateAsync(client, "Orders", 4)).ResponseCode);
    }

    [Fact]
    public async Task A_group_that_is_merely_seen_counts_at_once_and_is_written_when_the_disk_takes_it()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "m");
        var file = broker.Folder["store/config/subscriptionGroup.json"];
        Block(file);

        Assert.Equal(ResponseCode.Success, (await client.PullAsync("Orders", 0, 0, group: "New")).ResponseCode);

        Unblock(file);
        broker.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Contains("\"New\"", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    private static Task<Remoting.Wire.RemotingCommand> CreateAsync(TestClient client, string topic, int queues) =>
        client.CallAsync(RequestCode.UpdateAndCreateTopic, new CreateTopicRequestHeader
        {
            Topic = topic, DefaultTopic = "TBW102", ReadQueueNums = queues, WriteQueueNums = queues, Perm = 6, TopicFilterType = "SINGLE_TAG",
        });

    private static ConsumerOffsetSerializeWrapper Offsets(long value) => new() { OffsetTable = new() { ["T@G"] = new SortedDictionary<int, long> { [0] = value } } };

    private static long Load(string path) => new ConfigFile(path).Load<ConsumerOffsetSerializeWrapper>(problem => Assert.Fail(problem))!.OffsetTable["T@G"][0];

    private static void Block(string path) => Directory.CreateDirectory(path + ".tmp");

    private static void Unblock(string path) => Directory.Delete(path + ".tmp");
}
