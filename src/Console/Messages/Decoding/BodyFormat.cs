namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>What bytes are taken for; the text is the resource <c>Message.Format.{name}</c>.</summary>
public enum BodyFormat
{
    /// <summary>There are none.</summary>
    Empty,

    /// <summary>An object or an array in JSON.</summary>
    Json,

    /// <summary>An XML document.</summary>
    Xml,

    /// <summary>Text, in whatever charset.</summary>
    Text,

    /// <summary>Packed by gzip (RFC 1952).</summary>
    Gzip,

    /// <summary>Packed by zlib (RFC 1950).</summary>
    Zlib,

    /// <summary>A frame of LZ4.</summary>
    Lz4,

    /// <summary>A frame of Zstandard (RFC 8878).</summary>
    Zstd,

    /// <summary>A map or an array in MessagePack.</summary>
    MessagePack,

    /// <summary>A message in the wire format of Protocol Buffers.</summary>
    Protobuf,

    /// <summary>A single object of Avro, which names its schema by a fingerprint.</summary>
    Avro,

    /// <summary>A stream of Java's serialization.</summary>
    Java,

    /// <summary>None of these.</summary>
    Binary,
}
