using System.Buffers.Binary;
using System.Text;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Tests.Wire;

/// <summary>Frames made by hand for tests, and their reading.</summary>
internal static class Frame
{
    /// <summary>A frame with a JSON header given as text.</summary>
    public static byte[] Json(string header, string body = "") =>
        Raw(0, Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(body));

    /// <summary>A frame around any header bytes.</summary>
    public static byte[] Raw(byte type, byte[] header, byte[] body)
    {
        var frame = new byte[8 + header.Length + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), header.Length);
        frame[4] = type;
        header.CopyTo(frame, 8);
        body.CopyTo(frame, 8 + header.Length);
        return frame;
    }

    /// <summary>A copy of the frame, or the exception of its reading.</summary>
    public static RemotingCommand Read(byte[] frame)
    {
        Assert.Equal(frame.Length, InboundFrame.MeasureFrame(frame, InboundFrame.DefaultMaxLength));
        return RemotingCommand.Copy(InboundFrame.Read(frame, new FieldIndex()));
    }

    /// <summary>The text of a JSON header.</summary>
    public static string HeaderText(byte[] frame) =>
        Encoding.UTF8.GetString(frame, 8, BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(4)) & 0xFFFFFF);

    /// <summary>A request as our own writer makes it.</summary>
    public static byte[] Request(RequestCode code, int opaque = 1, string body = "", SerializeType type = SerializeType.Json, CommandFlags flags = CommandFlags.Request)
    {
        using var output = new OutputBuffer();
        var writer = new FrameWriter(output, type, (int)code, opaque, flags);
        writer.Body(Encoding.UTF8.GetBytes(body));
        writer.Complete();
        return output.WrittenSpan.ToArray();
    }
}
