namespace RocketMQ.ManagementConsole.History;

/// <summary>How far charts of the past go back.</summary>
/// <param name="Name">In addresses and in the API.</param>
/// <param name="Length">How long it is.</param>
public sealed record HistoryRange(string Name, TimeSpan Length)
{
    /// <summary>All, the shortest first, which is also the usual one.</summary>
    public static readonly IReadOnlyList<HistoryRange> All =
    [
        new("1h", TimeSpan.FromHours(1)),
        new("1d", TimeSpan.FromDays(1)),
        new("2w", TimeSpan.FromDays(14)),
        new("1y", TimeSpan.FromDays(365)),
    ];

    /// <summary>The range of a name; null when there is none.</summary>
    public static HistoryRange? Find(string? name) => All.FirstOrDefault(range => range.Name == name);
}
