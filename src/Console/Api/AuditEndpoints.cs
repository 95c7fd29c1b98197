using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>The audit.</summary>
internal static class AuditEndpoints
{
    private const int Most = 1000;
    private const int Usual = 100;

    /// <summary>Adds the endpoint.</summary>
    public static void MapAudit(this RouteGroupBuilder api) => api.MapGet("/audit", List)
        .RequireAuthorization(Policies.ManageConsole).WithTags("Audit").WithName("listAudit")
        .WithSummary("Every write that was made or refused, newest first: who, what, before, after, outcome. Days are UTC days, both included; 'before' goes on where an answer ended.")
        .Produces<AuditAnswer>().Refuses(400, 401, 403);

    private static AuditAnswer List(
        string? person, string? cluster, string? @object, string? outcome, string? from, string? to, long? before, int? limit, AuditStore audit)
    {
        if (limit is < 1 or > Most)
            throw RequestRefusedException.Invalid("limit", $"'limit' has to be between 1 and {Most}.");
        var query = AuditQuery.Read(name => name switch
        {
            "person" => person,
            "cluster" => cluster,
            "object" => @object,
            "outcome" => outcome,
            "from" => from,
            _ => to,
        });
        if (query.Problem is { } problem)
            throw RequestRefusedException.Invalid(problem[..problem.IndexOf(' ', StringComparison.Ordinal)], problem);
        var entries = audit.Find(query.Filter with { Before = before }, limit ?? Usual);
        return new AuditAnswer(entries, entries.Count == (limit ?? Usual) ? entries[^1].Id : null);
    }

    /// <summary>A part of the audit.</summary>
    /// <param name="Entries">Newest first.</param>
    /// <param name="Before">What to ask for as 'before' to go on; null at the end.</param>
    internal sealed record AuditAnswer(IReadOnlyList<AuditEntry> Entries, long? Before);
}
