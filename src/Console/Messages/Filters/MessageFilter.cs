using System.Text;
using RocketMQ.ManagementConsole.Messages.Masking;

namespace RocketMQ.ManagementConsole.Messages.Filters;

/// <summary>Everything that a search asks of a message; all of it has to be fulfilled.</summary>
internal sealed class MessageFilter(MessageQuery query)
{
    /// <summary>Conditions that one search may have.</summary>
    public const int MostConditions = 20;

    private readonly byte[]? _contained = query.Contains is { } text ? Encoding.UTF8.GetBytes(text) : null;
    private readonly IReadOnlyList<MessageCondition> _conditions = ConditionsOf(query.Where);

    /// <summary>Whether a message is wanted. What is hidden is not found either, or searching would tell it bit by bit.</summary>
    public bool Wants(VisibleMessage message) =>
        (query.Tag is null || message.Tags == query.Tag)
        && (_contained is null || message.Holds(_contained))
        && _conditions.All(condition => condition.Holds(message));

    /// <summary>The conditions of an address, one a line; those that are none are left out.</summary>
    public static IReadOnlyList<MessageCondition> ConditionsOf(string? where) =>
        where is null ? [] : [.. Lines(where).Select(MessageCondition.Parse).OfType<MessageCondition>()];

    /// <summary>The first line that is no condition; null when all are.</summary>
    public static string? ProblemOf(string? where)
    {
        if (where is null)
            return null;
        var lines = Lines(where);
        return lines.FirstOrDefault(line => MessageCondition.Parse(line) is null) ?? (lines.Length > MostConditions ? lines[MostConditions] : null);
    }

    private static string[] Lines(string where) => where.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
