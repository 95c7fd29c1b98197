using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using RocketMQ.ManagementConsole.Components.Shared;

namespace RocketMQ.ManagementConsole.Tests.Shared;

public sealed class SharedComponentTests : ConsolePage
{
    [Fact]
    public void An_unknown_figure_is_a_dash_with_its_reason_and_never_a_zero()
    {
        var tile = Render<StatTile>(p => p.Add(c => c.Label, "Lag").Add(c => c.Value, null).Add(c => c.UnknownReason, "broker-b did not answer"));

        var value = tile.Find(".value");
        Assert.StartsWith("—", value.TextContent, StringComparison.Ordinal);
        Assert.Equal("broker-b did not answer", value.GetAttribute("title"));
        Assert.DoesNotContain("0", tile.Find(".row").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_figure_is_shown_with_its_unit()
    {
        var tile = Render<StatTile>(p => p.Add(c => c.Label, "Sends").Add(c => c.Value, "1,234").Add(c => c.Unit, "/s"));

        Assert.Equal("1,234/s", tile.Find(".value").TextContent.Trim());
    }

    [Fact]
    public void A_gap_in_the_trend_splits_the_line()
    {
        var line = Render<Sparkline>(p => p.Add(c => c.Points, [1, 2, null, 3, 4]));

        Assert.Equal(2, line.FindAll("polyline").Count);
    }

    [Fact]
    public void A_failure_shows_the_servers_code_and_can_be_retried()
    {
        var retried = false;
        var state = Render<EmptyState>(p => p
            .Add(c => c.Kind, EmptyKind.Failed)
            .Add(c => c.Code, "17 TOPIC_NOT_EXIST")
            .Add(c => c.OnRetry, () => retried = true));

        Assert.Contains("17 TOPIC_NOT_EXIST", state.Markup, StringComparison.Ordinal);
        Assert.Equal("alert", state.Find(".empty").GetAttribute("role"));
        state.Find("button").Click();
        Assert.True(retried);
    }

    [Fact]
    public void A_filter_without_matches_offers_to_clear_it()
    {
        var cleared = false;
        var state = Render<EmptyState>(p => p.Add(c => c.Kind, EmptyKind.Filtered).Add(c => c.OnClearFilters, () => cleared = true));

        state.Find("button").Click();
        Assert.True(cleared);
    }

    [Fact]
    public void A_partial_answer_says_how_many_answered()
    {
        var state = Render<EmptyState>(p => p.Add(c => c.Kind, EmptyKind.Partial).Add(c => c.Answered, 3).Add(c => c.Asked, 4));

        Assert.Contains("3 of 4 answered", state.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Loading_is_announced_and_shows_placeholders()
    {
        var state = Render<EmptyState>(p => p.Add(c => c.Kind, EmptyKind.Loading).Add(c => c.Rows, 3));

        Assert.Equal("true", state.Find("[role=status]").GetAttribute("aria-busy"));
        Assert.Equal(3, state.FindAll(".bar").Count);
    }

    [Fact]
    public void A_relative_time_moves_with_the_clock_and_tells_the_exact_moment_on_hover()
    {
        var time = Render<RelativeTime>(p => p.Add(c => c.Value, Clock.GetUtcNow().AddSeconds(-3)));
        Assert.Equal("3 s ago", time.Find("time").TextContent);
        Assert.Equal("2025-03-04 11:59:57.000 UTC", time.Find("time").GetAttribute("title"));

        Clock.Advance(TimeSpan.FromMinutes(2));

        time.WaitForAssertion(() => Assert.Equal("2 min ago", time.Find("time").TextContent));
    }

    [Fact]
    public void Freshness_tells_since_when_there_is_no_connection_and_when_the_next_try_is()
    {
        var fresh = Render<Freshness>(p => p
            .Add(c => c.UpdatedAt, Clock.GetUtcNow().AddSeconds(-9))
            .Add(c => c.FailedSince, Clock.GetUtcNow().AddSeconds(-8))
            .Add(c => c.RetryAt, Clock.GetUtcNow().AddSeconds(5)));

        Assert.Equal("no connection since 11:59:52 · next try in 5 s", fresh.Find(".freshness").TextContent.Trim());
    }

    [Fact]
    public void Freshness_counts_the_seconds_since_the_last_update()
    {
        var fresh = Render<Freshness>(p => p.Add(c => c.UpdatedAt, Clock.GetUtcNow()));
        Assert.Equal("updated just now", fresh.Find(".freshness").TextContent.Trim());

        Clock.Advance(TimeSpan.FromSeconds(2));

        fresh.WaitForAssertion(() => Assert.Equal("updated 2 s ago", fresh.Find(".freshness").TextContent.Trim()));
    }

    [Fact]
    public void Losing_data_needs_the_objects_name_typed()
    {
        object? answer = null;
        Services.GetRequiredService<DialogService>().OnClose += given => answer = given;
        var dialog = Render<ConfirmDialog>(p => p.Add(c => c.Request, Question(losesData: true)));
        IElement Button() => dialog.Find("button[type=submit]");
        Assert.True(Button().HasAttribute("disabled"));

        dialog.Find("input").Input("topictest");
        Assert.True(Button().HasAttribute("disabled"));
        dialog.Find("form").Submit();
        Assert.Null(answer);

        dialog.Find("input").Input("TopicTest");
        Assert.False(Button().HasAttribute("disabled"));
    }

    [Fact]
    public void A_harmless_question_names_the_object_and_needs_no_typing()
    {
        var dialog = Render<ConfirmDialog>(p => p.Add(c => c.Request, Question(losesData: false)));

        Assert.Equal("TopicTest", dialog.Find(".object").TextContent);
        Assert.Empty(dialog.FindAll("input"));
        Assert.False(dialog.Find("button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public void A_copy_button_carries_the_whole_text_even_when_less_is_shown()
    {
        var copy = Render<CopyText>(p => p.Add(c => c.Text, "7F0000010000").Add(c => c.Display, "7F00…"));

        Assert.Equal("7F00…", copy.Find(".mono").TextContent);
        Assert.Equal("7F0000010000", copy.Find("button").GetAttribute("data-copy"));
    }

    [Fact]
    public void Text_in_a_code_block_is_never_markup()
    {
        var block = Render<CodeBlock>(p => p.Add(c => c.Text, "<script>alert(1)</script>"));

        Assert.Empty(block.FindAll("script"));
        Assert.Equal("<script>alert(1)</script>", block.Find("code").TextContent);
    }

    [Fact]
    public void A_serious_notice_interrupts_and_others_do_not()
    {
        Assert.Equal("alert", Render<Notice>(p => p.Add(c => c.Tone, Tone.Bad)).Find(".notice").GetAttribute("role"));
        Assert.Equal("status", Render<Notice>(p => p.Add(c => c.Tone, Tone.Info)).Find(".notice").GetAttribute("role"));
    }

    [Fact]
    public void Typing_a_filter_puts_it_into_the_address()
    {
        var box = Render<FilterBox>();

        box.Find("input").Input("order");

        Assert.EndsWith("?q=order", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_hands_its_points_to_the_script_with_gaps_left_as_gaps()
    {
        var module = JSInterop.SetupModule(_ => true);
        var handle = module.SetupModule("create", _ => true);
        handle.Mode = JSRuntimeMode.Loose;
        var at = Clock.GetUtcNow();

        Render<LiveChart>(p => p
            .Add(c => c.Title, "In").Add(c => c.Series, ["broker-a"])
            .Add(c => c.Points, [new ChartPoint(at, [1]), new ChartPoint(at.AddSeconds(1), [null])]));

        var replaced = Assert.Single(handle.Invocations["replace"]);
        Assert.Equal([at.ToUnixTimeSeconds(), at.ToUnixTimeSeconds() + 1.0], (IEnumerable<double>)replaced.Arguments[0]!);
        Assert.Equal([1.0, null], ((IEnumerable<IReadOnlyList<double?>>)replaced.Arguments[1]!).SelectMany(values => values));
    }

    private static ConfirmRequest Question(bool losesData) =>
        new() { Title = "Delete topic", ObjectName = "TopicTest", Confirm = "Delete", LosesData = losesData };
}
