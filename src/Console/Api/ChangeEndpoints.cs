using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Undoing changes.</summary>
internal static class ChangeEndpoints
{
    /// <summary>Adds the endpoint.</summary>
    public static void MapChanges(this RouteGroupBuilder api) => api.MapPost("/clusters/{cluster}/changes/{change:long}/undo", UndoAsync)
        .RequireAuthorization(Policies.Operate).WithTags("Changes").WithName("undoChange")
        .WithSummary("Puts back what a change replaced: offsets, and settings of topics and groups. dryRun=true tells what that would do, and what has happened since.")
        .Produces<UndoAnswer>().Refuses(401, 403, 404, 409, 502, 503);

    private static async Task<IResult> UndoAsync(
        ApiCluster target, long change, bool? dryRun, Undoing undos, IStringLocalizer<Texts> texts, HttpContext context)
    {
        _ = target.Lists;
        var offer = await undos.OfferAsync(change, target.Connection, context.RequestAborted);
        if (offer.Entry is null)
            throw RequestRefusedException.NotFound(Say(offer.Problem!, texts));
        if (offer is { Way: null } || (offer.Problem is not null && dryRun is not true))
            return Problems.Conflict("not-undoable", Say(offer.Problem!, texts));
        var answer = new UndoAnswer(
            ChangeAnswer.Of(offer.Way.Plan), [.. offer.Way.Notes.Select(note => Say(note, texts))], offer.Problem is { } problem ? Say(problem, texts) : null);
        if (dryRun is true)
            return Results.Ok(answer);
        var result = await undos.RunAsync(offer, target.Connection, context.Author(), context.RequestAborted);
        return ApiChanges.Answer(
            result, answer with { Done = answer.Done with { Applied = true, Change = result.Entry, Outcomes = result.Outcomes } });
    }

    private static string Say(Remark remark, IStringLocalizer<Texts> texts) => texts[remark.Key, remark.Arguments];

    /// <summary>What undoing does, or would do.</summary>
    /// <param name="Done">The change that undoes.</param>
    /// <param name="Notes">What has happened since, and what is not put back.</param>
    /// <param name="Obstacle">Why it can not be done at the moment; null when it can.</param>
    internal sealed record UndoAnswer(ChangeAnswer Done, IReadOnlyList<string> Notes, string? Obstacle);
}
