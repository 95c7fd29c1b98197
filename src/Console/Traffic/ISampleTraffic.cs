namespace RocketMQ.ManagementConsole.Traffic;

/// <summary>
/// Real messages that the console sends to itself through a cluster: JSON orders with tags and keys into <see cref="Topic"/>, consumed by
/// <see cref="Group"/>. For newcomers and for trying things out.
/// </summary>
public interface ISampleTraffic
{
    /// <summary>Topic of the messages.</summary>
    const string Topic = "sample-orders";

    /// <summary>Consumer group.</summary>
    const string Group = "sample-consumers";

    /// <summary>The highest rate, messages per second.</summary>
    const int MaxRate = 1000;

    /// <summary>What goes on now. Any thread may ask.</summary>
    SampleTrafficStatus Status { get; }

    /// <summary>Raised when it starts or stops, and about every second in between.</summary>
    event Action? Changed;

    /// <summary>Creates topic and group where they are missing and starts; while it runs, changes the rate.</summary>
    /// <param name="rate">Messages per second, 1 to <see cref="MaxRate"/>.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another rate.</exception>
    Task StartAsync(int rate, CancellationToken cancellation = default);

    /// <summary>Stops sending, commits what was consumed, and leaves the group. Topic and group stay.</summary>
    Task StopAsync();
}
