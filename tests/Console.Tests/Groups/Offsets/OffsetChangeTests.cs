using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Groups.Offsets;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Groups.Offsets;

/// <summary>Moving offsets, and taking it back, with permission, audit and restore points.</summary>
public sealed class OffsetChangeTests : IDisposable
{
    private readonly TemporaryDatabase _file = new();
    private readonly FakeTimeProvider _clock = new(Samples.Noon);
    private readonly OffsetCluster _cluster = new(("broker-a", 0, 0, 100), ("broker-a", 1, 0, 50), ("broker-b", 0, 0, 30));
    private readonly AuditStore _audit;

    public OffsetChangeTests()
    {
        _audit = new AuditStore(_file.Database);
        _cluster.Commit("billing", "broker-a", 0, 60);
        _cluster.Commit("billing", "broker-a", 1, 50);
        _cluster.Commit("billing", "broker-b", 0, 7);
    }

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Offsets_of_a_group_that_is_offline_are_committed_read_back_and_kept_in_the_audit()
    {
        var result = await MoveAsync(new OffsetGoal(OffsetGoalKind.Shift, Number: -5));

        Assert.Equal(ChangeStatus.Done, result.Status);
        Assert.Equal(
            ["commit billing orders broker-a 0 55", "commit billing orders broker-a 1 45", "commit billing orders broker-b 0 2"], _cluster.Writes.Order());
        var entry = _audit.Find(result.Entry!.Value)!;
        Assert.Equal(("group.offsets", "billing"), (entry.Kind, entry.ObjectName));
        Assert.Equal(("orders #0", "60", "55"), (entry.Brokers[0].Fields[0].Name, entry.Brokers[0].Fields[0].Before, entry.Brokers[0].Fields[0].After));
    }

    [Fact]
    public async Task Members_that_are_online_are_moved_by_a_broker_that_can()
    {
        _cluster.Connect("ours", RemotingVersion.V4_9_8, "broker-a");

        var result = await MoveAsync(new OffsetGoal(OffsetGoalKind.Earliest));

        Assert.Equal(ChangeStatus.Done, result.Status);
        Assert.Equal(["commit billing orders broker-b 0 0", "move billing orders broker-a 0 0", "move billing orders broker-a 1 0"], _cluster.Writes.Order());
    }

    [Fact]
    public async Task Members_that_move_themselves_are_waited_for()
    {
        _cluster.Connect("V4_9_8", RemotingVersion.V4_9_8, "broker-a", "broker-b");
        var moving = MoveAsync(new OffsetGoal(OffsetGoalKind.Latest));

        // They take their time.
        await DriveAsync(moving, TimeSpan.FromSeconds(9));
        Assert.False(moving.IsCompleted);
        foreach (var queue in _cluster.Queues)
            _cluster.Offsets[("billing", queue.Key)] = queue.Value.Max;
        await DriveAsync(moving, TimeSpan.FromSeconds(30));

        Assert.Equal(ChangeStatus.Done, (await moving).Status);
        Assert.Equal(["tell billing end"], _cluster.Writes);
    }

    [Fact]
    public async Task Members_that_do_not_follow_leave_a_change_that_is_not_visible()
    {
        _cluster.Connect("V4_9_8", RemotingVersion.V4_9_8, "broker-a", "broker-b");
        var moving = MoveAsync(new OffsetGoal(OffsetGoalKind.Latest));

        await DriveAsync(moving, TimeSpan.FromSeconds(60));

        Assert.Equal(ChangeStatus.NotVisible, (await moving).Status);
    }

    [Fact]
    public async Task A_broker_that_confirms_and_forgets_is_found_out()
    {
        _cluster.Forgets = true;

        Assert.Equal(ChangeStatus.NotVisible, (await MoveAsync(new OffsetGoal(OffsetGoalKind.Earliest))).Status);
    }

    [Fact]
    public async Task A_plan_that_somebody_else_has_overtaken_is_not_carried_out()
    {
        var change = await ChangeAsync(new OffsetGoal(OffsetGoalKind.Earliest));
        _cluster.Commit("billing", "broker-a", 0, 61);

        var result = await RunAsync(change);

        Assert.Equal((ChangeStatus.Moved, (long?)null), (result.Status, result.Entry));
        Assert.Empty(_cluster.Writes);
        Assert.Empty(_audit.Find(new AuditFilter(), 10));
    }

    [Fact]
    public async Task Nothing_is_written_when_what_would_be_lost_cannot_be_read()
    {
        var change = await ChangeAsync(new OffsetGoal(OffsetGoalKind.Earliest));
        _cluster.Silent.Add("broker-b");

        var result = await RunAsync(change);

        Assert.Equal(ChangeStatus.Failed, result.Status);
        Assert.Contains("not allowed", Assert.Single(result.Outcomes).Failure, StringComparison.Ordinal);
        Assert.Empty(_cluster.Writes);
    }

    [Fact]
    public async Task An_undo_puts_every_offset_back_and_can_be_undone_itself()
    {
        var moved = await MoveAsync(new OffsetGoal(OffsetGoalKind.Latest));

        var undone = await UndoAsync(moved.Entry!.Value);

        Assert.Equal(ChangeStatus.Done, undone.Status);
        Assert.Equal([60, 50, 7], _cluster.Offsets.OrderBy(offset => offset.Key.Queue).Select(offset => offset.Value));
        // The queue that was at the end before did not move and is not touched.
        Assert.DoesNotContain(_cluster.Writes, write => write.Contains("broker-a 1", StringComparison.Ordinal));
        Assert.Equal("Undo.Done", (await OfferAsync(moved.Entry.Value)).Problem?.Key);

        await UndoAsync(undone.Entry!.Value);
        Assert.Equal([100, 50, 30], _cluster.Offsets.OrderBy(offset => offset.Key.Queue).Select(offset => offset.Value));
    }

    [Fact]
    public async Task An_undo_says_how_many_messages_were_consumed_meanwhile()
    {
        var moved = await MoveAsync(new OffsetGoal(OffsetGoalKind.Earliest));
        _cluster.Commit("billing", "broker-a", 0, 8);
        _cluster.Commit("billing", "broker-b", 0, 3);

        var offer = await OfferAsync(moved.Entry!.Value);

        Assert.Null(offer.Problem);
        var note = Assert.Single(offer.Way!.Notes);
        Assert.Equal(("Undo.Consumed", 11L), (note.Key, note.Values[0]));
        Assert.Equal(("8", "60"), (offer.Way.Plan.Brokers[0].Fields[0].Before, offer.Way.Plan.Brokers[0].Fields[0].After));
    }

    [Fact]
    public async Task A_queue_without_an_offset_before_stays_and_is_told()
    {
        _cluster.Offsets.Remove(("billing", OffsetCluster.Queue("broker-b", 0)));
        var moved = await MoveAsync(new OffsetGoal(OffsetGoalKind.Earliest));

        var offer = await OfferAsync(moved.Entry!.Value);
        await UndoAsync(moved.Entry.Value);

        Assert.Contains(offer.Way!.Notes, note => note.Key == "Undo.NoOffset" && (int)note.Values[0] == 1);
        Assert.Equal(0, _cluster.Offsets[("billing", OffsetCluster.Queue("broker-b", 0))]);
        Assert.Equal(60, _cluster.Offsets[("billing", OffsetCluster.Queue("broker-a", 0))]);
    }

    [Fact]
    public async Task Messages_that_are_gone_since_bound_the_way_back()
    {
        var moved = await MoveAsync(new OffsetGoal(OffsetGoalKind.Latest));
        _cluster.Queues[OffsetCluster.Queue("broker-a", 0)] = (80, 100);

        Assert.Contains((await OfferAsync(moved.Entry!.Value)).Way!.Notes, note => note.Key == "Undo.Clamped");
        await UndoAsync(moved.Entry.Value);

        Assert.Equal(80, _cluster.Offsets[("billing", OffsetCluster.Queue("broker-a", 0))]);
    }

    [Fact]
    public async Task Members_of_4_9_that_came_online_stand_in_the_way_of_an_undo()
    {
        var moved = await MoveAsync(new OffsetGoal(OffsetGoalKind.Latest));
        _cluster.Connect("V4_9_8", RemotingVersion.V4_9_8, "broker-a");

        Assert.Equal("Offsets.OnlyByTime", (await OfferAsync(moved.Entry!.Value)).Problem?.Key);
    }

    [Fact]
    public async Task What_failed_was_refused_or_belongs_to_another_cluster_is_not_undone()
    {
        var refused = await RunAsync(await ChangeAsync(new OffsetGoal(OffsetGoalKind.Latest)), "view");

        Assert.Equal(ChangeStatus.Refused, refused.Status);
        Assert.Equal("Undo.NothingDone", (await OfferAsync(refused.Entry!.Value)).Problem?.Key);
        Assert.Equal("Undo.NoEntry", (await OfferAsync(99)).Problem?.Key);
        var moved = await MoveAsync(new OffsetGoal(OffsetGoalKind.Latest));
        var other = new FakeCluster(_cluster.Connection.Admin, _cluster.Connection.Snapshot, "other");
        Assert.Equal("Undo.NoEntry", (await Undos().OfferAsync(moved.Entry!.Value, other, default)).Problem?.Key);
    }

    private async Task<OffsetChange> ChangeAsync(OffsetGoal goal) => new(
        await OffsetPlanning.MakeAsync(new OffsetOrder("billing", "orders", goal), _cluster.Connection, default), _clock);

    private async Task<ChangeResult> MoveAsync(OffsetGoal goal) => await RunAsync(await ChangeAsync(goal));

    private Task<ChangeResult> RunAsync(OffsetChange change, string right = "operate") =>
        Runner(right).RunAsync(change, change.Plan(_cluster.Connection.Snapshot), _cluster.Connection, Ann());

    private Task<UndoOffer> OfferAsync(long entry) => Undos().OfferAsync(entry, _cluster.Connection, default);

    private async Task<ChangeResult> UndoAsync(long entry) => await Undos().RunAsync(await OfferAsync(entry), _cluster.Connection, Ann());

    private ChangeRunner Runner(string right) => new(new FakeAuthorization(right), _audit, _clock, NullLogger<ChangeRunner>.Instance);

    private Undoing Undos() => new(_audit, [new OffsetRestorer(_clock)], Runner("operate"));

    private async Task DriveAsync(Task work, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time && !work.IsCompleted; passed += TimeSpan.FromMilliseconds(500))
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }
    }

    private static ChangeAuthor Ann() => new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann")], "test")), null);
}
