using System.Buffers.Binary;
using System.Net;

namespace RocketMQ.Model;

/// <summary>
/// Makes the ids that clients put into UNIQ_KEY: address, pid int16, loader hash int32, milliseconds since the month began int32,
/// counter int16, in upper-case hex (docs/protocol.md 4.2.7).
/// </summary>
/// <remarks>Thread-safe: the counter is the only state, and it is advanced atomically.</remarks>
public sealed class UniqueIdGenerator
{
    private readonly byte[] _prefix;
    private readonly TimeProvider _clock;
    private int _counter;

    /// <summary>The seed tells apart several generators of one process, as the class loader's hash does in Java.</summary>
    public UniqueIdGenerator(IPAddress address, int processId, int seed, TimeProvider clock)
    {
        var bytes = address.GetAddressBytes();
        _prefix = new byte[bytes.Length + 6];
        bytes.CopyTo(_prefix, 0);
        BinaryPrimitives.WriteInt16BigEndian(_prefix.AsSpan(bytes.Length), unchecked((short)processId));
        BinaryPrimitives.WriteInt32BigEndian(_prefix.AsSpan(bytes.Length + 2), seed);
        _clock = clock;
    }

    public string Next()
    {
        Span<byte> id = stackalloc byte[_prefix.Length + 6];
        _prefix.CopyTo(id);
        var now = _clock.GetLocalNow();
        var sinceMonth = now.DateTime - new DateTime(now.Year, now.Month, 1);
        BinaryPrimitives.WriteInt32BigEndian(id[_prefix.Length..], unchecked((int)(long)sinceMonth.TotalMilliseconds));
        BinaryPrimitives.WriteInt16BigEndian(id[(_prefix.Length + 4)..], unchecked((short)(Interlocked.Increment(ref _counter) - 1)));
        return Convert.ToHexString(id);
    }
}
