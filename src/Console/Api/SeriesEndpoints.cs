using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Topics.Sending;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Series of messages at a rate.</summary>
internal static class SeriesEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapSeries(this RouteGroupBuilder api)
    {
        var series = api.MapGroup("/clusters/{cluster}/topics/{topic}/series").WithTags("Messages");
        series.MapPost("/", StartAsync).RequireAuthorization(Policies.Operate).WithName("startSeries")
            .WithSummary("Begins to send messages one after the other; insertions such as {{counter}} are filled in anew for each.")
            .Produces<SeriesAnswer>(StatusCodes.Status202Accepted).Refuses(400, 401, 403, 404, 409, 503);
        series.MapGet("/", Progress).RequireAuthorization(Policies.Operate).WithName("getSeries")
            .WithSummary("How far the series is that was begun last.").Produces<SeriesAnswer>().Refuses(401, 403, 404, 503);
        series.MapDelete("/", Stop).RequireAuthorization(Policies.Operate).WithName("stopSeries")
            .WithSummary("Stops it before the next message.").Produces<SeriesAnswer>().Refuses(401, 403, 404, 503);
    }

    private static async Task<IResult> StartAsync(
        ApiCluster target, string topic, SeriesBody body, ChangeJobs<SendJob> jobs, TimeProvider time, HttpContext context)
    {
        if (body.Count is < 1 or > SeriesSend.MostMessages)
            throw RequestRefusedException.Invalid("count", $"'count' has to be between 1 and {SeriesSend.MostMessages}.");
        if (body.PerSecond is < 1 or > SeriesSend.FastestPerSecond)
            throw RequestRefusedException.Invalid("perSecond", $"'perSecond' has to be between 1 and {SeriesSend.FastestPerSecond}.");
        if (body.Message is not { Transaction: null } content)
            throw RequestRefusedException.Invalid("message", "The body needs the field 'message', which is sent without a transaction.");
        var message = await SendEndpoints.MessageAsync(target, content with { Topic = topic }, context.RequestAborted);
        // Bytes are sent as they are.
        var isText = content.BodyBase64 is null;
        var job = new SendJob(topic, body.Count, body.PerSecond, number => isText ? MessageInsertions.Fill(message, number, time.GetUtcNow()) : message, time);
        return jobs.Start(job, target.Connection, ApiBatches.Author(context)) is { } begun
            ? Results.Accepted(context.Request.Path, SeriesAnswer.Of(begun.Progress))
            : Problems.Conflict("running", $"A series to the topic '{topic}' is under way; GET tells how far it is, DELETE stops it.");
    }

    private static SeriesAnswer Progress(ApiCluster target, string topic, ChangeJobs<SendJob> jobs) => SeriesAnswer.Of(Job(target, topic, jobs).Progress);

    private static SeriesAnswer Stop(ApiCluster target, string topic, ChangeJobs<SendJob> jobs)
    {
        var job = Job(target, topic, jobs);
        job.Stop();
        return SeriesAnswer.Of(job.Progress);
    }

    private static SendJob Job(ApiCluster target, string topic, ChangeJobs<SendJob> jobs) => jobs.Find(target.Connection.Name, target.Topic(topic).Name)
        ?? throw RequestRefusedException.NotFound($"No series was sent to the topic '{topic}' since the console started.");

    /// <summary>Messages to send one after the other.</summary>
    /// <param name="Message">The message, without its topic.</param>
    /// <param name="Count">How many.</param>
    /// <param name="PerSecond">At most how many a second.</param>
    internal sealed record SeriesBody(SendEndpoints.OutgoingBody? Message, int Count, int PerSecond);

    /// <summary>How far a series is.</summary>
    /// <param name="Total">Messages to send.</param>
    /// <param name="Sent">Those that were stored.</param>
    /// <param name="Failed">Those that were not.</param>
    /// <param name="Failure">Why the last one failed that did; null when none did.</param>
    /// <param name="Finished">Whether nothing comes any more.</param>
    /// <param name="Newest">The last ones that were stored, newest first.</param>
    internal sealed record SeriesAnswer(int Total, int Sent, int Failed, string? Failure, bool Finished, IReadOnlyList<SendEndpoints.SentAnswer> Newest)
    {
        /// <summary>The answer about a series.</summary>
        public static SeriesAnswer Of(SeriesProgress progress) => new(
            progress.Total, progress.Sent, progress.Failed, progress.Failure, progress.IsFinished, [.. progress.Newest.Select(SendEndpoints.SentAnswer.Of)]);
    }
}
