namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Makes a rate out of a counter that is read again and again.</summary>
internal sealed class CounterRate
{
    private long? _value;
    private long _readAt;

    /// <summary>Takes the next reading.</summary>
    /// <param name="value">The counter; null when it is not known.</param>
    /// <param name="timestamp">When it was read, by <see cref="TimeProvider.GetTimestamp"/>.</param>
    /// <param name="time">Whose timestamps these are.</param>
    /// <returns>Per second since the previous reading; null for the first one, and after the counter began anew (it went backwards).</returns>
    public double? Next(long? value, long timestamp, TimeProvider time)
    {
        var seconds = time.GetElapsedTime(_readAt, timestamp).TotalSeconds;
        double? rate = value >= _value && seconds > 0 ? (value - _value) / seconds : null;
        _value = value;
        _readAt = timestamp;
        return rate;
    }

    /// <summary>Forgets the previous reading.</summary>
    public void Reset() => _value = null;
}
