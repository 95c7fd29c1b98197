using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Alerts;
using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Alerts, their rules and silences.</summary>
internal static class AlertEndpoints
{
    private const int MostEnded = 1000;
    private const int MostMinutes = 7 * 24 * 60;

    /// <summary>Adds the endpoints.</summary>
    public static void MapAlerts(this RouteGroupBuilder api)
    {
        var alerts = api.MapGroup("/clusters/{cluster}").WithTags("Alerts");
        alerts.MapGet("/alerts", List).RequireAuthorization(Policies.View).WithName("listAlerts")
            .WithSummary("Alerts that are pending or firing, and those that ended last (ended=true).").Produces<IReadOnlyList<Alert>>().Refuses(401, 404);
        alerts.MapPut("/alerts/{alert:long}/acknowledgement", AcknowledgeAsync).RequireAuthorization(Policies.Operate).WithName("acknowledgeAlert")
            .WithSummary("Takes an alert on, in the name of the caller.").Produces<ChangeAnswer>().Refuses(401, 403, 404, 502);
        alerts.MapGet("/alert-rules", (ApiCluster target, AlertStore store) => store.Rules(target.Connection.Name).Select(RuleAnswer.Of))
            .RequireAuthorization(Policies.View).WithName("listAlertRules").WithSummary("What people want to be told of.").Produces<IReadOnlyList<RuleAnswer>>().Refuses(401, 404);
        alerts.MapPost("/alert-rules", (ApiCluster target, RuleSettings settings, bool? dryRun, AlertStore store, ApiChanges changes, HttpContext context) =>
                SaveAsync(target, null, settings, dryRun, store, changes, context)).RequireAuthorization(Policies.Administer).WithName("createAlertRule")
            .WithSummary("Makes a rule. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 404);
        alerts.MapPut("/alert-rules/{rule:long}", (ApiCluster target, long rule, RuleSettings settings, bool? dryRun, AlertStore store, ApiChanges changes, HttpContext context) =>
                SaveAsync(target, Rule(target, rule, store), settings, dryRun, store, changes, context)).RequireAuthorization(Policies.Administer).WithName("putAlertRule")
            .WithSummary("Replaces a rule. Without 'webhook' it keeps the one it has. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 404);
        alerts.MapDelete("/alert-rules/{rule:long}", (ApiCluster target, long rule, bool? dryRun, AlertStore store, ApiChanges changes, HttpContext context) =>
                changes.RunAsync(AlertChanges.Delete(store, Rule(target, rule, store)), dryRun, context)).RequireAuthorization(Policies.Administer).WithName("deleteAlertRule")
            .WithSummary("Deletes a rule with its alerts. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(401, 403, 404);
        alerts.MapGet("/silences", (ApiCluster target, AlertStore store, TimeProvider time) => store.Silences(time.GetUtcNow(), target.Connection.Name))
            .RequireAuthorization(Policies.View).WithName("listSilences").WithSummary("Silences that are not over.").Produces<IReadOnlyList<AlertSilence>>().Refuses(401, 404);
        alerts.MapPost("/silences", SilenceAsync).RequireAuthorization(Policies.Operate).WithName("createSilence")
            .WithSummary("For some minutes, nobody is told of the alerts of a rule (or all) about things whose names fit 'objects'.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 404);
        alerts.MapDelete("/silences/{silence:long}", EndSilenceAsync).RequireAuthorization(Policies.Operate).WithName("deleteSilence")
            .WithSummary("Ends a silence before its time.").Produces<ChangeAnswer>().Refuses(401, 403, 404);
    }

    private static IReadOnlyList<Alert> List(ApiCluster target, AlertStore store, bool? ended) =>
        ended is true ? store.Ended(target.Connection.Name, MostEnded) : store.Open(target.Connection.Name);

    private static Task<IResult> AcknowledgeAsync(ApiCluster target, long alert, AlertStore store, TimeProvider time, ApiChanges changes, HttpContext context)
    {
        var open = store.Open(target.Connection.Name).FirstOrDefault(known => known.Id == alert)
            ?? throw RequestRefusedException.NotFound($"The cluster '{target.Connection.Name}' has no open alert {alert}.");
        return changes.RunAsync(AlertChanges.Acknowledge(store, target.Connection.Name, open, context.User.Identity?.Name ?? "", time.GetUtcNow()), null, context);
    }

    private static async Task<IResult> SaveAsync(ApiCluster target, AlertRule? before, RuleSettings settings, bool? dryRun, AlertStore store, ApiChanges changes, HttpContext context)
    {
        var rule = new AlertDraft(new AlertRule(
            before?.Id ?? 0, target.Connection.Name, settings.Name ?? "", settings.Kind, settings.Objects ?? "", settings.Figure, settings.Condition, settings.Threshold ?? double.NaN, settings.Seconds)
        {
            Webhook = settings.Webhook ?? before?.Webhook ?? "",
            Mail = settings.Mail ?? before?.Mail ?? "",
            IsDisabled = settings.Disabled ?? before?.IsDisabled ?? false,
        }).ToRule();
        if (rule.Problem is { } problem)
            throw RequestRefusedException.Invalid(Field(problem), Detail(problem, rule));
        return await changes.RunAsync(AlertChanges.Save(store, rule), dryRun, context);
    }

    private static Task<IResult> SilenceAsync(ApiCluster target, SilenceSettings settings, AlertStore store, TimeProvider time, ApiChanges changes, HttpContext context)
    {
        if (settings.Minutes is < 1 or > MostMinutes)
            throw RequestRefusedException.Invalid("minutes", $"'minutes' has to be 1 to {MostMinutes}.");
        if (settings.Rule is { } rule)
            Rule(target, rule, store);
        var silence = new AlertSilence(0, target.Connection.Name, settings.Rule, settings.Objects?.Trim() ?? "*", time.GetUtcNow().AddMinutes(settings.Minutes), context.User.Identity?.Name ?? "");
        return changes.RunAsync(AlertChanges.Silence(store, silence), null, context);
    }

    private static Task<IResult> EndSilenceAsync(ApiCluster target, long silence, AlertStore store, TimeProvider time, ApiChanges changes, HttpContext context)
    {
        var known = store.Silences(time.GetUtcNow(), target.Connection.Name).FirstOrDefault(open => open.Id == silence)
            ?? throw RequestRefusedException.NotFound($"The cluster '{target.Connection.Name}' has no silence {silence}.");
        return changes.RunAsync(AlertChanges.EndSilence(store, known), null, context);
    }

    private static AlertRule Rule(ApiCluster target, long id, AlertStore store) => store.Rules(target.Connection.Name).FirstOrDefault(rule => rule.Id == id)
        ?? throw RequestRefusedException.NotFound($"The cluster '{target.Connection.Name}' has no alert rule {id}.");

    private static string Field(string problem) => problem.ToLowerInvariant();

    private static string Detail(string problem, AlertRule rule) => problem switch
    {
        "Name" => $"'name' has to have 1 to {AlertRule.LongestName} characters.",
        "Objects" => "'objects' has to name brokers, groups or topics, * standing for any text; a rule about the cluster has none.",
        "Figure" => $"There is no such figure of this kind; there are {string.Join(", ", SnapshotFigures.Of(rule.Kind))}.",
        "Threshold" => "'threshold' has to be a number.",
        "Seconds" => $"'seconds' has to be 0 to {AlertRule.MostSeconds}.",
        "Webhook" => "'webhook' has to be an address that begins with https:// or http://.",
        _ => "'mail' has to be mail addresses, separated by commas.",
    };

    /// <summary>A rule to save.</summary>
    /// <param name="Name">What people call it.</param>
    /// <param name="Kind">What kind of thing it looks at.</param>
    /// <param name="Objects">Names of things, * standing for any text.</param>
    /// <param name="Figure">Which figure.</param>
    /// <param name="Condition">When it is met.</param>
    /// <param name="Threshold">The bound; not needed for absent data.</param>
    /// <param name="Seconds">For how long it has to be met.</param>
    /// <param name="Webhook">Where a message is posted.</param>
    /// <param name="Mail">Who gets a mail, separated by commas.</param>
    /// <param name="Disabled">Whether it rests.</param>
    internal sealed record RuleSettings(
        string? Name, SubjectKind Kind, string? Objects, Figure Figure, AlertCondition Condition, double? Threshold, int Seconds, string? Webhook, string? Mail, bool? Disabled);

    /// <summary>A silence to begin.</summary>
    /// <param name="Rule">Of which rule; null for all.</param>
    /// <param name="Objects">Of which things, * standing for any text; all when it is left out.</param>
    /// <param name="Minutes">For how long.</param>
    internal sealed record SilenceSettings(long? Rule, string? Objects, int Minutes);

    /// <summary>A rule. Of its webhook only the host, since the rest may be a secret.</summary>
    internal sealed record RuleAnswer(
        long Id, string Name, SubjectKind Kind, string Objects, Figure Figure, AlertCondition Condition, double Threshold, int Seconds, string? WebhookHost, string Mail, bool Disabled)
    {
        /// <summary>The answer about a rule.</summary>
        public static RuleAnswer Of(AlertRule rule) => new(
            rule.Id, rule.Name, rule.Kind, rule.Objects, rule.Figure, rule.Condition, rule.Threshold, rule.Seconds,
            Uri.TryCreate(rule.Webhook, UriKind.Absolute, out var address) ? address.Host : null, rule.Mail, rule.IsDisabled);
    }
}
