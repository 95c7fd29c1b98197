namespace RocketMQ.ManagementConsole.History;

/// <summary>What is recorded. The numbers are those in history.db and never change.</summary>
public enum Figure
{
    /// <summary>Messages stored a second.</summary>
    In = 0,

    /// <summary>Messages delivered a second; of groups and topics, messages consumed.</summary>
    Out = 1,

    /// <summary>Messages stored and not consumed.</summary>
    Lag = 2,

    /// <summary>Age of the oldest unread message at most, seconds; 0 when everything is read.</summary>
    OldestUnread = 3,

    /// <summary>Share of the fullest commit log's disk in use, 0 to 1.</summary>
    Disk = 4,

    /// <summary>Half of the messages were stored within this, milliseconds.</summary>
    PutP50 = 5,

    /// <summary>99 of 100 messages were stored within this, milliseconds.</summary>
    PutP99 = 6,

    /// <summary>Producers connected.</summary>
    Producers = 7,

    /// <summary>Members connected.</summary>
    Members = 8,

    /// <summary>Seconds since the broker last gave a message back; only while proof of life is switched on.</summary>
    ProofAge = 9,

    /// <summary>From sending that message to having read it back, milliseconds.</summary>
    RoundTrip = 10,
}
