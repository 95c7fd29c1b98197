using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Groups.Offsets;
using RocketMQ.ManagementConsole.Plans;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Groups.Offsets;

/// <summary>Moved offsets that are kept as a plan, while messages come in and members go on.</summary>
public sealed class KeptOffsetsTests : IDisposable
{
    private readonly TemporaryDatabase _file = new();
    private readonly FakeTimeProvider _clock = new(Samples.Noon);
    private readonly OffsetCluster _cluster = new(("broker-a", 0, 0, 100), ("broker-b", 0, 0, 30));
    private readonly PlanStore _store;
    private readonly KeptPlans _plans;

    public KeptOffsetsTests()
    {
        _store = new PlanStore(_file.Database);
        var (audit, authorization) = (new AuditStore(_file.Database), new FakeAuthorization("view", "operate", "administer"));
        _plans = new KeptPlans(_store, audit, new BatchRunner(authorization, audit, _clock, NullLogger<BatchRunner>.Instance), new KeepableKinds(_clock), authorization, _clock);
        _cluster.Commit("billing", "broker-a", 0, 60);
        _cluster.Commit("billing", "broker-b", 0, 7);
    }

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task The_end_is_that_of_the_moment_in_which_it_was_planned()
    {
        var plan = await KeepAsync(new OffsetGoal(OffsetGoalKind.Latest));
        _cluster.Queues[OffsetCluster.Queue("broker-a", 0)] = (0, 140);

        var outcome = await ApplyAsync(plan);

        Assert.Null(outcome.Refusal);
        Assert.Equal(["commit billing orders broker-a 0 100", "commit billing orders broker-b 0 30"], _cluster.Writes.Order());
        Assert.Equal(ChangeStatus.Done, Assert.Single(_store.Find("dev", plan.Id)!.Results)!.Status);
    }

    [Fact]
    public async Task A_time_stays_a_time_so_that_members_of_older_brokers_can_be_told()
    {
        _cluster.Connect("V4_9_8", RemotingVersion.V4_9_8, "broker-a", "broker-b");
        var plan = await KeepAsync(new OffsetGoal(OffsetGoalKind.Time, Samples.Noon.AddMinutes(-90)));
        _cluster.Told = () => _cluster.Commit("billing", "broker-a", 0, 10);

        Assert.True((await ReviewAsync(plan)).Holds);
        var applying = ApplyAsync(plan);
        while (!applying.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await applying;
        Assert.Equal([$"tell billing {Samples.Noon.AddMinutes(-90).ToUnixTimeMilliseconds()}"], _cluster.Writes);
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task A_plan_holds_while_members_go_on_and_not_once_they_would_be_taken_back(long consumed, bool holds)
    {
        _cluster.Connect("ours", RemotingVersion.V4_9_8, "broker-a", "broker-b");
        var plan = await KeepAsync(new OffsetGoal(OffsetGoalKind.Latest));
        _cluster.Queues[OffsetCluster.Queue("broker-a", 0)] = (0, 140);
        _cluster.Commit("billing", "broker-a", 0, consumed);

        Assert.Equal(holds, (await ReviewAsync(plan)).Holds);
        Assert.Equal(holds ? null : PlanRefusal.Moved, (await ApplyAsync(plan)).Refusal);
        Assert.Equal(holds, _cluster.Writes.Count > 0);
    }

    [Fact]
    public async Task A_plan_whose_place_is_no_longer_kept_does_not_hold()
    {
        var plan = await KeepAsync(new OffsetGoal(OffsetGoalKind.Earliest));
        _cluster.Queues[OffsetCluster.Queue("broker-a", 0)] = (20, 100);

        Assert.Equal(PlanRefusal.Moved, (await ApplyAsync(plan)).Refusal);

        Assert.Empty(_cluster.Writes);
        Assert.Equal("20", (await ReviewAsync(plan)).Now.Brokers[0].Fields[0].After);
    }

    [Fact]
    public async Task What_is_in_the_way_is_said_and_nothing_is_sent()
    {
        var plan = await KeepAsync(new OffsetGoal(OffsetGoalKind.Shift, Number: -5));
        _cluster.Connect("V4_9_8", RemotingVersion.V4_9_8, "broker-a");
        Assert.Equal("Offsets.OnlyByTime", (await ReviewAsync(plan)).Change.Obstacle?.Key);
        Assert.Equal(PlanRefusal.Moved, (await ApplyAsync(plan)).Refusal);

        _cluster.Online.Clear();
        _cluster.Queues.Remove(OffsetCluster.Queue("broker-b", 0));
        Assert.Equal(new Remark("Undo.QueuesGone", 1).Arguments, (await ReviewAsync(plan)).Change.Obstacle?.Arguments);
        _cluster.Silent.Add("broker-b");
        Assert.False((await ReviewAsync(plan)).Holds);
        Assert.Equal(PlanRefusal.Moved, (await ApplyAsync(plan)).Refusal);
        Assert.Empty(_cluster.Writes);
        Assert.Equal(PlanStatus.Open, _store.Find("dev", plan.Id)!.Status);
    }

    private async Task<KeptPlan> KeepAsync(OffsetGoal goal)
    {
        var plan = await OffsetPlanning.MakeAsync(new OffsetOrder("billing", "orders", goal), _cluster.Connection, default);
        return (await _plans.KeepAsync([new OffsetChange(plan, _clock)], "", _cluster.Connection, Author("ann")))!;
    }

    private async Task<PlanReview> ReviewAsync(KeptPlan plan) => Assert.Single(await _plans.ReviewAsync(plan, _cluster.Connection));

    private Task<PlanOutcome> ApplyAsync(KeptPlan plan) => _plans.ApplyAsync(plan, _cluster.Connection, Author("bob"));

    private static ChangeAuthor Author(string name) => new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test")), "10.9.9.9");
}
