using RocketMQ.ManagementConsole.Changes;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Makes the changes that requests ask for, in the name of whoever sent them.</summary>
internal sealed class ApiChanges(ChangeRunner runner)
{
    /// <summary>Plans a change and, unless it is a dry run, makes it.</summary>
    /// <returns>A <see cref="ChangeAnswer"/>, or the problem that kept it from being made.</returns>
    public async Task<IResult> RunAsync(IChange change, ApiCluster target, bool? dryRun, HttpContext context)
    {
        var plan = change.Plan(target.Lists);
        var answer = ChangeAnswer.Of(plan);
        if (dryRun is true)
            return Results.Ok(answer);
        var result = await runner.RunAsync(change, plan, target.Connection, AuthorOf(context), context.RequestAborted);
        return Answer(result, answer with { Applied = true, Change = result.Entry, Outcomes = result.Outcomes });
    }

    /// <summary>Plans a change of what the console keeps and, unless it is a dry run, makes it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="dryRun">Whether only to plan.</param>
    /// <param name="context">The request.</param>
    /// <param name="id">What it makes, where the console chose its id.</param>
    public async Task<IResult> RunAsync(IPlacedChange change, bool? dryRun, HttpContext context, string? id = null)
    {
        var plan = await change.PlanAsync(context.RequestAborted);
        var answer = ChangeAnswer.Of(plan);
        if (dryRun is true)
            return Results.Ok(answer);
        var result = await runner.RunAsync(change, plan, AuthorOf(context), context.RequestAborted);
        return Answer(result, answer with { Applied = true, Change = result.Entry, Outcomes = result.Outcomes, Id = id });
    }

    /// <summary>Makes a change of what the console keeps, with an answer of its own.</summary>
    public async Task<IResult> RunAsync(IPlacedChange change, HttpContext context, Func<object> done)
    {
        var result = await runner.RunAsync(change, await change.PlanAsync(context.RequestAborted), AuthorOf(context), context.RequestAborted);
        return Answer(result, done());
    }

    private static ChangeAuthor AuthorOf(HttpContext context) => new(context.User, context.Connection.RemoteIpAddress?.ToString());

    /// <summary>What is answered to a change: <paramref name="done"/> when every server did as asked, else the problem.</summary>
    public static IResult Answer(ChangeResult result, object done) => result switch
    {
        { Status: ChangeStatus.Moved } => Problems.Conflict(
            "moved", "The cluster has changed since it was last looked at, so that the request would do something else now. Nothing was sent; look again, and repeat it."),
        _ when result.Outcomes.All(outcome => outcome.Succeeded) => Results.Ok(done),
        _ when result.Outcomes.Any(outcome => outcome.Succeeded) => Problems.Partial(result.Outcomes),
        _ => Problems.AllRefused(result.Outcomes),
    };
}
