using System.Runtime.InteropServices;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Unpacks through a stream, up to a limit.</summary>
internal static class Unpacking
{
    /// <summary>Unpacks everything.</summary>
    /// <param name="packed">The packed bytes.</param>
    /// <param name="open">Makes the stream that unpacks.</param>
    /// <param name="limit">Bytes it may become.</param>
    /// <returns>The bytes, or <see cref="DecodeProblem.TooLarge"/>; null when they can not be unpacked.</returns>
    public static Reading? Read(ReadOnlyMemory<byte> packed, Func<Stream, Stream> open, int limit)
    {
        var buffer = new BoundedBuffer(limit);
        try
        {
            using var stream = open(StreamOf(packed));
            while (stream.Read(buffer.GetSpan(8192)) is > 0 and var read)
                buffer.Advance(read);
            return new Reading { Content = buffer.Written };
        }
        catch (BufferFullException)
        {
            return new Reading { Problem = DecodeProblem.TooLarge };
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // Libraries that unpack throw what they like at bytes that only begin like theirs. Whatever it is, the bytes are something else.
            return null;
        }
    }

    /// <summary>A stream over bytes that are not copied where that can be avoided.</summary>
    public static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
