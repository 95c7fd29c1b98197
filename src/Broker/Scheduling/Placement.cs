using System.Globalization;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Sending;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Store.Timers;

namespace RocketMQ.Broker.Scheduling;

/// <summary>Decides where a message is stored: in its own queue, or where delayed ones wait (docs/protocol.md 6.9).</summary>
internal sealed class Placement(DelayLevels levels, BrokerSettings settings, TimeProvider time)
{
    /// <summary>Where a message with these properties that is meant for a queue is stored.</summary>
    /// <exception cref="RejectedException">Its delivery time is none, too far, or not to be had here.</exception>
    public Place For(in SendProperties meaning, string topic, int queueId)
    {
        if (SystemTopics.IsDeadLetter(topic))
            return new Place(topic, queueId);
        if (meaning.DelayLevel > 0)
            return new Place(SystemTopics.Schedule, levels.QueueOf(meaning.DelayLevel)) { Level = Math.Min(meaning.DelayLevel, levels.Highest) };
        return meaning.HasTimer ? ForTimer(meaning, topic, queueId) : new Place(topic, queueId);
    }

    private Place ForTimer(in SendProperties meaning, string topic, int queueId)
    {
        if (!settings.TimerEnabled)
            throw new RejectedException(ResponseCode.SystemError, "accurate timer message is not enabled, timerWheelEnable is false");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (meaning.CancelsTimer)
            throw Illegal($"{PropertyNames.TimerDeleteUniqueKey} is set, and waiting messages can not be cancelled here");
        if (meaning.DeliverAt(now) is not { } deliver)
            throw Illegal("its time is no whole number of a reasonable size");
        if (deliver <= now)
            return new Place(topic, queueId);
        if (deliver - now > settings.TimerMaxDelay.TotalMilliseconds)
            throw Illegal(string.Create(CultureInfo.InvariantCulture, $"it asks for {deliver - now}ms"));
        return new Place(SystemTopics.Timer, 0) { TimerOut = TimerSlots.OutOf(deliver) };
    }

    private RejectedException Illegal(string reason) => new(ResponseCode.MessageIllegal, string.Create(CultureInfo.InvariantCulture,
        $"timer message illegal, the delay time should not be bigger than the max delay {(long)settings.TimerMaxDelay.TotalMilliseconds}ms; {reason}"));
}

/// <summary>Where a message is stored.</summary>
/// <param name="Topic">The stored topic.</param>
/// <param name="QueueId">The stored queue.</param>
internal readonly record struct Place(string Topic, int QueueId)
{
    /// <summary>Second in which it falls due, milliseconds since 1970; 0 where it waits for none.</summary>
    public long TimerOut { get; init; }

    /// <summary>Delay level that it waits for, which is no higher than there are levels; 0 where it waits for none.</summary>
    public int Level { get; init; }
}
