using System.Buffers;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Transport;

/// <summary>The pooled memory into which a connection receives.</summary>
internal static class ReceiveBuffer
{
    private const int Initial = 16 * 1024;

    /// <summary>Memory given for a length that a peer only claims; past it the buffer grows with the bytes that have come.</summary>
    private const int Trusted = 256 * 1024;

    /// <summary>A buffer for a new connection.</summary>
    public static byte[] Rent() => ArrayPool<byte>.Shared.Rent(Initial);

    /// <summary>Makes room for the frame whose beginning is in the buffer, and gives a big buffer back once its frame is served.</summary>
    /// <returns>The buffer to go on with; the given one when it fits.</returns>
    public static byte[] Fit(byte[] buffer, int filled, int maxFrameLength)
    {
        var wanted = Wanted(buffer, filled, maxFrameLength);
        if (wanted == buffer.Length)
            return buffer;
        var other = ArrayPool<byte>.Shared.Rent(wanted);
        buffer.AsSpan(0, filled).CopyTo(other);
        ArrayPool<byte>.Shared.Return(buffer);
        return other;
    }

    private static int Wanted(byte[] buffer, int filled, int maxFrameLength)
    {
        if (filled == 0)
            return buffer.Length > 16 * Initial ? Initial : buffer.Length;
        var needed = InboundFrame.MeasureFrame(buffer.AsSpan(0, filled), maxFrameLength);
        return needed <= buffer.Length || (filled < buffer.Length && buffer.Length >= Trusted)
            ? buffer.Length
            : Math.Min(needed, Math.Max(Trusted, buffer.Length * 2));
    }
}
