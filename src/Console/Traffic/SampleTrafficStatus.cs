namespace RocketMQ.ManagementConsole.Traffic;

/// <summary>Sample traffic at one moment.</summary>
public sealed record SampleTrafficStatus
{
    /// <summary>Never started.</summary>
    public static SampleTrafficStatus Stopped { get; } = new();

    /// <summary>Whether it runs.</summary>
    public bool IsRunning { get; init; }

    /// <summary>Messages per second that are asked for.</summary>
    public int Rate { get; init; }

    /// <summary>Since when; null when it does not run.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Messages that a broker acknowledged in this run.</summary>
    public long Sent { get; init; }

    /// <summary>Messages that were consumed in this run.</summary>
    public long Received { get; init; }

    /// <summary>Messages that could not be sent in this run.</summary>
    public long Failed { get; init; }

    /// <summary>What went wrong last; null once things work again.</summary>
    public string? Error { get; init; }
}
