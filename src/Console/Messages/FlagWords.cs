using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>System flags in words (docs/protocol.md 4.2.2).</summary>
internal static class FlagWords
{
    private const SystemFlags CompressionBits = (SystemFlags)0x700;

    /// <summary>Names of the resources <c>Message.Flag.{name}</c> that describe the flags that are set.</summary>
    public static IReadOnlyList<string> Of(SystemFlags flags)
    {
        var words = new List<string>();
        if (flags.CompressionType() is not CompressionType.None and var packing)
            words.Add("Packed" + packing);
        if (flags.HasFlag(SystemFlags.MultiTags))
            words.Add("MultiTags");
        if (flags.TransactionType() is not TransactionType.None and var part)
            words.Add("Transaction" + part);
        if (flags.HasFlag(SystemFlags.BornHostV6))
            words.Add("BornHostV6");
        if (flags.HasFlag(SystemFlags.StoreHostV6))
            words.Add("StoreHostV6");
        if (flags.HasFlag(SystemFlags.NeedUnwrap))
            words.Add("NeedUnwrap");
        if (flags.HasFlag(SystemFlags.InnerBatch))
            words.Add("InnerBatch");
        return words;
    }

    /// <summary>The bits without a meaning.</summary>
    public static int UnknownBits(SystemFlags flags)
    {
        var known = (SystemFlags)0xFF;
        if (flags.HasFlag(SystemFlags.Compressed))
            known |= CompressionBits;
        return (int)(flags & ~known);
    }
}
