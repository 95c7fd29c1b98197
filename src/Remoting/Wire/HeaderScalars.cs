using RocketMQ.Remoting.Codes;

namespace RocketMQ.Remoting.Wire;

/// <summary>The fixed members of a header. Missing ones are 0, as the original reads them.</summary>
internal record struct HeaderScalars
{
    public int Code;
    public LanguageCode Language;
    public int Version;
    public int Opaque;
    public CommandFlags Flags;
    public int RemarkStart;

    /// <summary>−1 when there is no remark.</summary>
    public int RemarkLength;

    public bool RemarkEscaped;
}
