using RocketMQ.Store.Timers;

namespace RocketMQ.Store.Tests.Timers;

public sealed class TimerIndexTests : IDisposable
{
    private const long Start = 1_795_333_673_000;

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Slots_come_in_the_order_of_time_and_entries_in_the_order_in_which_they_were_added()
    {
        using var index = TimerIndex.Open(_folder.Path);
        index.Add(Start + 9000, new TimerEntry(0, 100));
        index.Add(Start + 5000, new TimerEntry(1, 200));
        index.Add(Start + 9000, new TimerEntry(2, 300));
        index.Add(Start + TimerIndex.Reach - 1000, new TimerEntry(3, 400));

        Assert.Equal([(Start + 5000, 1), (Start + 9000, 0), (Start + 9000, 2), (Start + TimerIndex.Reach - 1000, 3)], Drain(index));
        Assert.Equal((0, null), (index.Count, index.NextSlot(Start)));
    }

    [Fact]
    public void A_slot_is_used_anew_when_the_wheel_has_gone_round()
    {
        using var index = TimerIndex.Open(_folder.Path);
        index.Add(Start, new TimerEntry(0, 1));
        index.RemoveFirst(Start);
        var later = Start + (TimerIndex.Reach + TimerSlots.Length);
        index.Add(later, new TimerEntry(1, 2));

        Assert.Equal(later, index.NextSlot(Start + 1000));
        Assert.True(index.TryPeek(later, out var entry));
        Assert.Equal(new TimerEntry(1, 2), entry);
    }

    [Fact]
    public void Files_whose_messages_are_gone_are_deleted()
    {
        using var index = TimerIndex.Open(_folder.Path);
        const int files = 4;
        for (var i = 0; i < files * TimerChain.PerFile; i++)
            index.Add(Start + (i / 1000 * 1000), new TimerEntry(i, i));
        Assert.Equal(files, index.ChainFiles);

        Assert.Equal(files * TimerChain.PerFile, Drain(index).Count);

        Assert.Equal(1, index.ChainFiles);
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "chain")));
    }

    [Fact]
    public void What_was_closed_in_order_is_taken_over_and_goes_on()
    {
        (long End, long Count) noted;
        using (var index = TimerIndex.Open(_folder.Path))
        {
            for (var i = 0; i < 100; i++)
                index.Add(Start + (i % 7 * 1000), new TimerEntry(i, i * 10));
            index.RemoveFirst(Start);
            index.Close();
            noted = (index.End, index.Count);
        }

        using var again = TimerIndex.Open(_folder.Path);
        Assert.True(again.TryLoad(noted.End, noted.Count));
        again.Add(Start + 1000, new TimerEntry(100, 1000));

        var all = Drain(again);
        Assert.Equal(100, all.Count);
        Assert.Equal([1, 8, 15], all.Where(item => item.Slot == Start + 1000).Take(3).Select(item => item.Offset));
        Assert.Equal(100, all.Last(item => item.Slot == Start + 1000).Offset);
    }

    [Theory]
    [InlineData("wheel")]
    [InlineData("chain/0000000000")]
    public void Files_that_do_not_fit_together_are_refused_and_emptied(string name)
    {
        (long End, long Count) noted;
        using (var index = TimerIndex.Open(_folder.Path))
        {
            for (var i = 0; i < 10; i++)
                index.Add(Start, new TimerEntry(i, i));
            index.Close();
            noted = (index.End, index.Count);
        }

        var path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, [.. Enumerable.Repeat((byte)0x11, (int)new FileInfo(path).Length)]);
        using var again = TimerIndex.Open(_folder.Path);

        Assert.False(again.TryLoad(noted.End, noted.Count));
        Assert.Equal((0, null), (again.Count, again.NextSlot(Start)));
        again.Add(Start, new TimerEntry(7, 7));
        Assert.Equal([(Start, 7)], Drain(again));
    }

    [Theory]
    [InlineData(10_000, 9000)]
    [InlineData(10_001, 10_000)]
    [InlineData(10_999, 10_000)]
    public void A_time_waits_for_the_slot_that_ends_not_before_it(long deliver, long slot)
    {
        Assert.Equal(slot, TimerSlots.OutOf(deliver));
        Assert.True(TimerSlots.DueOf(slot) >= deliver);
    }

    [Theory]
    [InlineData(50_000, 10_500, 50_000)]
    [InlineData(9000, 10_500, 10_000)]
    [InlineData(110_000, 10_500, 60_000)]
    [InlineData(142_000, 10_500, 60_000)]
    [InlineData(143_000, 10_500, 60_000)]
    [InlineData(144_000, 10_500, 110_000)]
    [InlineData(900_000, 10_500, 110_000)]
    public void A_message_that_waits_longer_than_it_may_is_looked_at_before(long outAt, long stored, long slot) =>
        Assert.Equal(slot, TimerSlots.Place(outAt, stored, 100_000));

    private static List<(long Slot, long Offset)> Drain(TimerIndex index)
    {
        var all = new List<(long, long)>();
        while (index.NextSlot(Start) is { } slot)
        {
            while (index.TryPeek(slot, out var entry))
            {
                all.Add((slot, entry.QueueOffset));
                index.RemoveFirst(slot);
            }
        }

        return all;
    }
}
