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
        var author = new ChangeAuthor(context.User, context.Connection.RemoteIpAddress?.ToString());
        var result = await runner.RunAsync(change, plan, target.Connection, author, context.RequestAborted);
        return Answer(result, answer with { Applied = true, Change = result.Entry, Outcomes = result.Outcomes });
    }

    /// <summary>Makes a change and leaves it to the caller what to answer.</summary>
    public Task<ChangeResult> MakeAsync(IChange change, ApiCluster target, HttpContext context) => runner.RunAsync(
        change, change.Plan(target.Lists), target.Connection, new ChangeAuthor(context.User, context.Connection.RemoteIpAddress?.ToString()), context.RequestAborted);

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
