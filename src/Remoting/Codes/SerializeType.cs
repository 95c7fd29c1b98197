namespace RocketMQ.Remoting.Codes;

/// <summary>How the header of a frame is written: the byte at offset 4 of the frame. docs/protocol.md 1.1.</summary>
public enum SerializeType : byte
{
    /// <summary>A JSON object.</summary>
    Json = 0,

    /// <summary>The binary form, called ROCKETMQ by the original.</summary>
    RocketMQ = 1,
}
