namespace RocketMQ.Model;

/// <summary>The sysFlag bits of a stored message (docs/protocol.md 4.2.2).</summary>
[Flags]
public enum SystemFlags
{
    None = 0,
    Compressed = 0x01,
    MultiTags = 0x02,
    TransactionPrepared = 0x04,
    TransactionCommit = 0x08,
    TransactionRollback = 0x0C,
    BornHostV6 = 0x10,
    StoreHostV6 = 0x20,
    NeedUnwrap = 0x40,
    InnerBatch = 0x80,
    CompressionLz4 = 0x100,
    CompressionZstd = 0x200,
    CompressionZlib = 0x300,
}

/// <summary>The two bits that say what part of a transaction a record is.</summary>
public enum TransactionType
{
    None = 0,
    Prepared = 0x04,
    Commit = 0x08,
    Rollback = 0x0C,
}

/// <summary>How a compressed body is packed.</summary>
public enum CompressionType
{
    None,
    Zlib,
    Lz4,
    Zstd,

    /// <summary>The type bits hold a value that no released client writes.</summary>
    Unknown,
}

/// <summary>Reads and changes the multi-bit fields inside <see cref="SystemFlags"/>.</summary>
public static class SystemFlagsExtensions
{
    private const SystemFlags TransactionMask = (SystemFlags)0x0C;
    private const SystemFlags CompressionMask = (SystemFlags)0x700;

    public static TransactionType TransactionType(this SystemFlags flags) => (TransactionType)(flags & TransactionMask);

    public static SystemFlags WithTransaction(this SystemFlags flags, TransactionType type) =>
        (flags & ~TransactionMask) | (SystemFlags)type;

    /// <summary>How the body is packed; zero type bits mean zlib, as clients before 4.9.3 write them.</summary>
    public static CompressionType CompressionType(this SystemFlags flags)
    {
        if ((flags & SystemFlags.Compressed) == 0) return Model.CompressionType.None;
        return (int)(flags & CompressionMask) switch
        {
            0x000 or 0x300 => Model.CompressionType.Zlib,
            0x100 => Model.CompressionType.Lz4,
            0x200 => Model.CompressionType.Zstd,
            _ => Model.CompressionType.Unknown,
        };
    }

    /// <summary>Whether records with these flags get an entry in their queue: all but prepared and rolled back ones (4.2.9).</summary>
    public static bool IsQueued(this SystemFlags flags) =>
        flags.TransactionType() is Model.TransactionType.None or Model.TransactionType.Commit;
}
