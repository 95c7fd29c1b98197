namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Times of the wire: milliseconds since 1970, 0 or less for none.</summary>
internal static class Moments
{
    /// <summary>The moment; null for none.</summary>
    public static DateTimeOffset? Of(long milliseconds) => milliseconds > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    /// <summary>The latest of several; null for none.</summary>
    public static DateTimeOffset? Latest(IEnumerable<long> milliseconds) => Of(milliseconds.DefaultIfEmpty().Max());
}
