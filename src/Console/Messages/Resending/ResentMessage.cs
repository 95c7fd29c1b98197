using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages.Resending;

/// <summary>Makes a new message of a stored one: the same body, tag, keys, flag, and properties of its application.</summary>
internal static class ResentMessage
{
    // What is about the way of the stored message, or made anew by whoever sends.
    private static readonly HashSet<string> LeftOut =
    [
        PropertyNames.Tags, PropertyNames.Keys, PropertyNames.Delay, PropertyNames.UniqueKey, PropertyNames.Wait, PropertyNames.Cluster, PropertyNames.MessageRegion,
        PropertyNames.TraceOn, PropertyNames.MinOffset, PropertyNames.MaxOffset, PropertyNames.RealTopic, PropertyNames.RealQueueId, PropertyNames.TransactionPrepared,
        PropertyNames.Crc32, PropertyNames.RetryTopic, PropertyNames.OriginMessageId, PropertyNames.ReconsumeTime, PropertyNames.MaxReconsumeTimes,
        PropertyNames.ConsumeStartTime, PropertyNames.DeadLetterOriginTopic, PropertyNames.DeadLetterOriginMessageId, PropertyNames.FirstPopTime, PropertyNames.PopCheckPoint,
        PropertyNames.TransactionPreparedQueueOffset, PropertyNames.TransactionCheckTimes, PropertyNames.TransactionId, PropertyNames.InnerMultiDispatch,
        PropertyNames.InnerMultiQueueOffset, PropertyNames.TimerDeliverMs, PropertyNames.TimerDelayMs, PropertyNames.TimerDelaySec, PropertyNames.TimerDelayLevel,
        PropertyNames.TimerOutMs, PropertyNames.TimerEnqueueMs, PropertyNames.TimerDequeueMs, PropertyNames.TimerRollTimes, PropertyNames.TimerDeleteUniqueKey,
    ];

    /// <summary>The topic that a copy of a message goes to: its own, or the one it was sent to at first; null when that is not to be learned.</summary>
    public static string? TopicOf(StoredMessage message) =>
        MessageOrigin.TopicsOf(message).FirstOrDefault(topic => !SystemTopics.IsSystemTopic(topic) && !SystemTopics.IsRetry(topic) && !SystemTopics.IsDeadLetter(topic));

    /// <summary>The new message.</summary>
    /// <param name="message">The stored one.</param>
    /// <param name="topic">Where it goes.</param>
    /// <param name="more">Further properties.</param>
    /// <exception cref="ArgumentException">The body can not be unpacked.</exception>
    public static OutgoingMessage Of(StoredMessage message, string topic, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var body = message.UnpackBody();
        if (body.Problem is { } problem)
            throw new ArgumentException(problem);
        var properties = message.Properties.Where(pair => !LeftOut.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var (name, value) in more)
            properties[name] = value;
        return new OutgoingMessage(topic, body.Body)
        {
            Tag = message.Tags,
            Keys = message.Keys?.Split(PropertyNames.KeySeparator, StringSplitOptions.RemoveEmptyEntries) ?? [],
            Flag = message.Flag,
            Properties = properties,
        };
    }
}
