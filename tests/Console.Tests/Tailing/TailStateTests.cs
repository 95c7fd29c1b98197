using Microsoft.Extensions.Time.Testing;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Tailing;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Testing;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Tailing;

public sealed class TailStateTests
{
    private readonly FakeTimeProvider _clock = new(Noon);

    [Fact]
    public async Task Only_what_fits_by_tag_key_and_text_is_shown_newest_first()
    {
        var state = State(new MessageQuery { Tag = "paid", Contains = "order", Where = "key eq k1" });

        await TakeAsync(
            state,
            Message("order 1", offset: 1, tag: "paid", keys: "k1 k2"),
            Message("order 2", offset: 2, tag: "new", keys: "k1"),
            Message("order 3", offset: 3, tag: "paid", keys: "k2"),
            Message("parcel", offset: 4, tag: "paid", keys: "k1"),
            Message("order 5", offset: 5, tag: "paid", keys: "k1"));

        Assert.Equal([5L, 1], state.View.Rows.Select(row => row.Offset));
        Assert.Equal((5L, 2L), (state.View.Read, state.View.Fitting));
    }

    [Fact]
    public async Task Memory_is_bounded_and_everything_that_is_left_out_is_counted()
    {
        var state = State();
        var sent = 0L;
        for (var look = 0; look < 20; look++, sent += 500)
            await TakeAsync(state, [.. Enumerable.Range(0, 500).Select(number => Message(offset: (look * 500) + number))]);
        state.Take(new TailBatch([], 9_000, []));

        var view = state.View;
        Assert.Equal(TailState.MostRows, view.Rows.Count);
        Assert.Equal(9_999, view.Rows[0].Offset);
        Assert.Equal((sent, 9_000L), (view.Fitting, view.Unread));
        Assert.Equal(view.Fitting, view.Rows.Count + view.NotShown + view.Gone);
    }

    [Fact]
    public async Task Large_messages_are_bounded_by_their_bytes()
    {
        var state = State();
        for (var number = 0; number < 20; number++)
            await TakeAsync(state, Message(offset: number, bytes: new byte[1024 * 1024]));

        var view = state.View;
        Assert.InRange(view.Rows.Sum(row => (long)row.Located.Message.StoreSize), 1, TailState.MostBytes);
        Assert.Equal((19L, 20), (view.Rows[0].Offset, view.Rows.Count + view.Gone));
    }

    [Fact]
    public void What_waits_for_a_slow_viewer_is_bounded_too()
    {
        var state = State();
        state.Take(new TailBatch([.. Enumerable.Range(0, TailState.MostWaiting + 10).Select(number => Message(offset: number))], 5, []));

        Assert.Equal(15, state.View.Unread);
    }

    [Fact]
    public async Task While_it_stands_still_nothing_is_added_and_what_passes_is_counted()
    {
        var state = State();
        await TakeAsync(state, Message(offset: 1));
        state.IsPaused = true;

        state.Take(new TailBatch([Message(offset: 2), Message(offset: 3)], 40, []));
        Assert.Equal((1, 42L), (state.View.Rows.Count, state.View.Passed));

        state.IsPaused = false;
        await TakeAsync(state, Message(offset: 4));
        Assert.Equal([4L, 1], state.View.Rows.Select(row => row.Offset));
        Assert.Equal(0, state.View.Passed);
    }

    [Fact]
    public async Task What_rules_hide_is_neither_shown_nor_found()
    {
        var rule = new MaskingRule("numbers", "orders", MaskingKind.Pattern, @"\d{13,19}");
        var found = new TailState(Sights.Of(rule), new MessageQuery { Contains = "4111" }, _clock);
        await TakeAsync(found, Message("card 4111111111111111"));
        Assert.Empty(found.View.Rows);

        var shown = new TailState(Sights.Of(rule), new MessageQuery(), _clock);
        await TakeAsync(shown, Message("card 4111111111111111", keys: "4111111111111111"));
        Assert.Equal(("card ***", "***"), (shown.View.Rows[0].Preview, shown.View.Rows[0].Keys));
    }

    [Fact]
    public async Task What_was_revealed_is_hidden_again_when_the_leave_ends()
    {
        using var folder = new TemporaryDatabase();
        var store = new MaskingStore(folder.Database, _clock);
        store.Save("main", new MaskingRule("numbers", "orders", MaskingKind.Pattern, @"\d{13,19}"));
        store.Reveal("main", "olga", "orders", new Reveal("TICKET-7", Noon.AddMinutes(5)));
        var state = new TailState(new MessageSight(store, "main", "olga"), new MessageQuery(), _clock);
        await TakeAsync(state, Message("card 4111111111111111"));
        Assert.Equal("card 4111111111111111", state.View.Rows[0].Preview);

        _clock.Advance(TimeSpan.FromMinutes(5));
        state.Take(new TailBatch([], 0, []));

        Assert.Equal("card ***", state.View.Rows[0].Preview);
    }

    private TailState State(MessageQuery? query = null) => new(Sights.Everything, query ?? new MessageQuery(), _clock);

    private static async Task TakeAsync(TailState state, params LocatedMessage[] messages)
    {
        var read = state.View.Read + messages.Length;
        state.Take(new TailBatch(messages, 0, []));
        await Eventually.HoldsAsync("messages looked at", () => Task.FromResult(state.View.Read == read));
    }
}
