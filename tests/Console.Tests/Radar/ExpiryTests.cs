using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Radar;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Radar;

public sealed class ExpiryTests
{
    private static readonly Dictionary<string, Retention> ThreeDays = new() { ["broker-a"] = new Retention(TimeSpan.FromHours(72), "04") };

    [Theory]
    [InlineData(1, ExpiryState.Safe)]
    [InlineData(47, ExpiryState.Safe)]
    [InlineData(49, ExpiryState.Approaching)]
    [InlineData(71.5, ExpiryState.Imminent)]
    [InlineData(80, ExpiryState.Imminent)]
    public void Unread_messages_are_in_danger_before_they_are_as_old_as_the_broker_keeps_them(double hours, ExpiryState state)
    {
        var expiry = Single(Group(hours));

        Assert.Equal(state, expiry.State);
        Assert.Equal(Samples.Noon.AddHours(72 - hours), expiry.KeptUntil);
    }

    [Fact]
    public void A_group_that_will_be_done_before_is_safe()
    {
        var group = Group(60) with { Lag = 36_000, ConsumeRate = 11, InRate = 1 };

        var expiry = Single(group);

        Assert.Equal((ExpiryState.Safe, TimeSpan.FromHours(1)), (expiry.State, expiry.Drain));
    }

    [Fact]
    public void A_group_that_reads_no_faster_than_messages_come_is_never_done()
    {
        var expiry = Single(Group(60) with { Lag = 10, ConsumeRate = 5, InRate = 5 });

        Assert.Equal((ExpiryState.Approaching, null), (expiry.State, expiry.Drain));
    }

    [Fact]
    public void On_a_disk_that_is_too_full_anything_may_go_at_any_moment()
    {
        var expiry = Single(Group(1), disk: "0.86");

        Assert.True(expiry.IsForced);
        Assert.Equal(ExpiryState.Imminent, expiry.State);
    }

    [Fact]
    public void What_the_broker_does_not_tell_is_not_known_and_not_safe()
    {
        Assert.Equal(ExpiryState.Unknown, Single(Group(null)).State);
        Assert.Equal(ExpiryState.Unknown, Assert.Single(Expiry.Of(Samples.Snapshot(groups: [Group(1)]), new Dictionary<string, Retention>(), Samples.Noon)).State);
    }

    [Fact]
    public void The_nearest_loss_comes_first_and_system_groups_are_left_out()
    {
        var groups = new[] { Group(1) with { Name = "safe" }, Group(null) with { Name = "unknown" }, Group(80) with { Name = "lost" }, Group(71.5) with { Name = "soon" }, Group(80) with { Name = "own", IsSystem = true } };

        Assert.Equal(["lost", "soon", "unknown", "safe"], Expiry.Of(Samples.Snapshot(groups: groups), ThreeDays, Samples.Noon).Select(expiry => expiry.Group));
    }

    [Theory]
    [InlineData("72", 72.0)]
    [InlineData("0.5", 0.5)]
    [InlineData("soon", null)]
    [InlineData("-1", null)]
    [InlineData(null, null)]
    public void Retention_is_read_from_the_brokers_settings(string? text, double? hours)
    {
        var settings = new Dictionary<string, string> { ["deleteWhen"] = "04;16" };
        if (text is not null)
            settings["fileReservedTime"] = text;

        Assert.Equal(hours is { } known ? new Retention(TimeSpan.FromHours(known), "04;16") : null, Retention.Of(settings));
    }

    private static Expiry Single(GroupSnapshot group, string disk = "0.4") => Assert.Single(Expiry.Of(
        Samples.Snapshot(groups: [group]) with
        {
            Brokers = [Samples.Broker("broker-a", Samples.AddressA) with { Runtime = new(new Dictionary<string, string> { ["commitLogDiskRatio"] = disk }) }],
        },
        ThreeDays,
        Samples.Noon));

    private static GroupSnapshot Group(double? hours) => Samples.Group("billing", lag: 12) with
    {
        Backlogs = [new QueueBacklog("orders", "broker-a", 3, 12, hours is { } age ? Samples.Noon.AddHours(-age) : null)],
    };
}
