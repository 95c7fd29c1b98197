using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>Settings of a topic that may differ from broker to broker.</summary>
/// <param name="ReadQueues">Queues to read from.</param>
/// <param name="WriteQueues">Queues to write to.</param>
/// <param name="Permission">Permission bits.</param>
public sealed record QueueSettings(int ReadQueues, int WriteQueues, int Permission)
{
    /// <summary>Most queues that the admin client lets pass.</summary>
    public const int MostQueues = 4096;

    /// <summary>Those of a new topic.</summary>
    public static QueueSettings Usual { get; } = new(8, 8, (int)(Permissions.Read | Permissions.Write));

    /// <summary>Whether the numbers are allowed.</summary>
    public bool IsValid => IsAllowed(ReadQueues) && IsAllowed(WriteQueues);

    /// <summary>Whether a number of queues is allowed.</summary>
    public static bool IsAllowed(int queues) => queues is >= 1 and <= MostQueues;
}
