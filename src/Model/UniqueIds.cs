using System.Buffers.Binary;
using System.Net;

namespace RocketMQ.Model;

/// <summary>What a unique id made by a Java-like client tells.</summary>
/// <param name="Address">The client host's first address.</param>
/// <param name="ProcessId">Low 16 bits of the process id.</param>
/// <param name="CreatedAt">
/// When the message was made. The id holds the time since the month began, so the month is the latest one that is not in the future,
/// and the client's time zone is taken to be the reader's.
/// </param>
/// <param name="Counter">Wrapping counter of that client.</param>
public readonly record struct UniqueIdParts(IPAddress Address, int ProcessId, DateTimeOffset CreatedAt, int Counter);

/// <summary>Takes unique ids apart again, for tools that show where a message came from.</summary>
public static class UniqueIds
{
    /// <summary>Reads an id; <paramref name="now"/> decides which month its time lies in. Ids of other clients decode to nonsense.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, DateTimeOffset now, out UniqueIdParts parts)
    {
        parts = default;
        if (text.Length is not (32 or 56)) return false;
        Span<byte> id = stackalloc byte[28];
        if (Convert.FromHexString(text, id, out _, out var count) != System.Buffers.OperationStatus.Done) return false;
        id = id[..count];
        var addressLength = count - 12;
        var sinceMonth = BinaryPrimitives.ReadInt32BigEndian(id[(addressLength + 6)..]);
        if (sinceMonth < 0) return false;
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, now.Offset);
        var created = month.AddMilliseconds(sinceMonth);
        if (created > now) created = month.AddMonths(-1).AddMilliseconds(sinceMonth);
        parts = new UniqueIdParts(
            new IPAddress(id[..addressLength]),
            BinaryPrimitives.ReadUInt16BigEndian(id[addressLength..]),
            created,
            BinaryPrimitives.ReadUInt16BigEndian(id[(addressLength + 10)..]));
        return true;
    }
}
