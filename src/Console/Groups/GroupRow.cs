using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>One line of the list of groups. Null stands for "not known".</summary>
/// <param name="Name">Group.</param>
/// <param name="IsSystem">Whether the servers made it for themselves.</param>
/// <param name="Lag">Messages stored and not consumed; null when it never committed an offset, too.</param>
/// <param name="Rate">Messages consumed a second.</param>
/// <param name="LastConsumed">Store time of the last message it consumed.</param>
/// <param name="Topics">Topics it has offsets in, without its retry topic.</param>
/// <param name="NeverCommitted">Whether it is known to have no offset.</param>
public sealed record GroupRow(
    string Name, bool IsSystem, long? Lag, double? Rate, DateTimeOffset? LastConsumed, string? Topics, bool NeverCommitted)
{
    /// <summary>The line of a group.</summary>
    public static GroupRow Of(GroupSnapshot group) => new(
        group.Name,
        group.IsSystem,
        group.Lag,
        group.ConsumeRate,
        group.LastConsumed,
        group.Topics is { } topics ? string.Join(", ", topics.Where(topic => !Model.SystemTopics.IsRetry(topic))) : null,
        group.Topics is { IsEmpty: true });
}
