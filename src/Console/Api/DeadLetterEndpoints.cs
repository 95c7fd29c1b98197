using System.Text;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.DeadLetters;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>What groups gave up, and sending it again.</summary>
internal static class DeadLetterEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapDeadLetters(this RouteGroupBuilder api)
    {
        var letters = api.MapGroup("/clusters/{cluster}/groups/{group}/dead-letters").WithTags("Dead letters");
        letters.MapGet("/", ListAsync).RequireAuthorization(Policies.View).WithName("listDeadLetters")
            .WithSummary("Dead letters of a group, newest first, between two store times; 'older' of one answer goes on where it ended. format=csv gives a table.")
            .Produces<LettersAnswer>().Refuses(400, 401, 404, 502, 503);
        letters.MapPost("/resend", ResendAsync).RequireAuthorization(Policies.Operate).WithName("resendDeadLetters")
            .WithSummary("Begins to send letters again: those that are named, or all between two store times. One job at a time for each group.")
            .Produces<ResendAnswer>(StatusCodes.Status202Accepted).Refuses(400, 401, 403, 404, 409, 502, 503);
        letters.MapGet("/resend", Progress).RequireAuthorization(Policies.View).WithName("getResend")
            .WithSummary("How far the last job is, with an outcome for each letter.").Produces<ResendAnswer>().Refuses(401, 404);
        letters.MapDelete("/resend", Stop).RequireAuthorization(Policies.Operate).WithName("stopResend")
            .WithSummary("Stops the job before its next letter.").Produces<ResendAnswer>(StatusCodes.Status202Accepted).Refuses(401, 403, 404);
    }

    private static async Task<IResult> ListAsync(
        ApiCluster target, string group, string? from, string? to, string? older, int? limit, string? format, LetterLedger ledger, MessageSights sights, HttpContext context,
        CancellationToken cancellation)
    {
        if (limit is < 1 or > 1000)
            throw RequestRefusedException.Invalid("limit", "'limit' has to be between 1 and 1000.");
        if (format is not (null or "json" or "csv"))
            throw RequestRefusedException.Invalid("format", $"'{format}' is no format; allowed are json and csv.");
        var continuation = BrowseContinuation.Parse(older);
        if (older is { Length: > 0 } && continuation is null)
            throw RequestRefusedException.Invalid("older", "'older' has to be what an earlier answer said.");
        var query = new LetterQuery(target.Group(group).Name, Moment("from", from), Moment("to", to));
        var page = await LetterReading.ReadAsync(target.Connection, query, continuation, limit ?? LetterReading.PageSize, sights.Of(context.User, target.Connection.Name), cancellation);
        var noted = ledger.Of(target.Connection.Name, query.Group);
        List<LetterLine> lines = [.. page.Letters.Select(letter => LetterLine.Of(letter, noted))];
        var answer = new LettersAnswer(lines, page.Older?.ToString());
        return page.Failures.Count > 0 ? Problems.Partial(page.Failures, answer)
            : format is "csv" ? Results.File(Encoding.UTF8.GetBytes(LetterExport.Csv(lines)), "text/csv; charset=utf-8", $"dead-letters-{query.Group}.csv")
            : Results.Ok(answer);
    }

    private static async Task<IResult> ResendAsync(ApiCluster target, string group, ResendWish wish, ResendJobs jobs, HttpContext context)
    {
        var name = target.Group(group).Name;
        var way = wish.Way ?? ResendWay.Group;
        if (!Enum.IsDefined(way))
            throw RequestRefusedException.Invalid("way", "'way' has to be group, topic or member.");
        if (way is ResendWay.Member == string.IsNullOrEmpty(wish.Client))
            throw RequestRefusedException.Invalid("client", "'client' names a member that is online, for the way member and for no other.");
        if (wish.PerSecond is < 1 or > ResendOrder.MostPerSecond)
            throw RequestRefusedException.Invalid("perSecond", $"'perSecond' has to be between 1 and {ResendOrder.MostPerSecond}.");
        if (wish.Letters is { Count: > 0 } == wish.All is true)
            throw RequestRefusedException.Invalid("letters", "The body needs either 'letters', ids of letters, or 'all': true.");
        var letters = wish.Letters is { Count: > 0 } ids ? [.. ids.Select(id => Read(name, id))] : await AllAsync(target, name, wish, context.RequestAborted);
        var order = new ResendOrder(name, letters, way, wish.Client, wish.PerSecond ?? 10, wish.Force is true);
        var job = jobs.Start(order, target.Connection, context.Author())
            ?? throw new RequestRefusedException(Problems.Conflict("running", $"Letters of '{name}' are being sent already; stop that or wait for its end."));
        return Results.Json(ResendAnswer.Of(job), statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IReadOnlyList<LetterKey>> AllAsync(ApiCluster target, string group, ResendWish wish, CancellationToken cancellation)
    {
        var query = new LetterQuery(group, Moment("from", wish.From), Moment("to", wish.To));
        var (letters, isCut, failures) = await LetterReading.FindAsync(target.Connection, query, ResendOrder.MostLetters, cancellation);
        if (failures.Count > 0)
            throw new RequestRefusedException(Problems.Partial(failures));
        if (isCut)
            throw RequestRefusedException.Invalid("all", $"There are more than {ResendOrder.MostLetters} letters; bound them with 'from' and 'to'.");
        return letters.Count > 0 ? [.. letters.Reverse()] : throw RequestRefusedException.NotFound($"The group '{group}' has no such dead letters.");
    }

    private static ResendAnswer Progress(ApiCluster target, string group, ResendJobs jobs) => ResendAnswer.Of(Job(target, group, jobs));

    private static IResult Stop(ApiCluster target, string group, ResendJobs jobs)
    {
        var job = Job(target, group, jobs);
        job.Stop();
        return Results.Json(ResendAnswer.Of(job), statusCode: StatusCodes.Status202Accepted);
    }

    private static ResendJob Job(ApiCluster target, string group, ResendJobs jobs) => jobs.Find(target.Connection.Name, target.Group(group).Name)
        ?? throw RequestRefusedException.NotFound($"No letters of '{group}' were sent again since the console started.");

    private static DateTimeOffset? Moment(string field, string? text) => string.IsNullOrEmpty(text) ? null
        : TimeRange.TryParse(text, out var moment) ? moment
        : throw RequestRefusedException.Invalid(field, $"'{field}' has to be a moment, ISO 8601 with its offset from UTC, such as 2025-03-04T12:00:00Z.");

    private static LetterKey Read(string group, string id) => LetterKey.Parse(SystemTopics.DeadLetterTopicOf(group), id)
        ?? throw RequestRefusedException.Invalid("letters", $"'{id}' is no id of a letter; it is given in the list of letters, as broker-a:0:17:1741089600000.");

    /// <summary>Letters to send again.</summary>
    /// <param name="Letters">Ids of letters.</param>
    /// <param name="All">All between the store times instead.</param>
    /// <param name="From">Earliest store time; no limit when it is left out.</param>
    /// <param name="To">Latest store time; no limit when it is left out.</param>
    /// <param name="Way">group (default), topic or member.</param>
    /// <param name="Client">The member.</param>
    /// <param name="PerSecond">Most messages a second; 10 when it is left out.</param>
    /// <param name="Force">Also letters that were sent again before.</param>
    internal sealed record ResendWish(
        IReadOnlyList<string>? Letters, bool? All, string? From, string? To, ResendWay? Way, string? Client, int? PerSecond, bool? Force);

    /// <summary>Dead letters.</summary>
    /// <param name="Letters">Newest first.</param>
    /// <param name="Older">Where to go on; null when there are no more.</param>
    internal sealed record LettersAnswer(IReadOnlyList<LetterLine> Letters, string? Older);

    /// <summary>How far a job is.</summary>
    /// <param name="Total">Letters to send.</param>
    /// <param name="Sent">Letters that were sent.</param>
    /// <param name="Skipped">Letters that had been sent before.</param>
    /// <param name="Failed">Letters that could not be sent.</param>
    /// <param name="IsStopped">Whether it was stopped.</param>
    /// <param name="IsFinished">Whether nothing comes any more.</param>
    /// <param name="Change">Its number in the audit, at the end.</param>
    /// <param name="Defect">What went wrong in the console itself.</param>
    /// <param name="Letters">Letter by letter.</param>
    internal sealed record ResendAnswer(
        int Total, int Sent, int Skipped, int Failed, bool IsStopped, bool IsFinished, long? Change, string? Defect, IReadOnlyList<LetterAnswer> Letters)
    {
        /// <summary>The answer about a job.</summary>
        public static ResendAnswer Of(ResendJob job)
        {
            var progress = job.Progress;
            return new ResendAnswer(
                progress.Total,
                progress.Count(LetterOutcome.Sent),
                progress.Count(LetterOutcome.Skipped),
                progress.Count(LetterOutcome.Failed),
                progress.IsStopped,
                job.IsFinished,
                job.Result?.Entry,
                job.Defect,
                [.. progress.Results.Select(result => new LetterAnswer(result.Letter.ToString(), result.Outcome, result.Detail))]);
        }
    }

    /// <summary>What became of a letter.</summary>
    /// <param name="Id">Which.</param>
    /// <param name="Outcome">sent, skipped or failed.</param>
    /// <param name="Detail">Id of the message it became, or why it failed.</param>
    internal sealed record LetterAnswer(string Id, LetterOutcome Outcome, string? Detail);
}
