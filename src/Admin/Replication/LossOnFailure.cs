namespace RocketMQ.Admin.Replication;

/// <summary>What would be lost if the master of a broker set failed now and its disk with it.</summary>
public enum LossOnFailure
{
    /// <summary>It can not be said; the set's problem tells why.</summary>
    Unknown,

    /// <summary>Nothing: a slave has everything.</summary>
    Nothing,

    /// <summary>Nothing that a slave has confirmed: the newest messages are on their way and their senders still wait.</summary>
    NothingConfirmed,

    /// <summary>The newest messages: no slave has them yet.</summary>
    Newest,

    /// <summary>Everything: no slave has any of it.</summary>
    Everything,

    /// <summary>The master is gone already: what its slaves have is what can be read.</summary>
    MasterGone,
}
