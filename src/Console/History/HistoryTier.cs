namespace RocketMQ.ManagementConsole.History;

/// <summary>One resolution in which figures are kept.</summary>
/// <param name="Step">Seconds that one row stands for; a multiple of the step of the tier before.</param>
/// <param name="Kept">How long rows are kept.</param>
internal sealed record HistoryTier(int Step, TimeSpan Kept)
{
    /// <summary>10 s for a day, a minute for two weeks, an hour for a year.</summary>
    public static readonly IReadOnlyList<HistoryTier> All =
    [
        new(10, TimeSpan.FromDays(1)),
        new(60, TimeSpan.FromDays(14)),
        new(3600, TimeSpan.FromDays(365)),
    ];

    /// <summary>Table in history.db.</summary>
    public string Table => FormattableString.Invariant($"samples_{Step}");

    /// <summary>Number of the row that stands for a moment: steps since 1970.</summary>
    public long BucketOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / Step;

    /// <summary>The oldest row that is kept.</summary>
    public long OldestAt(DateTimeOffset now) => BucketOf(now - Kept);
}

/// <summary>How much the history takes.</summary>
internal sealed record HistoryOptions
{
    /// <summary>Most series, which is one figure of one object, that are recorded at the same time. A series takes up to 1.1 MB after a year.</summary>
    public int MostSeries { get; init; } = 2000;

    /// <summary>The resolutions, the finest first.</summary>
    public IReadOnlyList<HistoryTier> Tiers { get; init; } = HistoryTier.All;
}
