using RocketMQ.Admin.Targets;

namespace RocketMQ.Admin.Topics;

/// <summary>Traffic of a topic, as one of its groups sees it.</summary>
/// <param name="Topic">Topic.</param>
/// <param name="Group">Consumer group; null for a topic that no group consumes.</param>
/// <param name="Accumulation">Messages the group has not consumed; null without a group, or when no broker told.</param>
/// <param name="InTps">Messages stored per second, over the last minute. What a broker does not count is none.</param>
/// <param name="OutTps">Messages given to the group per second; null without a group.</param>
/// <param name="InLastDay">Messages stored in the last 24 hours, or since the broker started.</param>
/// <param name="OutLastDay">Messages given to the group; null without one.</param>
public sealed record TopicActivity(
    string Topic, string? Group, long? Accumulation, double InTps, double? OutTps, long InLastDay, long? OutLastDay);

/// <summary>Traffic of several topics, and who could not be asked.</summary>
public sealed record TopicActivities(IReadOnlyList<TopicActivity> Lines, IReadOnlyList<TargetFailure> Failures);
