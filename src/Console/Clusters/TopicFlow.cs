namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>What goes through one topic. Null is not known.</summary>
/// <param name="InRate">Messages stored a second.</param>
/// <param name="OutRate">Messages consumed a second by all groups together.</param>
public sealed record TopicFlow(double? InRate, double? OutRate);
