namespace RocketMQ.Admin;

/// <summary>How far a long operation is.</summary>
/// <param name="Done">Parts that are over.</param>
/// <param name="Total">Parts in all.</param>
public readonly record struct WorkProgress(int Done, int Total);
