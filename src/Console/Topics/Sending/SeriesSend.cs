using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics.Sending;

/// <summary>Sends messages one after the other at a limited rate, until all are sent or it is stopped.</summary>
/// <remarks>One task works; whoever watches reads the immutable progress and is told of each step. Stopping takes effect before the next message.</remarks>
internal sealed class SeriesSend(string topic, int count, int perSecond, Func<int, OutgoingMessage> message, TimeProvider time, CancellationToken stop) : IChange
{
    /// <summary>Most messages of a series.</summary>
    public const int MostMessages = 10_000;

    /// <summary>Most messages a second.</summary>
    public const int FastestPerSecond = 1_000;

    private const int ShownMost = 5;

    private volatile SeriesProgress _progress = new(count, 0, 0, [], null, false);

    /// <summary>Raised after each message, on any thread.</summary>
    public event Action? Changed;

    /// <summary>How far it is.</summary>
    public SeriesProgress Progress => _progress;

    public string Kind => "topic.send";

    public string ObjectName => topic;

    public string Policy => Policies.Operate;

    public bool IsListed => false;

    public ChangePlan Plan(ClusterSnapshot snapshot) => SendPlans.Of(topic, SendWay.Series, count);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        for (var number = 1; number <= count && !stop.IsCancellationRequested; number++)
        {
            await SendAsync(number, connection);
            var early = TimeSpan.FromSeconds((double)number / perSecond) - time.GetElapsedTime(began);
            if (early > TimeSpan.Zero && number < count)
                await Task.Delay(early, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _progress = _progress with { IsFinished = true };
        Changed?.Invoke();
        var counts = $"{_progress.Sent} of {count} sent";
        return [new ServerOutcome(topic, _progress.Sent == 0 || _progress.Failed > 0 ? $"{counts}, {_progress.Failed} failed: {_progress.Failure}" : null, counts)];
    }

    public bool IsVisible(ClusterSnapshot snapshot) => _progress.Sent > 0;

    private async Task SendAsync(int number, IClusterConnection connection)
    {
        try
        {
            // Stopping waits for the message that is on its way: its end has to be known.
            var sent = await connection.Admin.Messages.SendAsync(message(number), CancellationToken.None);
            _progress = _progress with { Sent = _progress.Sent + 1, Newest = [sent, .. _progress.Newest.Take(ShownMost - 1)] };
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            _progress = _progress with { Failed = _progress.Failed + 1, Failure = FailureText.Of(failure) };
        }

        Changed?.Invoke();
    }
}

/// <summary>How far a series is.</summary>
/// <param name="Total">Messages to send.</param>
/// <param name="Sent">Those that were stored.</param>
/// <param name="Failed">Those that were not.</param>
/// <param name="Newest">The last ones that were stored, newest first.</param>
/// <param name="Failure">Why the last one failed that did; null when none did.</param>
/// <param name="IsFinished">Whether nothing comes any more.</param>
public sealed record SeriesProgress(int Total, int Sent, int Failed, IReadOnlyList<SentMessage> Newest, string? Failure, bool IsFinished)
{
    /// <summary>Whether somebody stopped it.</summary>
    public bool IsStopped => IsFinished && Sent + Failed < Total;
}
