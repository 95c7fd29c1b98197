using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace RocketMQ.Store.Tests;

/// <summary>When the log is brought to disk under ASYNC_FLUSH: by interval, by pages, and after the thorough interval whatever there is.</summary>
public sealed class FlushPacingTests : IDisposable
{
    private const int Interval = 777;
    private const int Page = 4096;

    private readonly StoreFolder _folder = new();
    private readonly FaultyDisk _disk = new();
    private readonly WatchedClock _clock = new(TimeSpan.FromMilliseconds(Interval));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_is_flushed_before_the_interval_is_over()
    {
        await using var store = Open(leastPages: 0);
        store.Put("a");

        _clock.Advance(TimeSpan.FromMilliseconds(Interval - 1));
        Assert.Equal(1, _clock.Armed);
        Assert.Equal(0, store.FlushedOffset);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await FlushedAsync(store);
    }

    [Fact]
    public async Task An_interval_with_fewer_dirty_pages_than_wanted_flushes_nothing()
    {
        await using var store = Open(leastPages: 4);
        store.Put(new string('x', 2 * Page));

        await PassAsync();
        Assert.Equal(0, store.FlushedOffset);
        Assert.Equal(0, _disk.FlushesOf("commitlog"));

        // Together with these there are enough.
        store.Put(new string('x', 2 * Page));
        _clock.Advance(TimeSpan.FromMilliseconds(Interval));
        await FlushedAsync(store);
        Assert.Equal(1, _disk.FlushesOf("commitlog"));
    }

    [Fact]
    public async Task What_is_too_little_for_a_flush_is_on_disk_after_the_thorough_interval()
    {
        await using var store = Open(leastPages: 4, thorough: 3 * Interval);
        store.Put("a");

        await PassAsync();
        await PassAsync();
        Assert.Equal(0, store.FlushedOffset);

        _clock.Advance(TimeSpan.FromMilliseconds(Interval));
        await FlushedAsync(store);
        Assert.Equal(1, _disk.FlushesOf("commitlog"));
    }

    private MessageStore Open(int leastPages, int thorough = 1_000_000) => MessageStore.Open(
        _folder.Options with { FlushIntervalCommitLog = Interval, FlushCommitLogLeastPages = leastPages, FlushCommitLogThoroughInterval = thorough },
        null, _disk, _clock, NullLoggerFactory.Instance);

    /// <summary>Lets an interval pass and waits until the store waits for the next one: it has looked and left what there is.</summary>
    private async Task PassAsync()
    {
        var before = _clock.Armed;
        _clock.Advance(TimeSpan.FromMilliseconds(Interval));
        await Testing.Eventually.HoldsAsync("store that waits for the next interval", () => Task.FromResult(_clock.Armed > before));
    }

    private static Task FlushedAsync(MessageStore store) =>
        Testing.Eventually.HoldsAsync("flushed log", () => Task.FromResult(store.FlushedOffset == store.MaxPhysicalOffset));

    /// <summary>Counts how often a timer was set to an interval that only the flush of the log has.</summary>
    private sealed class WatchedClock(TimeSpan interval) : FakeTimeProvider
    {
        private int _armed;

        public int Armed => Volatile.Read(ref _armed);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Watched(base.CreateTimer(callback, state, dueTime, period), this);

        private void Count(TimeSpan dueTime)
        {
            if (dueTime == interval)
                Interlocked.Increment(ref _armed);
        }

        private sealed class Watched(ITimer timer, WatchedClock clock) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                var changed = timer.Change(dueTime, period);
                clock.Count(dueTime);
                return changed;
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
