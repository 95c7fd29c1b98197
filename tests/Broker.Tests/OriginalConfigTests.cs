using System.Text.RegularExpressions;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

/// <summary>
/// The configuration that a 4.9.8 broker wrote, taken over and written by ours again: every entry as it was, byte for byte, beside what was
/// added (docs/protocol.md 4.7). The original keeps its tables in hash maps, so the order of entries says nothing.
/// </summary>
public sealed partial class OriginalConfigTests
{
    [Fact]
    public async Task What_the_original_wrote_stands_in_our_files_byte_for_byte_beside_what_was_added()
    {
        using var folder = new TemporaryFolder();
        Copy(Path.Combine(AppContext.BaseDirectory, "sample-store"), folder["store"]);
        var before = new[] { "topics.json", "subscriptionGroup.json", "consumerOffset.json", "delayOffset.json" }.ToDictionary(name => name, name => Read(folder, name));

        await using (var broker = await TestBroker.StartAsync(new() { ["brokerName"] = "broker-cap" }, folder))
        {
            await using var client = broker.Connect();
            await client.CallAsync(RequestCode.UpdateAndCreateTopic, new CreateTopicRequestHeader
            {
                Topic = "Added", DefaultTopic = "TBW102", ReadQueueNums = 4, WriteQueueNums = 4, Perm = 6, TopicFilterType = "SINGLE_TAG",
            });
            await client.HeartbeatAsync("c1", "AddedGroup", TestClient.Subscribe("Added"));
            await client.CallAsync(
                RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { ConsumerGroup = "AddedGroup", Topic = "Added", QueueId = 0, CommitOffset = 0 });
        }

        AssertKept("topics.json", "Added");
        AssertKept("subscriptionGroup.json", "AddedGroup");
        AssertKept("consumerOffset.json", "Added@AddedGroup");
        Assert.Equal(before["delayOffset.json"], Read(folder, "delayOffset.json"));

        void AssertKept(string name, string added)
        {
            var (old, now) = (Entries(before[name]), Entries(Read(folder, name)));
            Assert.True(old.Count > 5, $"{name} has {old.Count} entries");
            Assert.Contains(added, now.Keys);
            Assert.All(old, entry => Assert.Equal(entry.Value, now[entry.Key]));
            // An entry that was added looks as the original's do, but for its name and numbers.
            Assert.Contains(Shape(now[added]), old.Values.Select(Shape));
        }
    }

    private static string Read(TemporaryFolder folder, string name) => File.ReadAllText(folder[$"store/config/{name}"]);

    /// <summary>The entries of a table by name, each with its lines.</summary>
    private static Dictionary<string, string> Entries(string text) => Entry().Matches(text).ToDictionary(match => match.Groups[1].Value, match => match.Value);

    private static string Shape(string entry) => Words().Replace(entry, "x");

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, File.ReadAllBytes(file));
        }
    }

    [GeneratedRegex("""^\t\t"([^"]+)":\{.*?^\t\t\}""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Entry();

    [GeneratedRegex("""(?<="(topicName|groupName)":)"[^"]*"|(?<=^\t\t)"[^"]*"|\d+(:\d+)?(,\d+:\d+)*""", RegexOptions.Multiline)]
    private static partial Regex Words();
}
