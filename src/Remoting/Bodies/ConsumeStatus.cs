namespace RocketMQ.Remoting.Bodies;

/// <summary>Figures of a consumer on a topic. docs/protocol.md 2.4.12.</summary>
public sealed record ConsumeStatus
{
    /// <summary>Failures in the last hour.</summary>
    public long ConsumeFailedMsgs { get; set; }

    /// <summary>Failures per second.</summary>
    public double ConsumeFailedTPS { get; set; }

    /// <summary>Consumed messages per second.</summary>
    public double ConsumeOKTPS { get; set; }

    /// <summary>Time per consumption, milliseconds.</summary>
    public double ConsumeRT { get; set; }

    /// <summary>Time per pull, milliseconds.</summary>
    public double PullRT { get; set; }

    /// <summary>Pulled messages per second.</summary>
    public double PullTPS { get; set; }
}
