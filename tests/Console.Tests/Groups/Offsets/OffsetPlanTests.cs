using RocketMQ.ManagementConsole.Groups.Offsets;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Groups.Offsets;

public sealed class OffsetPlanTests
{
    private readonly OffsetCluster _cluster = new(("broker-a", 0, 10, 100), ("broker-a", 1, 0, 50), ("broker-b", 0, 0, 0));

    public OffsetPlanTests()
    {
        _cluster.Commit("billing", "broker-a", 0, 60);
        _cluster.Commit("billing", "broker-a", 1, 50);
        _cluster.Commit("shipping", "broker-a", 0, 12);
    }

    [Theory]
    [InlineData(OffsetGoalKind.Earliest, 0, 10, 0, 0L)]
    [InlineData(OffsetGoalKind.Latest, 0, 100, 50, 0L)]
    [InlineData(OffsetGoalKind.Offset, 40, 40, 40, 0L)]
    [InlineData(OffsetGoalKind.Shift, -20, 40, 30, null)]
    [InlineData(OffsetGoalKind.Shift, 5, 65, 50, null)]
    [InlineData(OffsetGoalKind.Time, -30, 70, 20, 0L)]
    public async Task Each_way_to_say_where_leads_there_within_what_is_kept(OffsetGoalKind kind, long number, long first, long second, long? empty)
    {
        var goal = kind is OffsetGoalKind.Time ? new OffsetGoal(kind, Samples.Noon.AddMinutes(number)) : new OffsetGoal(kind, Number: number);

        var plan = await PlanAsync(goal);

        Assert.Equal([first, second, empty], plan.Steps.Select(step => step.After));
    }

    [Fact]
    public async Task What_is_skipped_and_what_is_consumed_again_is_counted_for_each_queue_and_in_all()
    {
        var plan = await PlanAsync(new OffsetGoal(OffsetGoalKind.Time, Samples.Noon.AddMinutes(-20)));

        Assert.Equal([(60, 80, 20), (50, 30, -20), (null, 0, (long?)null)], plan.Steps.Select(step => (step.Before, step.After, step.Distance)));
        Assert.Equal((20, 20), (plan.Skipped, plan.Replayed));
        Assert.Equal(Samples.Noon.AddMinutes(-20), plan.Steps[0].NextStored);
        // The empty queue has no next message.
        Assert.Null(plan.Steps[2].NextStored);
    }

    [Fact]
    public async Task The_offsets_of_another_group_are_taken_where_it_has_some()
    {
        var plan = await PlanAsync(new OffsetGoal(OffsetGoalKind.Group, Source: "shipping"));

        Assert.Equal([12, null, null], plan.Steps.Select(step => step.After));
        Assert.Equal("mqadmin cloneGroupOffset -s shipping -d billing -t orders -o true", OffsetCommands.Of(plan));
        Assert.Single(plan.Moves);
    }

    [Fact]
    public async Task Only_chosen_queues_are_moved_and_mqadmin_gets_a_line_for_each()
    {
        var order = new OffsetOrder("billing", "orders", new OffsetGoal(OffsetGoalKind.Earliest), new HashSet<(string, int)> { ("broker-a", 1) });

        var plan = await OffsetPlanning.MakeAsync(order, _cluster.Connection, default);

        Assert.Equal((OffsetCluster.Queue("broker-a", 1), 0), (Assert.Single(plan.Steps).Queue, plan.Steps[0].After));
        Assert.Equal("mqadmin resetOffsetByTime -g billing -t orders -s now -b broker-a -q 1 -o 0", OffsetCommands.Of(plan));
    }

    [Theory]
    [InlineData(OffsetGoalKind.Latest, "mqadmin skipAccumulatedMessage -g billing -t orders")]
    [InlineData(OffsetGoalKind.Earliest, "mqadmin resetOffsetByTime -g billing -t orders -s 0")]
    [InlineData(OffsetGoalKind.Time, "mqadmin resetOffsetByTime -g billing -t orders -s 1741089600000")]
    public async Task All_queues_to_one_time_are_one_line_of_mqadmin(OffsetGoalKind kind, string line) =>
        Assert.Equal(line, OffsetCommands.Of(await PlanAsync(new OffsetGoal(kind, Samples.Noon))));

    [Fact]
    public async Task A_silent_broker_is_named_and_nothing_can_be_applied()
    {
        _cluster.Silent.Add("broker-b");

        var plan = await PlanAsync(new OffsetGoal(OffsetGoalKind.Earliest));

        Assert.Contains("broker-b", Assert.Single(plan.Failures).Server, StringComparison.Ordinal);
        Assert.False(plan.CanApply);
    }

    [Theory]
    [InlineData("ours", RemotingVersion.V4_9_8, null, OffsetWay.Broker)]
    [InlineData("V5_3_3", 479, "true", OffsetWay.Broker)]
    // Such brokers would take a request about one queue for one about all of them.
    [InlineData("V5_3_3", 479, "false", null)]
    [InlineData("V4_9_8", RemotingVersion.V4_9_8, null, null)]
    public async Task Members_that_are_online_can_be_moved_to_an_offset_by_some_brokers_only(string version, int ordinal, string? serverSide, OffsetWay? way)
    {
        _cluster.Connect(version, ordinal, "broker-a");
        if (serverSide is not null)
            _cluster.Settings[Samples.AddressA] = new() { ["useServerSideResetOffset"] = serverSide };

        var plan = await PlanAsync(new OffsetGoal(OffsetGoalKind.Shift, Number: -1));

        Assert.Equal(way, plan.Ways.TryGetValue("broker-a", out var found) ? found : null);
        Assert.Equal(OffsetWay.Commit, plan.Ways["broker-b"]);
        Assert.Equal(way is null ? "Offsets.OnlyByTime" : null, plan.Obstacle?.Key);
        Assert.Equal(way is not null, plan.CanApply);
    }

    [Fact]
    public async Task Members_of_a_broker_of_4_9_are_told_a_time_for_all_queues()
    {
        _cluster.Connect("V4_9_8", RemotingVersion.V4_9_8, "broker-a");

        var plan = await PlanAsync(new OffsetGoal(OffsetGoalKind.Latest));

        Assert.All(plan.Ways.Values, way => Assert.Equal(OffsetWay.Members, way));
        Assert.True(plan.CanApply);
    }

    [Fact]
    public async Task A_group_that_broadcasts_has_no_offsets_at_brokers_to_move()
    {
        _cluster.Connect("ours", RemotingVersion.V4_9_8, "broker-a");
        _cluster.Online["broker-a"].MessageModel = MessageModel.Broadcasting;

        Assert.Equal("Offsets.Broadcasting", (await PlanAsync(new OffsetGoal(OffsetGoalKind.Earliest))).Obstacle?.Key);
    }

    private Task<OffsetPlan> PlanAsync(OffsetGoal goal) => OffsetPlanning.MakeAsync(new OffsetOrder("billing", "orders", goal), _cluster.Connection, default);
}
