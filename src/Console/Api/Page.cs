namespace RocketMQ.ManagementConsole.Api;

/// <summary>A part of a list.</summary>
/// <param name="Items">The part.</param>
/// <param name="Total">How many there are with these filters.</param>
/// <param name="Offset">How many come before the part.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, int Total, int Offset);

/// <summary>Cuts lists into parts.</summary>
internal static class Pages
{
    private const int Most = 1000;
    private const int Usual = 100;

    /// <summary>The part of a list that a request asks for.</summary>
    public static Page<T> Of<T>(IReadOnlyList<T> all, int? offset, int? limit)
    {
        if (offset < 0)
            throw RequestRefusedException.Invalid("offset", "'offset' has to be 0 or more.");
        if (limit is < 1 or > Most)
            throw RequestRefusedException.Invalid("limit", $"'limit' has to be between 1 and {Most}.");
        return new Page<T>([.. all.Skip(offset ?? 0).Take(limit ?? Usual)], all.Count, offset ?? 0);
    }
}
