namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>What goes through one topic. Null is not known.</summary>
/// <param name="InRate">Messages stored a second.</param>
/// <param name="OutRate">Messages consumed a second by all groups together.</param>
/// <param name="Stored">Messages ever stored, by the ends of its queues.</param>
public sealed record TopicFlow(double? InRate, double? OutRate, long? Stored = null);
