using System.Text;
using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Formatting;
using RocketMQ.ManagementConsole.Lookup;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Preferences;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Case files: what is known about one message, to be kept with a ticket.</summary>
internal static class CaseEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapCases(this RouteGroupBuilder api) =>
        api.MapGet("/clusters/{cluster}/messages/{id}/case", GetAsync).RequireAuthorization(Policies.View).WithName("getCase").WithTags("Messages")
            .WithSummary("Everything that is known about a message, as far as the caller may see it: format=json (default) or html, a page that needs nothing but itself. The audit has who took it. A unique id needs topic.")
            .Produces<CaseAnswer>().Refuses(400, 401, 404, 502, 503);

    private static async Task<IResult> GetAsync(
        ApiCluster target, string id, string? topic, string? traceTopic, string? format, ApiChanges changes, MessageSights sights, IStringLocalizer<Texts> texts,
        ViewerTimeZone zone, Times times, TimeProvider time, HttpContext context)
    {
        if (format is not (null or "json" or "html"))
            throw RequestRefusedException.Invalid("format", $"'{format}' is no format; allowed are json and html.");
        var message = sights.Of(context.User, target.Connection.Name).See(await target.MessageAsync(id, topic, context.RequestAborted));
        // Whoever reads it later may be anywhere.
        zone.Use("UTC");
        var export = new CaseExport(message, format ?? "json", TraceEndpoints.TopicOf(traceTopic), context.User.Identity?.Name ?? "", time);
        var result = await changes.MakeAsync(export, target, context);
        if (export.File is not { } file)
            return ApiChanges.Answer(result, result.Outcomes);
        return format is "html"
            ? Results.File(Encoding.UTF8.GetBytes(new CasePage(file, texts, times).Write()), "text/html; charset=utf-8", $"message-{message.Located.Message.OffsetMessageId}.html")
            : Results.Ok(CaseAnswer.Of(file, texts, times));
    }

    /// <summary>What is known about a message.</summary>
    /// <param name="Cluster">Name of the cluster.</param>
    /// <param name="TakenAt">When this was asked.</param>
    /// <param name="TakenBy">Who asked.</param>
    /// <param name="Sentences">What became of it; times are UTC.</param>
    /// <param name="Message">The message with its body, as far as the caller may see it.</param>
    /// <param name="BodyText">The body as text; null where it can not be read, or may not.</param>
    /// <param name="Timeline">What happened to it, with what clients noted.</param>
    /// <param name="Groups">How far each group of its topic is.</param>
    /// <param name="Missing">Who did not answer, and why; what they know is missing.</param>
    internal sealed record CaseAnswer(
        string Cluster,
        DateTimeOffset TakenAt,
        string TakenBy,
        IReadOnlyList<string> Sentences,
        MessageEndpoints.MessageAnswer Message,
        string? BodyText,
        TraceEndpoints.TimelineAnswer Timeline,
        IReadOnlyList<GroupPassage> Groups,
        IReadOnlyList<ServerOutcome> Missing)
    {
        /// <summary>The answer of a file.</summary>
        public static CaseAnswer Of(CaseFile file, IStringLocalizer<Texts> texts, Times times) => new(
            file.Way.Cluster,
            file.TakenAt,
            file.Person,
            [.. file.Sentences(texts, times).Select(sentence => sentence.Text)],
            MessageEndpoints.MessageAnswer.Of(file.Message, withBody: true),
            file.Message.BodyText,
            TraceEndpoints.TimelineAnswer.Of(file.Way),
            file.Way.Consumption.Groups,
            file.Way.Missing);
    }
}
