using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>The audit as a file: the same entries as the page with the same address shows, without its limit.</summary>
internal static class AuditExport
{
    /// <summary>Parameter of the page's address that chooses the form of the file.</summary>
    public const string Format = "format";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Adds the endpoint.</summary>
    public static void MapAudit(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/audit/export", Export).RequireAuthorization(Policies.ManageConsole);

    /// <summary>One line per entry, with a heading; times are in UTC.</summary>
    public static string Csv(IEnumerable<AuditEntry> entries)
    {
        var text = new StringBuilder("id,at,person,address,cluster,kind,object,status,changes,outcomes,command,askedBy,plan\r\n");
        foreach (var entry in entries)
        {
            string?[] cells =
            [
                entry.Id.ToString(CultureInfo.InvariantCulture), entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), entry.Person, entry.Address,
                entry.Cluster, entry.Kind, entry.ObjectName, entry.Status.ToString(),
                string.Join("; ", entry.Brokers.SelectMany(ChangesOf)), string.Join("; ", entry.Outcomes.Select(OutcomeOf)), entry.CommandLine,
                entry.AskedBy, entry.Plan?.ToString(CultureInfo.InvariantCulture),
            ];
            text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    private static IResult Export(HttpRequest request, AuditStore audit)
    {
        var query = AuditQuery.Read(name => request.Query[name]);
        if (query.Problem is not null)
            return Results.Problem(query.Problem, statusCode: StatusCodes.Status400BadRequest);
        var entries = audit.Find(query.Filter, int.MaxValue);
        return request.Query[Format].ToString() switch
        {
            "csv" => Results.File(Encoding.UTF8.GetBytes(Csv(entries)), "text/csv; charset=utf-8", "audit.csv"),
            "json" => Results.File(JsonSerializer.SerializeToUtf8Bytes(entries, Json), "application/json", "audit.json"),
            var other => Results.Problem($"format '{other}' is not there; allowed are csv and json.", statusCode: StatusCodes.Status400BadRequest),
        };
    }

    private static IEnumerable<string> ChangesOf(BrokerChange change) =>
        change.Fields.Select(field => $"{change.BrokerName} {field.Name}: {field.Before ?? "-"} -> {field.After ?? "-"}");

    private static string OutcomeOf(ServerOutcome outcome) => $"{outcome.Server}: {outcome.Failure ?? "done"}";

    // A cell that begins like a formula would be run by spreadsheets; names come from whoever may create a topic.
    internal static string Cell(string? text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text ?? "";
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
