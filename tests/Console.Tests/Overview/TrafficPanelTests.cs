using Bunit;
using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Components.Overview;
using RocketMQ.ManagementConsole.Traffic;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Overview;

public sealed class TrafficPanelTests : ConsolePage
{
    private readonly FakeTraffic _traffic = new();

    public TrafficPanelTests() => Authorization.SetAuthorized("admin").SetPolicies(Policies.View, Policies.Operate);

    [Fact]
    public void The_chosen_rate_is_what_is_started()
    {
        var panel = Show();

        panel.Find("input").Input("250");
        panel.Find("form").Submit();

        Assert.Equal(250, _traffic.Status.Rate);
        Assert.Contains("on", panel.Find(".badge").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_panel_opened_later_shows_what_is_going_on()
    {
        _traffic.Status = new SampleTrafficStatus { IsRunning = true, Rate = 40, Since = Clock.GetUtcNow(), Sent = 1234, Received = 1230, Failed = 1 };

        var panel = Show();

        Assert.Equal("40", panel.Find("input").GetAttribute("value"));
        Assert.Equal(["1,234", "1,230", "1"], panel.FindAll("dd.figure").Select(figure => figure.TextContent));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    public void Other_rates_are_refused_with_the_allowed_ones(string rate)
    {
        var panel = Show();

        panel.Find("input").Input(rate);
        panel.Find("form").Submit();

        Assert.False(_traffic.Status.IsRunning);
        Assert.Contains("1 to 1000", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_to_start_shows_the_brokers_own_words()
    {
        _traffic.Refusal = new AdminException(ResponseCode.NoPermission, "a:1", "UPDATE_AND_CREATE_TOPIC", "not for you");
        var panel = Show();

        panel.Find("form").Submit();

        Assert.Contains("16 NO_PERMISSION: not for you", panel.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_viewer_sees_the_counters_and_no_switch()
    {
        Authorization.SetPolicies(Policies.View);
        _traffic.Status = new SampleTrafficStatus { IsRunning = true, Rate = 40, Sent = 5 };

        var panel = Show();

        Assert.Empty(panel.FindAll("form"));
        Assert.NotEmpty(panel.FindAll("dd"));
    }

    [Fact]
    public void Stopping_stops()
    {
        _traffic.Status = new SampleTrafficStatus { IsRunning = true, Rate = 40 };
        var panel = Show();

        panel.FindAll("button").Single(button => button.TextContent == "Stop").Click();

        Assert.False(_traffic.Status.IsRunning);
    }

    private IRenderedComponent<TrafficPanel> Show() =>
        Render<TrafficPanel>(p => p.Add(c => c.Traffic, _traffic).Add(c => c.ClusterName, "dev"));

    private sealed class FakeTraffic : ISampleTraffic
    {
        public event Action? Changed;

        public SampleTrafficStatus Status { get; set; } = SampleTrafficStatus.Stopped;

        public Exception? Refusal { get; set; }

        public Task StartAsync(int rate, CancellationToken cancellation = default)
        {
            if (Refusal is not null)
                return Task.FromException(Refusal);
            Status = Status with { IsRunning = true, Rate = rate };
            Changed?.Invoke();
            return Task.CompletedTask;
        }

        public Task StopAsync()
        {
            Status = Status with { IsRunning = false };
            Changed?.Invoke();
            return Task.CompletedTask;
        }
    }
}
