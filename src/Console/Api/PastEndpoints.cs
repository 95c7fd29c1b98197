using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Inventory;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>A cluster as it was at one moment, and how two moments differ.</summary>
internal static class PastEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapPast(this RouteGroupBuilder api)
    {
        var past = api.MapGroup("/clusters/{cluster}").WithTags("Clusters").RequireAuthorization(Policies.View);
        past.MapGet("/past", At).WithName("getPast").WithSummary("All figures as they were at a moment ('at', UTC). What is missing was not known, never zero.")
            .Produces<PastAnswer>().Refuses(400, 401, 404);
        past.MapGet("/differences", Between).WithName("getDifferences")
            .WithSummary("What is different at a second moment ('from', 'to', UTC): brokers, their settings, topics, groups, members of groups.")
            .Produces<DifferencesAnswer>().Refuses(400, 401, 404);
    }

    private static PastAnswer At(ApiCluster target, DateTimeOffset at, PastFigures past, InventoryStore inventory, TimeProvider time)
    {
        Demand(at, "at", time);
        var figures = past.Read(target.Connection.Name, at);
        return new PastAnswer(at, figures.Step, [.. figures.Readings.Select(reading => new PastReading(reading.Subject.Kind, reading.Subject.Name, reading.Figure, reading.Value))], inventory.LastLook(target.Connection.Name, at));
    }

    private static DifferencesAnswer Between(ApiCluster target, DateTimeOffset from, DateTimeOffset to, InventoryStore inventory, TimeProvider time)
    {
        Demand(to, "to", time);
        if (from >= to)
            throw RequestRefusedException.Invalid("from", "'from' has to be before 'to'.");
        return new DifferencesAnswer(from, to, inventory.LastLook(target.Connection.Name, from), [.. inventory.Between(target.Connection.Name, from, to).Select(DifferenceAnswer.Of)]);
    }

    private static void Demand(DateTimeOffset moment, string field, TimeProvider time)
    {
        if (moment > time.GetUtcNow())
            throw RequestRefusedException.Invalid(field, $"'{field}' must not be later than now.");
    }

    /// <summary>Figures of a moment.</summary>
    /// <param name="At">When.</param>
    /// <param name="Step">Seconds over which they are means.</param>
    /// <param name="Figures">Those that were known.</param>
    /// <param name="LookedAt">When definitions were last looked at before; null when never.</param>
    internal sealed record PastAnswer(DateTimeOffset At, int Step, IReadOnlyList<PastReading> Figures, DateTimeOffset? LookedAt);

    /// <summary>One figure.</summary>
    internal sealed record PastReading(SubjectKind Kind, string Name, Figure Figure, double Value);

    /// <summary>How two moments differ.</summary>
    /// <param name="From">The first.</param>
    /// <param name="To">The second.</param>
    /// <param name="LookedAt">When definitions were last looked at before the first; null when never.</param>
    /// <param name="Differences">What differs.</param>
    internal sealed record DifferencesAnswer(DateTimeOffset From, DateTimeOffset To, DateTimeOffset? LookedAt, IReadOnlyList<DifferenceAnswer> Differences);

    /// <summary>How one thing differs.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Group">Of a client or producer, its group.</param>
    /// <param name="State">new, gone or changed.</param>
    /// <param name="LastChange">When the last change was seen.</param>
    /// <param name="Settings">What differs.</param>
    internal sealed record DifferenceAnswer(DefinitionKind Kind, string Name, string? Group, string State, DateTimeOffset LastChange, IReadOnlyList<FieldChange> Settings)
    {
        /// <summary>The answer about a difference.</summary>
        public static DifferenceAnswer Of(Difference difference) => new(
            difference.What.Kind, difference.What.Name, difference.What.Owner.Length == 0 ? null : difference.What.Owner,
            difference.Before is null ? "new" : difference.After is null ? "gone" : "changed", difference.LastChange, difference.Fields);
    }
}
