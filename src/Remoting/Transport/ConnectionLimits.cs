using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Transport;

/// <summary>What one connection may cost.</summary>
public sealed record ConnectionLimits
{
    /// <summary>Bytes of one frame including its length field; longer ones close the connection. The original's default is 16 MiB.</summary>
    public int MaxFrameLength { get; init; } = InboundFrame.DefaultMaxLength;

    /// <summary>Requests of the peer that are being served in lanes at the same time; more are answered SYSTEM_BUSY.</summary>
    public int MaxInFlightRequests { get; init; } = 65_535;

    /// <summary>Requests of ours that wait for a response; more are refused to the caller. The original's client-side default.</summary>
    public int MaxPendingCalls { get; init; } = 65_535;

    /// <summary>While more bytes than this wait to be sent, nothing more is read.</summary>
    public int HighWaterMark { get; init; } = 4 * 1024 * 1024;

    /// <summary>When more bytes than this wait to be sent, the connection is closed: the peer has stopped reading.</summary>
    public int MaxUnsent { get; init; } = 256 * 1024 * 1024;

    /// <summary>Without a byte in either direction for this long, the connection is closed. The original's default is 120 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(120);
}
