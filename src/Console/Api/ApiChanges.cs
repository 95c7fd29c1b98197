using RocketMQ.ManagementConsole.Changes;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Makes the changes that requests ask for, in the name of whoever sent them.</summary>
internal sealed class ApiChanges(ChangeRunner runner)
{
    /// <summary>Plans a change and, unless it is a dry run, makes it.</summary>
    /// <returns>A <see cref="ChangeAnswer"/>, or the problem that kept it from being made.</returns>
    public Task<IResult> RunAsync(IChange change, ApiCluster target, bool? dryRun, HttpContext context) =>
        RunAsync(new ClusterWrite(change, target.Connection), change.Plan(target.Lists), dryRun, context);

    /// <summary>Makes a change that knows where it goes, unless it is a dry run.</summary>
    /// <param name="change">The change.</param>
    /// <param name="plan">What it would do now.</param>
    /// <param name="dryRun">Whether it is only planned.</param>
    /// <param name="context">Who asks.</param>
    public async Task<IResult> RunAsync(IPlacedChange change, ChangePlan plan, bool? dryRun, HttpContext context)
    {
        var answer = ChangeAnswer.Of(plan);
        if (dryRun is true)
            return Results.Ok(answer);
        var result = await runner.RunAsync(change, plan, context.Author(), context.RequestAborted);
        return Answer(result, answer with { Applied = true, Change = result.Entry, Outcomes = result.Outcomes });
    }

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
