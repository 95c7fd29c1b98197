using System.Globalization;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>The filter of the audit as addresses hold it. Days are UTC days, both included.</summary>
/// <param name="Filter">What can be understood of it.</param>
/// <param name="Problem">What could not, and what is allowed; null when all is understood.</param>
internal sealed record AuditQuery(AuditFilter Filter, string? Problem)
{
    /// <summary>Names of the parameters.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["person", "cluster", "object", "outcome", "from", "to"];

    /// <summary>Reads the parameters of an address.</summary>
    public static AuditQuery Read(Func<string, string?> parameter)
    {
        string? problem = null;
        var filter = new AuditFilter
        {
            Person = Text("person"),
            Cluster = Text("cluster"),
            ObjectName = Text("object"),
            Status = Status(),
            From = Day("from"),
            To = Day("to")?.AddDays(1),
        };
        return new AuditQuery(filter, problem);

        string? Text(string name) => parameter(name) is { Length: > 0 } text ? text : null;

        ChangeStatus? Status()
        {
            if (Text("outcome") is not { } text)
                return null;
            if (Enum.TryParse<ChangeStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status) && !char.IsAsciiDigit(text[0]))
                return status;
            problem = $"outcome '{text}' is not there; allowed are {string.Join(", ", Enum.GetNames<ChangeStatus>())}.";
            return null;
        }

        DateTimeOffset? Day(string name)
        {
            if (Text(name) is not { } text)
                return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
                return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            problem = $"{name} '{text}' is no day; a day is written as 2025-03-04.";
            return null;
        }
    }
}
