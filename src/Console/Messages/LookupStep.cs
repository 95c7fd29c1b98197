namespace RocketMQ.ManagementConsole.Messages;

/// <summary>One place where an id was looked for.</summary>
/// <param name="Result">What came of it; the text is the resource <c>Messages.Tried.{Result}</c> with <paramref name="Where"/> in it.</param>
/// <param name="Where">Broker address or topic.</param>
/// <param name="Detail">The server's words.</param>
public sealed record LookupStep(LookupResult Result, string Where, string? Detail = null);

/// <summary>What came of looking for an id in one place.</summary>
public enum LookupResult
{
    /// <summary>Read as an offset id, and the broker has the message.</summary>
    OffsetFound,

    /// <summary>Read as an offset id, and the broker has no message there (any more).</summary>
    OffsetMissing,

    /// <summary>Read as an offset id, it names an address that is no broker of this cluster.</summary>
    OffsetElsewhere,

    /// <summary>Read as an offset id, and the broker did not answer or refused.</summary>
    OffsetFailed,

    /// <summary>It has not the form of an offset id.</summary>
    NoOffsetId,

    /// <summary>Read as a unique id, which can only be looked for within a topic.</summary>
    TopicNeeded,

    /// <summary>Read as a unique id, and found in the topic.</summary>
    UniqueFound,

    /// <summary>Read as a unique id, and no broker of the topic has it in its index.</summary>
    UniqueMissing,

    /// <summary>Read as a unique id, and a broker of the topic did not answer or refused.</summary>
    UniqueFailed,
}
