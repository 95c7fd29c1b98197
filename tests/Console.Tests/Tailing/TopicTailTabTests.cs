using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Components.Topics;
using RocketMQ.ManagementConsole.Tailing;
using RocketMQ.Testing;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Tailing;

public sealed class TopicTailTabTests : ConsolePage
{
    private readonly TailedCluster _cluster = new();

    public TopicTailTabTests()
        : base(services => services.AddTails()) => Authorization.SetAuthorized("vera").SetPolicies("view");

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Messages_appear_as_they_come_and_the_page_says_from_when_on()
    {
        _cluster.Add(0, 3);
        var tab = Open();
        tab.WaitForAssertion(() => Assert.Contains("Waiting for messages", tab.Markup, StringComparison.Ordinal));

        _cluster.Add(0, 1, offset => Message("fourth", offset: offset, tag: "paid", keys: "k4"));

        await LookAsync(() => tab.FindAll("tbody tr").Count == 1);
        var cells = tab.FindAll("tbody td").Select(cell => cell.TextContent.Trim());
        Assert.Equal(["12:00:03", "broker-a:0", "3", "paid", "k4", "6 B", "fourth"], cells);
    }

    [Fact]
    public async Task The_filter_is_in_the_address_and_counts_from_then_on()
    {
        var tab = Open();
        await tab.InvokeAsync(() => tab.FindAll("form input")[0].Change("paid"));
        await tab.InvokeAsync(() => tab.Find("form").Submit());
        Assert.EndsWith("?tag=paid", Navigation.Uri, StringComparison.Ordinal);
        tab.WaitForAssertion(() => Assert.Contains("Waiting for messages", tab.Markup, StringComparison.Ordinal));

        _cluster.Add(0, 2, offset => Message(offset: offset, tag: offset == 0 ? "new" : "paid"));

        await LookAsync(() => tab.Find(".figures").TextContent.Contains("2 read, 1 of them fit", StringComparison.Ordinal));
        Assert.Equal("1", tab.Find("tbody td.offset").TextContent);
    }

    [Fact]
    public async Task It_stands_still_when_told_to_and_says_what_passes()
    {
        var tab = Open();
        tab.WaitForAssertion(() => Assert.Contains("Waiting for messages", tab.Markup, StringComparison.Ordinal));
        await tab.InvokeAsync(() => tab.FindAll("button").Single(button => button.TextContent == "Pause").Click());

        _cluster.Add(0, 7);

        await LookAsync(() => tab.Find(".figures").TextContent.Contains("Paused; 7 messages passed", StringComparison.Ordinal));
        Assert.Empty(tab.FindAll("tbody tr"));
        await tab.InvokeAsync(() => tab.FindAll("button").Single(button => button.TextContent == "Go on").Click());
        _cluster.Add(0, 1);
        await LookAsync(() => tab.FindAll("tbody tr").Count == 1);
    }

    [Fact]
    public async Task What_is_skipped_is_said()
    {
        var tab = Open();
        tab.WaitForAssertion(() => Assert.Contains("Waiting for messages", tab.Markup, StringComparison.Ordinal));

        _cluster.Add(0, 2_500);

        await LookAsync(() => tab.Find(".figures").TextContent.Contains("2,000 not read", StringComparison.Ordinal));
        Assert.Contains("450 not shown", tab.Find(".figures").TextContent, StringComparison.Ordinal);
        Assert.Equal(TailState.MostNewRows, tab.FindAll("tbody tr").Count);
    }

    [Fact]
    public async Task Nothing_is_read_any_more_when_the_page_is_left()
    {
        var tab = Open();
        Assert.Equal(1, Services.GetRequiredService<Tails>().Count);

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<Tails>().Count);
    }

    // The loop may still be busy when the clock moves, so it is moved until the page has it.
    private Task LookAsync(Func<bool> condition) => Eventually.HoldsAsync("the page has it", () =>
    {
        Clock.Advance(Tails.Pause);
        return Task.FromResult(condition());
    });

    private IRenderedComponent<TopicTailTab> Open() => Render<TopicTailTab>(p => p.Add(tab => tab.Connection, _cluster.Connection).Add(tab => tab.Topic, "orders"));
}
