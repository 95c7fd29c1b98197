using RocketMQ.Store.Timers;

namespace RocketMQ.Store.Tests.Timers;

public sealed class TimerStateTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_newest_progress_is_found_again()
    {
        using (var state = TimerState.Open(_folder.Path))
        {
            for (var i = 1; i <= 5; i++)
                state.Write(Progress(i));
        }

        using var again = TimerState.Open(_folder.Path);
        Assert.Equal(Progress(5), again.Load(long.MaxValue));
        again.Write(Progress(6));
        Assert.Equal(Progress(6), again.Load(long.MaxValue));
    }

    [Fact]
    public void A_process_killed_while_it_writes_leaves_the_progress_before()
    {
        using (var state = TimerState.Open(_folder.Path))
        {
            state.Write(Progress(1));
            state.Write(Progress(2));
        }

        // The second of the two places that take turns, torn.
        Corrupt(0);
        using var again = TimerState.Open(_folder.Path);
        Assert.Equal(Progress(1), again.Load(long.MaxValue));
    }

    [Fact]
    public void What_a_shortened_log_does_not_bear_out_is_not_believed()
    {
        using (var state = TimerState.Open(_folder.Path))
        {
            state.Write(Progress(1));
            state.WriteDurable(Progress(1));
            for (var i = 2; i <= 9; i++)
                state.Write(Progress(i));
        }

        using var again = TimerState.Open(_folder.Path);
        Assert.Equal(Progress(9), again.Load(9000));
        Assert.Equal(Progress(8), again.Load(8999));
        Assert.Equal(Progress(1), again.Load(1000));
        Assert.Null(again.Load(999));
    }

    [Fact]
    public void A_stop_in_order_counts_once()
    {
        using (var state = TimerState.Open(_folder.Path))
        {
            Assert.Null(state.TakeClosed());
            state.NoteClosed(70, 7);
        }

        using var again = TimerState.Open(_folder.Path);
        Assert.Equal((70, 7), again.TakeClosed());
        Assert.Null(again.TakeClosed());
    }

    [Fact]
    public void The_layout_on_disk_is_frozen()
    {
        using (var state = TimerState.Open(_folder.Path))
        {
            state.Write(new TimerProgress(1, 2, 3, 4, 5, 6));
            state.NoteClosed(7, 8);
        }

        var file = File.ReadAllBytes(Path.Combine(_folder.Path, "progress"));
        Assert.Equal(4096, file.Length);
        Assert.Equal(string.Concat(Enumerable.Range(0, 7).Select(i => $"0{Math.Max(1, i)}00000000000000")), Convert.ToHexStringLower(file[512..568]));
        Assert.Equal("314b4f52454d495407000000000000000800000000000000", Convert.ToHexStringLower(file[2048..2072]));
    }

    private void Corrupt(long at)
    {
        using var file = File.Open(Path.Combine(_folder.Path, "progress"), FileMode.Open);
        file.Position = at + 10;
        file.WriteByte(0xFF);
    }

    private static TimerProgress Progress(int i) => new(172_800_000, 1000 * i, i, 10 * i, 0, 1000 * i);
}
