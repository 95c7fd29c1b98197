using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Plans;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Makes several changes that one request asks for, with an answer for each; or keeps them as a plan.</summary>
internal sealed class ApiBatches(BatchRunner runner, KeptPlans plans, IAuthorizationService authorization, IStringLocalizer<Texts> texts)
{
    /// <summary>Plans the changes and, unless it is a dry run or they are kept, makes them.</summary>
    /// <param name="items">The changes; those without one are refused or are so already.</param>
    /// <param name="target">The cluster.</param>
    /// <param name="how">What is done with them.</param>
    /// <param name="context">The request.</param>
    /// <returns>A <see cref="BatchAnswer"/>, the kept plan, or the problem.</returns>
    public async Task<IResult> RunAsync(IReadOnlyList<BatchItem> items, ApiCluster target, HowToRun how, HttpContext context)
    {
        var changes = items.Select(item => item.Change).OfType<IKeepableChange>().ToList();
        if (how.Keep is true)
            return await KeepAsync(changes, how, target, context);
        if (changes.Count > KeptPlans.MostItems)
            throw RequestRefusedException.Invalid("topics", $"{changes.Count} changes are too many; allowed are {KeptPlans.MostItems}.");
        List<PlannedChange> planned = [.. changes.Select(change => new PlannedChange(change, change.Plan(target.Lists)))];
        var answer = new BatchAnswer(false, [.. items.Select(item => BatchItemAnswer.Of(item, planned.Find(one => one.Change == item.Change)?.Seen))]);
        if (how.DryRun is true || changes.Count == 0)
            return Results.Ok(answer);
        if (changes.Find(change => change.Policy == Policies.Administer) is { } highest && !await MayMakeAsync(highest, target, context))
            return Problems.MissingRole(Role.Administrator, target.Connection.Name);
        var results = await runner.RunAsync(planned, target.Connection, Author(context), stop: context.RequestAborted);
        if (results.All(result => result is { Status: ChangeStatus.Moved }))
            return ApiChanges.Answer(results[0]!, answer);
        var done = answer with { Applied = true, Items = [.. answer.Items.Zip(items, (one, item) => one.With(item.Change is null ? null : results[changes.IndexOf(item.Change)]))] };
        return results.All(result => result is { Status: ChangeStatus.Done or ChangeStatus.NotVisible })
            ? Results.Ok(done)
            : Problems.Partial(results.OfType<ChangeResult>().SelectMany(result => result.Outcomes), done);
    }

    /// <summary>Keeps changes as a plan.</summary>
    public async Task<IResult> KeepAsync(IReadOnlyList<IKeepableChange> changes, HowToRun how, ApiCluster target, HttpContext context)
    {
        if (changes.Count is 0 or > KeptPlans.MostItems)
            throw RequestRefusedException.Invalid("keep", $"{changes.Count} changes; a plan has 1 to {KeptPlans.MostItems}.");
        if (how.Note?.Length > KeptPlans.LongestNote)
            throw RequestRefusedException.Invalid("note", $"The note has {how.Note.Length} characters; at most {KeptPlans.LongestNote} are allowed.");
        _ = target.Lists;
        return await plans.KeepAsync(changes, how.Note ?? "", target.Connection, Author(context), how.ForAnother is true, context.RequestAborted) is { } plan
            ? Results.Created($"{AccessServices.ApiPrefix}/v1/clusters/{Uri.EscapeDataString(plan.Cluster)}/plans/{plan.Id}", PlanAnswer.Of(plan, await plans.ReviewAsync(plan, target.Connection, context.RequestAborted), texts))
            : Problems.MissingRole(Role.Operator, target.Connection.Name);
    }

    /// <summary>Whether the role of whoever sent a request is enough to make a change.</summary>
    public async Task<bool> MayMakeAsync(IChange change, ApiCluster target, HttpContext context) =>
        (await authorization.AuthorizeAsync(context.User, new ChangePlace(target.Connection.Name), change.Policy)).Succeeded;

    /// <summary>In whose name a request is answered.</summary>
    public static ChangeAuthor Author(HttpContext context) => new(context.User, context.Connection.RemoteIpAddress?.ToString());
}

/// <summary>What is done with planned changes.</summary>
/// <param name="DryRun">Only tells what would be done.</param>
/// <param name="Keep">Writes them down as a plan that can be applied later, or by somebody else.</param>
/// <param name="Note">Why, for whoever applies a kept plan.</param>
/// <param name="ForAnother">Whether the one who keeps it may not apply it.</param>
internal readonly record struct HowToRun(bool? DryRun, bool? Keep, string? Note, bool? ForAnother);

/// <summary>One of several changes.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Verdict">What it would do: create, change, delete, same or refused.</param>
/// <param name="Problem">Why it is refused.</param>
/// <param name="Change">The change; null when nothing is done.</param>
internal sealed record BatchItem(string Topic, string Verdict, string? Problem, IKeepableChange? Change);

/// <summary>What several changes do, or would do.</summary>
/// <param name="Applied">False for a dry run.</param>
/// <param name="Items">One by one.</param>
internal sealed record BatchAnswer(bool Applied, IReadOnlyList<BatchItemAnswer> Items);

/// <summary>What one of several changes does.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Verdict">What it would do: create, change, delete, same or refused.</param>
/// <param name="Problem">Why it is refused.</param>
/// <param name="Changes">Setting by setting, of each broker.</param>
/// <param name="Status">What became of it; null when it was not made.</param>
/// <param name="Change">Its number in the audit, for undoing it.</param>
/// <param name="Outcomes">What became of it on each server.</param>
internal sealed record BatchItemAnswer(
    string Topic,
    string Verdict,
    string? Problem,
    IReadOnlyList<ChangeAnswer.ChangedSetting> Changes,
    ChangeStatus? Status,
    long? Change,
    IReadOnlyList<ServerOutcome> Outcomes)
{
    /// <summary>Before it is made.</summary>
    public static BatchItemAnswer Of(BatchItem item, ChangePlan? plan) =>
        new(item.Topic, item.Verdict, item.Problem, plan is null ? [] : ChangeAnswer.Of(plan).Changes, null, null, []);

    /// <summary>Once it was made.</summary>
    public BatchItemAnswer With(ChangeResult? result) =>
        result is null ? this : this with { Status = result.Status, Change = result.Entry, Outcomes = result.Outcomes };
}
