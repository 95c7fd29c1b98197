using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Groups;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Changes;

/// <summary>Settings of topics and groups are put back as they were. The cluster keeps what it is told and lists it.</summary>
public sealed class UndoTests : IDisposable
{
    private static readonly Dictionary<string, string> Names = new() { [Samples.AddressA] = "broker-a", [Samples.AddressB] = "broker-b" };

    private readonly TemporaryDatabase _file = new();
    private readonly FakeTopicOperations _topics = new();
    private readonly FakeNameServerOperations _nameServers = new();
    private readonly Answering<IGroupOperations> _groups = Answering<IGroupOperations>.Create();
    private readonly Dictionary<MessageQueue, long> _offsets = [];
    private readonly AuditStore _audit;
    private readonly FakeCluster _cluster;

    public UndoTests()
    {
        _audit = new AuditStore(_file.Database);
        _cluster = new FakeCluster(
            new FakeAdminClient { TopicFake = _topics, GroupFake = _groups.Object, NameServerFake = _nameServers },
            Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 4))], [Samples.Group("billing")]));
        _topics.Save = (config, target) => Keep(target, broker => _cluster.Snapshot with
        {
            Topics = [.. _cluster.Snapshot.Topics.Select(topic => topic.Name == config.TopicName ? topic with { Configs = topic.Configs.SetItem(broker, config) } : topic)],
        });
        _groups
            .On("SaveAsync", args => Task.FromResult(Keep((BrokerTarget)args[1]!, broker => WithGroup((SubscriptionGroupConfig)args[0]!, broker))))
            .On("DeleteAsync", args =>
            {
                if (((GroupDeletion)args[2]!).RemoveOffsets)
                    _offsets.Clear();
                return Task.FromResult(Keep(BrokerTarget.Address(Samples.AddressA), _ => _cluster.Snapshot with { Groups = [] }));
            })
            .On("ListOffsetsAsync", _ => Task.FromResult(Samples.Answer(Table())))
            .On("CommitOffsetAsync", args =>
            {
                _offsets[(MessageQueue)args[1]!] = (long)args[2]!;
                return Task.CompletedTask;
            });
    }

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_topic_goes_back_to_its_settings_and_its_order_and_what_was_new_stays()
    {
        _nameServers.Values[("ORDER_TOPIC_CONFIG", "orders")] = "broker-a:4";
        var draft = TopicDraft.Edit(_cluster.Snapshot.Topics[0]);
        (draft.ReadQueues, draft.WriteQueues, draft.Order) = (16, 16, true);
        draft.Brokers.Add("broker-b");
        var saved = await RunAsync(new TopicSave(draft.Wish), TopicSave.Shown(draft, _cluster.Snapshot));
        Assert.Equal("broker-a:16;broker-b:16", _nameServers.Values[("ORDER_TOPIC_CONFIG", "orders")]);

        var offer = await OfferAsync(saved);
        var undone = await Undos().RunAsync(offer, _cluster, Ann());

        Assert.Equal(ChangeStatus.Done, undone.Status);
        Assert.Equal((4, 4, false), (Topic("broker-a").ReadQueueNums, Topic("broker-a").WriteQueueNums, Topic("broker-a").Order));
        Assert.Equal(16, Topic("broker-b").ReadQueueNums);
        Assert.Equal(("Undo.StaysThere", "broker-b"), (Assert.Single(offer.Way!.Notes).Key, offer.Way.Notes[0].Values[1]));
        Assert.Equal("broker-a:4", _nameServers.Values[("ORDER_TOPIC_CONFIG", "orders")]);
        Assert.Equal("topic.undo", _audit.Find(undone.Entry!.Value)!.Kind);
    }

    [Fact]
    public async Task A_new_topic_has_nothing_to_go_back_to()
    {
        _cluster.Publish(Samples.Snapshot());
        var draft = TopicDraft.New(_cluster.Snapshot);
        draft.Name = "fresh";

        var saved = await RunAsync(new TopicSave(draft.Wish), TopicSave.Shown(draft, _cluster.Snapshot));

        Assert.False(Undos().CanUndo(saved.Entry!.Value));
        Assert.Equal("Undo.NoRestorePoint", (await OfferAsync(saved)).Problem?.Key);
    }

    [Fact]
    public async Task A_group_goes_back_to_its_settings_on_each_broker_and_forward_again()
    {
        await SetAsync(retries: 3);
        var saved = await SetAsync(retries: 9);

        var undone = await Undos().RunAsync(await OfferAsync(saved), _cluster, Ann());
        Assert.Equal((ChangeStatus.Done, 3), (undone.Status, Group().RetryMaxTimes));

        await Undos().RunAsync(await OfferAsync(undone), _cluster, Ann());
        Assert.Equal(9, Group().RetryMaxTimes);
    }

    [Fact]
    public async Task Settings_that_the_console_does_not_show_are_put_back_too()
    {
        var policy = new GroupRetryPolicy { Type = "CUSTOMIZED" };
        _cluster.Publish(WithGroup(Group() with { GroupRetryPolicy = policy }, "broker-a"));
        var saved = await SetAsync(retries: 3);
        _cluster.Publish(WithGroup(Group() with { GroupRetryPolicy = null }, "broker-a"));

        await Undos().RunAsync(await OfferAsync(saved), _cluster, Ann());

        Assert.Equal("CUSTOMIZED", Group().GroupRetryPolicy?.Type);
    }

    [Fact]
    public async Task A_group_that_was_set_back_by_hand_needs_no_undo()
    {
        var saved = await SetAsync(retries: 3);
        await SetAsync(retries: 16);

        Assert.Equal("Undo.NothingDiffers", (await OfferAsync(saved)).Problem?.Key);
    }

    [Fact]
    public async Task A_deleted_group_comes_back_with_its_offsets_and_what_is_lost_is_told()
    {
        _offsets[new MessageQueue("orders", "broker-a", 0)] = 41;
        _offsets[new MessageQueue("orders", "broker-a", 1)] = 7;
        var removal = new GroupRemoval("billing", new GroupDeletion(RemoveOffsets: true, RemoveTopics: true));
        var deleted = await RunAsync(removal, removal.Plan(_cluster.Snapshot));
        Assert.Empty(_offsets);
        // Somebody has begun anew in one queue meanwhile.
        _offsets[new MessageQueue("orders", "broker-a", 1)] = 9;

        var offer = await OfferAsync(deleted);
        var undone = await Undos().RunAsync(offer, _cluster, Ann());

        Assert.Equal(ChangeStatus.Done, undone.Status);
        Assert.Equal("billing", Group().GroupName);
        Assert.Equal((41, 9), (_offsets[new MessageQueue("orders", "broker-a", 0)], _offsets[new MessageQueue("orders", "broker-a", 1)]));
        Assert.Equal(["Undo.TopicsLost", "Undo.OffsetsThere"], offer.Way!.Notes.Select(note => note.Key));
    }

    [Fact]
    public async Task A_group_is_deleted_although_its_offsets_cannot_be_read_and_the_undo_says_so()
    {
        _groups.On("ListOffsetsAsync", _ => Task.FromResult(Samples.Refusal<ConsumerOffsetSerializeWrapper>(Samples.AddressA)));
        var removal = new GroupRemoval("billing", new GroupDeletion(RemoveOffsets: true));

        var deleted = await RunAsync(removal, removal.Plan(_cluster.Snapshot));

        Assert.Equal(ChangeStatus.Done, deleted.Status);
        Assert.Contains((await OfferAsync(deleted)).Way!.Notes, note => note.Key == "Undo.OffsetsLost");
    }

    [Fact]
    public async Task What_is_replaced_is_kept_before_a_server_is_told()
    {
        _groups.On("SaveAsync", _ => throw new InvalidOperationException("stopped in the middle"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => SetAsync(retries: 3));

        var entry = Assert.Single(_audit.Find(new AuditFilter(), 10));
        Assert.Equal(ChangeStatus.Unfinished, entry.Status);
        Assert.True(Undos().CanUndo(entry.Id));
    }

    private Task<ChangeResult> SetAsync(int retries)
    {
        var draft = GroupDraft.Edit(_cluster.Snapshot.Groups[0]);
        draft.Config.RetryMaxTimes = retries;
        return RunAsync(new GroupSave(draft), GroupSave.Shown(draft, _cluster.Snapshot));
    }

    private TopicConfig Topic(string broker) => _cluster.Snapshot.Topics[0].Configs[broker];

    private SubscriptionGroupConfig Group() => Assert.Single(_cluster.Snapshot.Groups).Configs["broker-a"];

    private ClusterSnapshot WithGroup(SubscriptionGroupConfig config, string broker)
    {
        var known = _cluster.Snapshot.Groups.FirstOrDefault() ?? Samples.Group(config.GroupName) with { Configs = ImmutableSortedDictionary<string, SubscriptionGroupConfig>.Empty };
        return _cluster.Snapshot with { Groups = [known with { Configs = known.Configs.SetItem(broker, config) }] };
    }

    private ConsumerOffsetSerializeWrapper Table() => new()
    {
        OffsetTable = { ["orders@billing"] = new(_offsets.ToDictionary(offset => offset.Key.QueueId, offset => offset.Value)) },
    };

    private PartialResult<Done> Keep(BrokerTarget target, Func<string, ClusterSnapshot> next)
    {
        var address = Names.Keys.Single(known => BrokerTarget.Address(known) == target);
        _cluster.Publish(next(Names[address]));
        return Samples.Answer(default(Done), address);
    }

    private Task<ChangeResult> RunAsync(IChange change, ChangePlan seen) => Runner().RunAsync(change, seen, _cluster, Ann());

    private Task<UndoOffer> OfferAsync(ChangeResult result) => Undos().OfferAsync(result.Entry!.Value, _cluster, default);

    private Undoing Undos() => new(_audit, [new TopicRestorer(), new GroupRestorer()], Runner());

    private ChangeRunner Runner() =>
        new(new FakeAuthorization("operate", "administer"), _audit, new FakeTimeProvider(Samples.Noon), NullLogger<ChangeRunner>.Instance);

    private static ChangeAuthor Ann() => new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann")], "test")), null);
}
