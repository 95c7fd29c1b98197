using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Admin.Groups;
using RocketMQ.ManagementConsole.Brokers;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Groups;
using RocketMQ.ManagementConsole.Groups.Offsets;
using RocketMQ.ManagementConsole.Plans;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Groups.Offsets;
using RocketMQ.ManagementConsole.Topics;

namespace RocketMQ.ManagementConsole.Tests.Plans;

/// <summary>Every kind of change that can be kept has words, and comes back from what was written down as what it was.</summary>
public sealed class KeepableKindsTests
{
    private static readonly FakeTimeProvider Clock = new(Samples.Noon);

    private readonly OffsetCluster _cluster = new(("broker-a", 0, 0, 100));

    public static TheoryData<string> Kinds => [.. new KeepableKinds(Clock).All];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_has_words_for_the_audit_and_for_plans_in_both_languages(string kind)
    {
        foreach (var file in new[] { "Texts.resx", "Texts.zh-CN.resx" })
        {
            var known = XDocument.Load(Path.Combine(Resources(), file)).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet();
            Assert.Contains("Audit.Kind." + kind, known);
            Assert.Contains("Plans.Kind." + kind, known);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_is_read_back_as_what_was_written_down(string kind)
    {
        _cluster.Commit("billing", "broker-a", 0, 60);
        _cluster.Settings[Samples.AddressA] = new() { ["fileReservedTime"] = "72" };
        var change = await SampleAsync(kind);

        var read = await new KeepableKinds(Clock).ReadAsync(kind, change.State, _cluster.Connection, default);

        Assert.Equal((kind, change.ObjectName, change.Policy, change.LosesData, change.State), (read.Kind, read.ObjectName, read.Policy, read.LosesData, read.State));
        Assert.True(read.Plan(_cluster.Connection.Snapshot).IsSameAs(change.Plan(_cluster.Connection.Snapshot)));
        Assert.Contains(change.Plan(_cluster.Connection.Snapshot).Brokers, broker => broker.Fields.Count > 0);
        Assert.Null(read.Obstacle);
    }

    /// <summary>A change of a kind; a kind that is added needs one here.</summary>
    private async Task<IKeepableChange> SampleAsync(string kind)
    {
        var snapshot = _cluster.Connection.Snapshot;
        switch (kind)
        {
            case "topic.save":
                var topic = TopicDraft.Edit(snapshot.Topic("orders")!);
                topic.Set(4, 4, null);
                return new TopicSave(topic.Wish);
            case "topic.delete":
                return new TopicDeletion("orders");
            case "group.save":
                var group = GroupDraft.Edit(snapshot.Groups.First(one => one.Name == "billing"));
                group.Config.RetryMaxTimes = 3;
                return new GroupSave(group);
            case "group.delete":
                return new GroupRemoval("billing", new GroupDeletion(RemoveOffsets: true, RemoveTopics: true));
            case "group.offsets":
                var order = new OffsetOrder("billing", "orders", new OffsetGoal(OffsetGoalKind.Offset, Number: 5), new HashSet<(string, int)> { ("broker-a", 0) });
                return new OffsetChange(await OffsetPlanning.MakeAsync(order, _cluster.Connection, default), Clock);
            case "broker.settings":
                var (broker, values) = (new BrokerPlace(_cluster.Connection, "broker-a", 0, Samples.AddressA), new Dictionary<string, string> { ["fileReservedTime"] = "48" });
                return new KeptSettings(broker, values, await new SettingsChange(broker, values).PlanAsync(default));
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "needs a sample");
        }
    }

    private static string Resources([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "Console", "Resources"));
}
