using RocketMQ.Model;

namespace RocketMQ.Store.Tests.PowerLoss;

/// <summary>A record as it was appended.</summary>
internal sealed record Appended(string Topic, int QueueId, long QueueOffset, long Position, byte[] Bytes, IReadOnlyList<string> Keys)
{
    public long End => Position + Bytes.Length;
}

/// <summary>
/// What a test knows of a store that it writes to: every record by its position, how far appends were acknowledged under SYNC_FLUSH, and
/// where the log began.
/// </summary>
/// <remarks>Acknowledged is read by whichever thread takes a moment of the disk, before it does.</remarks>
internal sealed class CrashModel
{
    /// <summary>The one topic that is deleted now and then.</summary>
    public const string FleetingTopic = "fleeting";

    private long _acknowledged;
    private long _mayBeginAt;

    public SortedDictionary<long, Appended> Records { get; private init; } = [];

    /// <summary>Every record that ends here or before was acknowledged.</summary>
    public long Acknowledged
    {
        get => Volatile.Read(ref _acknowledged);
        set => Volatile.Write(ref _acknowledged, value);
    }

    /// <summary>Furthest position at which the log may begin, because files before it were deleted on purpose.</summary>
    public long MayBeginAt
    {
        get => Volatile.Read(ref _mayBeginAt);
        set => Volatile.Write(ref _mayBeginAt, value);
    }

    /// <summary>Log position at which that topic was deleted last; what it held before may be there or not.</summary>
    public long FleetingSince { get; set; }

    public CrashModel Moment() => new() { Acknowledged = Acknowledged, MayBeginAt = MayBeginAt, FleetingSince = FleetingSince, Records = new(Records) };

    /// <summary>Forgets what a recovery cut off, so that the log can go on from there.</summary>
    public void CutAt(long end)
    {
        foreach (var position in Records.Keys.Where(position => position >= end).ToList()) _ = Records.Remove(position);
        Acknowledged = Math.Min(Acknowledged, end);
        FleetingSince = Math.Min(FleetingSince, end);
    }

    /// <summary>Takes note of a record that the store has.</summary>
    public void Add(IMessageStore store, long position)
    {
        using var lease = store.ReadRecord(position) ?? throw new InvalidOperationException($"no record at {position}");
        _ = MessageRecordCodec.TryRead(lease.Memory.ToArray(), out var message, out _);
        Records[position] = From(message!);
    }

    public static Appended From(StoredMessage message)
    {
        var keys = (message.Keys ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (message.UniqueKey is { } unique) keys.Add(unique);
        return new Appended(message.Topic, message.QueueId, message.QueueOffset, message.PhysicalOffset, message.Record.ToArray(), keys);
    }
}
