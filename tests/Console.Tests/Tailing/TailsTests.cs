using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Tailing;
using RocketMQ.Testing;

namespace RocketMQ.ManagementConsole.Tests.Tailing;

public sealed class TailsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TailedCluster _cluster = new();
    private readonly Tails _tails;

    public TailsTests() => _tails = new Tails(_clock, NullLogger<Tails>.Instance);

    public void Dispose() => _tails.Dispose();

    [Fact]
    public async Task However_many_look_there_is_one_loop_and_none_when_nobody_does()
    {
        ConcurrentQueue<TailBatch> first = [];
        ConcurrentQueue<TailBatch> second = [];
        var one = _tails.Watch(_cluster.Connection, "orders", first.Enqueue);
        await Eventually.HoldsAsync("first look", () => Task.FromResult(!first.IsEmpty));
        var other = _tails.Watch(_cluster.Connection, "orders", second.Enqueue);
        Assert.Equal(1, _tails.Count);

        _cluster.Add(0, 1);
        await Eventually.HoldsAsync("both get the message", () =>
        {
            _clock.Advance(Tails.Pause);
            return Task.FromResult(first.Any(batch => batch.Messages.Count == 1) && second.Any(batch => batch.Messages.Count == 1));
        });
        Assert.Equal(1, _cluster.Pulls);

        one.Dispose();
        Assert.Equal(1, _tails.Count);
        other.Dispose();
        Assert.Equal(0, _tails.Count);
        other.Dispose();
        Assert.Equal(0, _tails.Count);
    }

    [Fact]
    public async Task Whoever_comes_after_the_last_has_left_begins_at_the_end()
    {
        ConcurrentQueue<TailBatch> batches = [];
        _tails.Watch(_cluster.Connection, "orders", _ => { }).Dispose();
        _cluster.Add(0, 5);

        using var watching = _tails.Watch(_cluster.Connection, "orders", batches.Enqueue);
        await Eventually.HoldsAsync("first look", () => Task.FromResult(!batches.IsEmpty));

        Assert.Empty(batches.First().Messages);
    }
}
