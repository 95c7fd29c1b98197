using Microsoft.Extensions.Time.Testing;
using RocketMQ.Broker.Replication;

namespace RocketMQ.Broker.Tests.Replication;

/// <summary>Senders of a synchronous master that wait for a slave.</summary>
public sealed class ReplicaWaitsTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly ReplicaWaits _waits;

    public ReplicaWaitsTests() => _waits = new ReplicaWaits(TimeSpan.FromSeconds(3), _time);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _waits.DisposeAsync();

    [Fact]
    public async Task A_sender_waits_for_its_own_position_and_not_for_those_behind_it()
    {
        var later = _waits.WhenAcknowledgedAsync(200).AsTask();
        var sooner = _waits.WhenAcknowledgedAsync(100).AsTask();

        _waits.Acknowledge(150);

        Assert.Equal(ReplicationStatus.Replicated, await sooner);
        Assert.False(later.IsCompleted);
        _waits.Acknowledge(200);
        Assert.Equal(ReplicationStatus.Replicated, await later);
    }

    [Fact]
    public async Task What_a_slave_has_already_is_not_waited_for()
    {
        _waits.Acknowledge(100);

        Assert.Equal(ReplicationStatus.Replicated, await _waits.WhenAcknowledgedAsync(100));
    }

    [Fact]
    public async Task Each_sender_waits_its_full_time_and_no_longer()
    {
        var first = _waits.WhenAcknowledgedAsync(100).AsTask();
        _time.Advance(TimeSpan.FromSeconds(2));
        var second = _waits.WhenAcknowledgedAsync(200).AsTask();

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ReplicationStatus.TimedOut, await first);
        Assert.False(second.IsCompleted);
        _waits.Acknowledge(200);
        Assert.Equal(ReplicationStatus.Replicated, await second);
    }

    [Fact]
    public async Task Nobody_is_left_waiting_when_the_broker_stops()
    {
        var wait = _waits.WhenAcknowledgedAsync(100).AsTask();

        await _waits.DisposeAsync();

        Assert.Equal(ReplicationStatus.TimedOut, await wait);
    }
}
