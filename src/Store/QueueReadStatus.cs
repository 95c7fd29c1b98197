namespace RocketMQ.Store;

/// <summary>Outcome of reading a queue; the names are those of the original (docs/protocol.md 2.4.2).</summary>
public enum QueueReadStatus
{
    /// <summary>At least one record.</summary>
    Found,

    /// <summary>Entries were scanned and none passed the filter; read on at NextBeginOffset.</summary>
    NoMatchedMessage,

    /// <summary>The entry points to a log file that is gone.</summary>
    MessageWasRemoving,

    /// <summary>An entry could not be read.</summary>
    OffsetFoundNull,

    /// <summary>The offset is behind the end; read on at the end.</summary>
    OffsetOverflowBadly,

    /// <summary>The offset is the end: nothing there yet.</summary>
    OffsetOverflowOne,

    /// <summary>The offset is before the first message kept.</summary>
    OffsetTooSmall,

    /// <summary>There is no such queue.</summary>
    NoMatchedLogicQueue,

    /// <summary>The queue has never held a message.</summary>
    NoMessageInQueue,
}

/// <summary>The status as the original writes it into remarks.</summary>
public static class QueueReadStatusExtensions
{
    public static string ToWireName(this QueueReadStatus status) => status switch
    {
        QueueReadStatus.Found => "FOUND",
        QueueReadStatus.NoMatchedMessage => "NO_MATCHED_MESSAGE",
        QueueReadStatus.MessageWasRemoving => "MESSAGE_WAS_REMOVING",
        QueueReadStatus.OffsetFoundNull => "OFFSET_FOUND_NULL",
        QueueReadStatus.OffsetOverflowBadly => "OFFSET_OVERFLOW_BADLY",
        QueueReadStatus.OffsetOverflowOne => "OFFSET_OVERFLOW_ONE",
        QueueReadStatus.OffsetTooSmall => "OFFSET_TOO_SMALL",
        QueueReadStatus.NoMatchedLogicQueue => "NO_MATCHED_LOGIC_QUEUE",
        _ => "NO_MESSAGE_IN_QUEUE",
    };
}
