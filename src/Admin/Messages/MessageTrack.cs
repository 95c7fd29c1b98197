namespace RocketMQ.Admin.Messages;

/// <summary>What became of a message in one group.</summary>
public enum TrackKind
{
    /// <summary>It could not be found out.</summary>
    Unknown,

    /// <summary>The group is past it.</summary>
    Consumed,

    /// <summary>The group is past it, and did not want its tag.</summary>
    ConsumedButFiltered,

    /// <summary>The application pulls, and only it knows.</summary>
    Pull,

    /// <summary>The group has not come to it yet.</summary>
    NotConsumedYet,

    /// <summary>Nobody of the group is connected.</summary>
    NotOnline,

    /// <summary>Every member keeps offsets of its own, which no broker knows.</summary>
    Broadcasting,
}

/// <summary>A group and a message.</summary>
/// <param name="Group">Consumer group.</param>
/// <param name="Kind">What became of the message.</param>
/// <param name="Reason">Why it is not known, in the server's words.</param>
public sealed record MessageTrack(string Group, TrackKind Kind, string? Reason = null);
