using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Makes the changes that requests ask for, in the name of whoever sent them.</summary>
internal sealed class ApiChanges(ChangeRunner runner, ApiBatches batches)
{
    /// <summary>Plans a change and, unless it is a dry run, makes it.</summary>
    /// <returns>A <see cref="ChangeAnswer"/>, or the problem that kept it from being made.</returns>
    public Task<IResult> RunAsync(IChange change, ApiCluster target, bool? dryRun, HttpContext context) =>
        RunAsync(new ClusterWrite(change, target.Connection), change.Plan(target.Lists), dryRun, context);

    /// <summary>Plans a change and, unless it is a dry run or it is kept, makes it. Planning takes an operator, whatever making it takes.</summary>
    public async Task<IResult> RunAsync(IKeepableChange change, ApiCluster target, HowToRun how, HttpContext context)
    {
        if (how.Keep is true)
            return await batches.KeepAsync([change], how, target, context);
        return how.DryRun is true || await batches.MayMakeAsync(change, target, context)
            ? await RunAsync(change, target, how.DryRun, context)
            : Problems.MissingRole(Role.Administrator, target.Connection.Name);
    }

    /// <summary>Plans a change that knows where it goes and, unless it is a dry run, makes it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="dryRun">Whether only to plan.</param>
    /// <param name="context">The request.</param>
    /// <param name="id">What it makes, where the console chose its id.</param>
    public async Task<IResult> RunAsync(IPlacedChange change, bool? dryRun, HttpContext context, string? id = null) =>
        await RunAsync(change, await change.PlanAsync(context.RequestAborted), dryRun, context, id);

    /// <summary>Makes a change of what the console keeps, with an answer of its own.</summary>
    public async Task<IResult> RunAsync(IPlacedChange change, HttpContext context, Func<object> done) =>
        Answer(await runner.RunAsync(change, await change.PlanAsync(context.RequestAborted), context.Author(), context.RequestAborted), done());

    private async Task<IResult> RunAsync(IPlacedChange change, ChangePlan plan, bool? dryRun, HttpContext context, string? id = null)
    {
        var answer = ChangeAnswer.Of(plan);
        if (dryRun is true)
            return Results.Ok(answer);
        var result = await runner.RunAsync(change, plan, context.Author(), context.RequestAborted);
        return Answer(result, answer with { Applied = true, Change = result.Entry, Outcomes = result.Outcomes, Id = id });
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
