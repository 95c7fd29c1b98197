using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Groups;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Groups;

public sealed class GroupTests
{
    private readonly FakeGroupOperations _groups = new();
    private readonly FakeCluster _cluster;

    public GroupTests() => _cluster = new FakeCluster(new FakeAdminClient { GroupFake = _groups }, Samples.Snapshot(groups: [Samples.Group("billing")]));

    [Fact]
    public void Groups_of_the_servers_are_hidden_at_first_and_counted()
    {
        var list = new ManagementConsole.Groups.GroupList();
        var snapshot = Samples.Snapshot(groups: [Samples.Group("billing", lag: 3), Samples.Group("TOOLS_CONSUMER", system: true)]);

        list.Update(snapshot, null, false, system: false);
        Assert.Equal(("billing", 3L, 1), (Assert.Single(list.Shown!).Name, list.Shown![0].Lag, list.Hidden));

        list.Update(snapshot, null, false, system: true);
        Assert.Equal((2, 0), (list.Shown!.Count, list.Hidden));
    }

    [Fact]
    public void The_plan_tells_what_differs_only()
    {
        var draft = GroupDraft.Edit(_cluster.Snapshot.Groups[0]);
        Assert.Empty(Assert.Single(draft.Plan(_cluster.Snapshot)).Fields);

        draft.Config.ConsumeEnable = false;
        draft.Config.RetryMaxTimes = 3;

        Assert.Equal(
            [new FieldChange("Groups.ConsumeEnable", "true", "false"), new FieldChange("Groups.RetryMax", "16", "3")],
            draft.Plan(_cluster.Snapshot)[0].Fields);
        Assert.Equal(
            $"mqadmin updateSubGroup -b {Samples.AddressA} -g billing -s false -m true -d true -q 1 -r 3 -i 0 -w 1 -a true",
            GroupCommands.Update(draft, _cluster.Snapshot));
    }

    [Fact]
    public void Editing_does_not_touch_the_snapshot()
    {
        var group = _cluster.Snapshot.Groups[0];
        GroupDraft.Edit(group).Config.RetryMaxTimes = 99;

        Assert.Equal(16, group.Configs["broker-a"].RetryMaxTimes);
    }

    [Fact]
    public void Settings_of_newer_servers_stay_as_they_are()
    {
        var group = _cluster.Snapshot.Groups[0];
        var policy = new GroupRetryPolicy { Type = "CUSTOMIZED" };
        group = group with { Configs = group.Configs.SetItem("broker-a", group.Configs["broker-a"] with { GroupRetryPolicy = policy }) };

        Assert.Same(policy, GroupDraft.Edit(group).ConfigFor("broker-a").GroupRetryPolicy);
    }

    [Theory]
    [InlineData("billing", 1, 16, true)]
    [InlineData("bill.ing", 1, 16, false)]
    [InlineData("billing", -1, 16, false)]
    [InlineData("billing", 0, -1, true)]
    [InlineData("billing", 0, -2, false)]
    public void What_brokers_would_refuse_is_not_valid(string name, int retryQueues, int retries, bool valid)
    {
        var draft = GroupDraft.New(_cluster.Snapshot);
        (draft.Config.GroupName, draft.Config.RetryQueueNums, draft.Config.RetryMaxTimes) = (name, retryQueues, retries);

        Assert.Equal(valid, draft.IsValid);
    }

    [Fact]
    public async Task A_group_without_offsets_never_committed_and_has_no_lag()
    {
        _groups.Progress = (_, _) => Samples.Answer(new ConsumeStats());

        var progress = await GroupProgress.FetchAsync(_cluster, "billing", default);

        Assert.True(progress.NeverCommitted);
        Assert.Null(progress.Lag);
    }

    [Fact]
    public async Task A_silent_broker_makes_the_lag_unknown_and_not_smaller()
    {
        var stats = new ConsumeStats { OffsetTable = { [new MessageQueue("orders", "broker-a", 0)] = new OffsetWrapper { BrokerOffset = 9, ConsumerOffset = 4 } } };
        _groups.Progress = (_, _) => new(new Dictionary<string, ConsumeStats> { [Samples.AddressA] = stats }, [Samples.Failure(Samples.AddressB)]);

        var progress = await GroupProgress.FetchAsync(_cluster, "billing", default);

        Assert.Equal((null, null, false, 5L), (progress.Lag, progress.Rate, progress.NeverCommitted, progress.Topics[0].Lag));
        Assert.Equal(2, progress.Asked);
    }

    [Fact]
    public async Task A_member_connected_to_two_brokers_counts_once()
    {
        var connected = new ConsumerConnection
        {
            ConnectionSet = [new Connection { ClientId = "c1", ClientAddr = "10.1.1.1:5000", Language = LanguageCode.Java, Version = RemotingVersion.V4_9_8 }],
            MessageModel = MessageModel.Clustering,
            SubscriptionTable = { ["orders"] = new SubscriptionData { Topic = "orders", SubString = "paid" } },
        };
        _groups.Consumers = _ => new(new Dictionary<string, ConsumerConnection?> { [Samples.AddressA] = connected, [Samples.AddressB] = connected }, []);

        var members = await GroupMembers.FetchAsync(_cluster, "billing", default);

        Assert.Equal(new GroupMembers.Member("c1", "10.1.1.1:5000", "JAVA", "V4_9_8"), Assert.Single(members.Members));
        Assert.Equal("paid", Assert.Single(members.Subscriptions).Expression);
        Assert.Equal((1, MessageModel.Clustering), (members.Count, members.Mode));
    }

    [Fact]
    public async Task Nobody_online_is_zero_members_and_an_unknown_mode()
    {
        _groups.Consumers = _ => Samples.Answer<ConsumerConnection?>(null);

        var members = await GroupMembers.FetchAsync(_cluster, "billing", default);

        Assert.Equal(0, members.Count);
        Assert.Null(members.Mode);
    }

    [Fact]
    public async Task A_deletion_passes_on_what_goes_with_the_group()
    {
        _groups.Delete = (_, _) => Samples.Answer(default(Done));
        var deletion = new GroupDeletion(RemoveOffsets: true, RemoveTopics: true);

        var outcomes = await new GroupRemoval("billing", deletion).ApplyAsync(_cluster, default);

        Assert.True(Assert.Single(outcomes).Succeeded);
        Assert.Equal(("billing", deletion), Assert.Single(_groups.Deleted));
        Assert.Equal("mqadmin deleteSubGroup -c DefaultCluster -g billing -r true", GroupCommands.Delete("billing", deletion, _cluster.Snapshot));
        Assert.Contains($"-b {Samples.AddressB}", GroupCommands.Delete("billing", new GroupDeletion(), _cluster.Snapshot), StringComparison.Ordinal);
    }
}
