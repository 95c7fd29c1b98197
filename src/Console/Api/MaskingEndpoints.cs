using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Messages.Masking;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>What is hidden of messages, and who may see it for a while.</summary>
internal static class MaskingEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapMasking(this RouteGroupBuilder api)
    {
        var masking = api.MapGroup("/clusters/{cluster}").WithTags("Masking");
        masking.MapGet("/masking-rules", (ApiCluster target, MaskingStore store) => store.RulesOf(target.Connection.Name)).RequireAuthorization(Policies.Administer)
            .WithName("listMaskingRules").WithSummary("What is hidden of messages.").Produces<IReadOnlyList<MaskingRule>>().Refuses(401, 403, 404);
        masking.MapPut("/masking-rules/{rule}", PutAsync).RequireAuthorization(Policies.Administer).WithName("putMaskingRule")
            .WithSummary("Saves a rule: topics with stars, kind path, pattern or property, and target. dryRun=true only plans.")
            .Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 503);
        masking.MapDelete("/masking-rules/{rule}", DeleteAsync).RequireAuthorization(Policies.Administer).WithName("deleteMaskingRule")
            .WithSummary("Deletes a rule. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(401, 403, 404, 409, 503);
        masking.MapPost("/reveals", RevealAsync).RequireAuthorization(Policies.Operate).WithName("reveal")
            .WithSummary("Lets the caller see the messages of a topic in the clear for some minutes. The audit keeps the reason.")
            .Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 503);
    }

    private static Task<IResult> PutAsync(ApiCluster target, string rule, RuleSettings settings, bool? dryRun, MaskingStore store, ApiChanges changes, HttpContext context)
    {
        var wanted = new MaskingRule(rule.Trim(), settings.Topics?.Trim() ?? "", settings.Kind, settings.Target?.Trim() ?? "");
        var (field, detail) = RuleCheck.Of(wanted) switch
        {
            RuleProblem.Name => ("rule", "A rule's name has 1 to 64 characters."),
            RuleProblem.Topics => ("topics", "'topics' has to be a topic's name, in which * stands for any characters."),
            RuleProblem.Path => ("target", $"'{wanted.Target}' is no path; allowed are names, numbers and stars, such as $.customer.card, $.lines[*].price or $..card."),
            RuleProblem.Pattern => ("target", $"'{wanted.Target}' is no regular expression that may be used; it must not match an empty text, look around or refer back."),
            RuleProblem.Property => ("target", "'target' has to be the name of a property."),
            _ => ("", ""),
        };
        return field.Length > 0
            ? throw RequestRefusedException.Invalid(field, detail)
            : changes.RunAsync(new MaskingRuleSave(store, target.Connection.Name, wanted), target, dryRun, context);
    }

    private static Task<IResult> DeleteAsync(ApiCluster target, string rule, bool? dryRun, MaskingStore store, ApiChanges changes, HttpContext context) =>
        store.RulesOf(target.Connection.Name).Any(known => known.Name == rule)
            ? changes.RunAsync(new MaskingRuleDeletion(store, target.Connection.Name, rule), target, dryRun, context)
            : throw RequestRefusedException.NotFound($"The cluster '{target.Connection.Name}' has no masking rule '{rule}'.");

    private static Task<IResult> RevealAsync(ApiCluster target, RevealBody body, MaskingStore store, TimeProvider time, ApiChanges changes, HttpContext context)
    {
        var request = new RevealRequest([body.Topic ?? throw RequestRefusedException.Invalid("topic", "The body needs the field 'topic'.")], body.Reason?.Trim() ?? "", body.Minutes);
        if (!RevealRequest.Choices.Contains(body.Minutes))
            throw RequestRefusedException.Invalid("minutes", $"'minutes' has to be one of {string.Join(", ", RevealRequest.Choices)}.");
        if (!request.IsComplete)
            throw RequestRefusedException.Invalid("reason", $"'reason' has to have {RevealRequest.ShortestReason} to {RevealRequest.LongestReason} characters; the audit keeps it.");
        return changes.RunAsync(new MessageReveal(store, time, target.Connection.Name, request, context.User.Identity?.Name ?? ""), target, null, context);
    }

    /// <summary>A rule to save.</summary>
    /// <param name="Topics">Topics that it counts for.</param>
    /// <param name="Kind">How it names what it hides.</param>
    /// <param name="Target">What it hides.</param>
    internal sealed record RuleSettings(string? Topics, MaskingKind Kind, string? Target);

    /// <summary>Leave that is asked for.</summary>
    /// <param name="Topic">Topic of the messages.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Minutes">For how long.</param>
    internal sealed record RevealBody(string? Topic, string? Reason, int Minutes);
}
