using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Plans;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Plans that were kept.</summary>
internal static class PlanEndpoints
{
    private const int Most = 200;

    /// <summary>Adds the endpoints.</summary>
    public static void MapPlans(this RouteGroupBuilder api)
    {
        var plans = api.MapGroup("/clusters/{cluster}/plans").WithTags("Plans");
        plans.MapGet("/", List).RequireAuthorization(Policies.View).WithName("listPlans")
            .WithSummary("The newest plans, those that wait first, without their changes.").Produces<IReadOnlyList<PlanAnswer>>().Refuses(401, 404, 503);
        plans.MapGet("/{plan:long}", GetAsync).RequireAuthorization(Policies.View).WithName("getPlan")
            .WithSummary("A plan: what was planned, whether that still holds, and what became of it.").Produces<PlanAnswer>().Refuses(401, 404, 503);
        plans.MapPost("/{plan:long}/apply", ApplyAsync).RequireAuthorization(Policies.Operate).WithName("applyPlan")
            .WithSummary("Applies a plan that waits, unless the cluster is no longer what it was made for. What it does may need a higher role.")
            .Produces<PlanAnswer>().Refuses(401, 403, 404, 409, 503);
        plans.MapDelete("/{plan:long}", WithdrawAsync).RequireAuthorization(Policies.Operate).WithName("withdrawPlan")
            .WithSummary("Takes back a plan that waits.").Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404, 409);
    }

    private static IReadOnlyList<PlanAnswer> List(ApiCluster target, PlanStore store, IStringLocalizer<Texts> texts) =>
        [.. store.List(target.Connection.Name, Most).Select(plan => PlanAnswer.Of(plan, null, texts))];

    private static Task<PlanAnswer> GetAsync(
        ApiCluster target, long plan, PlanStore store, KeptPlans plans, IStringLocalizer<Texts> texts, CancellationToken cancellation) =>
        AnswerAsync(target, Find(target, plan, store), plans, texts, cancellation);

    private static async Task<IResult> ApplyAsync(
        ApiCluster target, long plan, PlanStore store, KeptPlans plans, IStringLocalizer<Texts> texts, HttpContext context)
    {
        var kept = Find(target, plan, store);
        _ = target.Lists;
        var outcome = await plans.ApplyAsync(kept, target.Connection, ApiBatches.Author(context), stop: context.RequestAborted);
        return outcome.Refusal switch
        {
            PlanRefusal.OwnPlan => Problems.Conflict("own-plan", $"{kept.AskedBy} planned this for somebody else to apply, and can not apply it."),
            PlanRefusal.MissingRole => Problems.MissingRole(outcome.Policy == Policies.Administer ? Role.Administrator : Role.Operator, target.Connection.Name),
            PlanRefusal.Taken => Problems.Conflict("not-open", $"Plan {plan} is not open any more: somebody applied it or took it back."),
            PlanRefusal.Moved => Problems.Conflict(
                "moved", $"The cluster is no longer what plan {plan} was made for, so that it would do something else now. Nothing was sent; GET it to see what has changed."),
            _ => Results.Ok(await AnswerAsync(target, Find(target, plan, store), plans, texts, context.RequestAborted)),
        };
    }

    private static async Task<IResult> WithdrawAsync(ApiCluster target, long plan, PlanStore store, KeptPlans plans, HttpContext context) =>
        await plans.WithdrawAsync(Find(target, plan, store), ApiBatches.Author(context))
            ? Results.NoContent()
            : Problems.Conflict("not-open", $"Plan {plan} is not open any more: somebody applied it or took it back.");

    private static async Task<PlanAnswer> AnswerAsync(ApiCluster target, KeptPlan plan, KeptPlans plans, IStringLocalizer<Texts> texts, CancellationToken cancellation)
    {
        _ = target.Lists;
        return PlanAnswer.Of(plan, await plans.ReviewAsync(plan, target.Connection, cancellation), texts);
    }

    private static KeptPlan Find(ApiCluster target, long plan, PlanStore store) => store.Find(target.Connection.Name, plan)
        ?? throw RequestRefusedException.NotFound($"The cluster '{target.Connection.Name}' has no plan {plan}.");
}

/// <summary>A plan.</summary>
/// <param name="Plan">Its number.</param>
/// <param name="Status">Whether it waits.</param>
/// <param name="AskedBy">Who planned it.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Note">Why.</param>
/// <param name="ForAnother">Whether somebody else than whoever planned it has to apply it.</param>
/// <param name="EndedBy">Who applied it or took it back; null while it waits.</param>
/// <param name="EndedAt">When that was.</param>
/// <param name="Holds">Whether it would still do what was planned; null once it does not wait any more.</param>
/// <param name="Items">Its changes; empty in lists.</param>
internal sealed record PlanAnswer(
    long Plan,
    PlanStatus Status,
    string AskedBy,
    DateTimeOffset AskedAt,
    string Note,
    bool ForAnother,
    string? EndedBy,
    DateTimeOffset? EndedAt,
    bool? Holds,
    IReadOnlyList<PlanItemAnswer> Items)
{
    /// <summary>The answer about a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="reviews">Its changes looked at again, none once it does not wait any more; null in lists.</param>
    /// <param name="texts">Words for what is in the way.</param>
    public static PlanAnswer Of(KeptPlan plan, IReadOnlyList<PlanReview>? reviews, IStringLocalizer<Texts> texts) => new(
        plan.Id,
        plan.Status,
        plan.AskedBy,
        plan.AskedAt,
        plan.Note,
        plan.ForAnother,
        plan.EndedBy,
        plan.EndedAt,
        plan.Status is PlanStatus.Open ? reviews?.All(review => review.Holds) : null,
        reviews is null ? [] : [.. plan.Items.Select((item, at) => PlanItemAnswer.Of(item, reviews.ElementAtOrDefault(at), plan.Results.ElementAtOrDefault(at), texts))]);
}

/// <summary>One change of a plan.</summary>
/// <param name="Kind">Kind of the change, as in the audit.</param>
/// <param name="Object">Name of what is changed.</param>
/// <param name="Planned">What was planned.</param>
/// <param name="Now">What it would do now, where that is something else; null otherwise.</param>
/// <param name="Obstacle">Why it can not be made at the moment; null when nothing is in the way.</param>
/// <param name="Result">What became of it; null while it waits, and when it was stopped before.</param>
internal sealed record PlanItemAnswer(
    string Kind, string Object, IReadOnlyList<ChangeAnswer.ChangedSetting> Planned, IReadOnlyList<ChangeAnswer.ChangedSetting>? Now, string? Obstacle, PlanResult? Result)
{
    /// <summary>The answer about a change.</summary>
    public static PlanItemAnswer Of(PlanItem item, PlanReview? review, PlanResult? result, IStringLocalizer<Texts> texts) => new(
        item.Kind,
        item.ObjectName,
        ChangeAnswer.Of(item.Plan).Changes,
        review is { Holds: false } ? ChangeAnswer.Of(review.Now).Changes : null,
        review?.Change.Obstacle is { } obstacle ? texts[obstacle.Key, obstacle.Arguments].Value : null,
        result);
}
