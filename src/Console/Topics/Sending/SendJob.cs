using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Changes;

namespace RocketMQ.ManagementConsole.Topics.Sending;

/// <summary>A series of messages to one topic.</summary>
public sealed class SendJob : ChangeJob
{
    /// <summary>A series that has not begun yet.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="count">How many messages.</param>
    /// <param name="perSecond">How many a second.</param>
    /// <param name="message">Makes the message of a number, from 1.</param>
    /// <param name="time">Paces it.</param>
    internal SendJob(string topic, int count, int perSecond, Func<int, OutgoingMessage> message, TimeProvider time)
    {
        Series = new SeriesSend(topic, count, perSecond, message, time, Stopping);
        Series.Changed += Tell;
    }

    /// <summary>How far it is.</summary>
    public SeriesProgress Progress => Series.Progress;

    internal SeriesSend Series { get; }

    internal override IChange Work => Series;
}
