using System.Text;
using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Resources;
using RocketMQ.ManagementConsole.Topics;
using RocketMQ.ManagementConsole.Topics.Definitions;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Many topics at once: the same settings for all, deleting all, and definitions from and as a file.</summary>
internal static class TopicBatchEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapTopicBatches(this RouteGroupBuilder api)
    {
        var batches = api.MapGroup("/clusters/{cluster}").WithTags("Topics");
        batches.MapPost("/topic-batches", RunAsync).RequireAuthorization(Policies.Operate).WithName("changeTopics")
            .WithSummary("Gives several topics the same settings, or deletes them (administrators). dryRun=true only plans, keep=true keeps the plan.")
            .Produces<BatchAnswer>().Produces<PlanAnswer>(StatusCodes.Status201Created).Refuses(400, 401, 403, 404, 409, 503);
        batches.MapGet("/topic-definitions", Export).RequireAuthorization(Policies.View).WithName("exportTopics")
            .WithSummary("Settings of topics as a file, format=csv or json (if left out), filtered as the list of topics is.").Produces<IReadOnlyList<TopicDefinition>>().Refuses(400, 401, 404, 503);
        batches.MapPost("/topic-definitions", ImportAsync).RequireAuthorization(Policies.Operate).WithName("importTopics")
            .WithSummary("Creates and changes topics from such a file, CSV or JSON, with an outcome for each. dryRun=true only plans, keep=true keeps the plan; everywhere=true takes the first settings of each topic for all brokers.")
            .Accepts<IReadOnlyList<TopicDefinition>>("application/json", "text/csv")
            .Produces<BatchAnswer>().Produces<PlanAnswer>(StatusCodes.Status201Created).Refuses(400, 401, 403, 404, 409, 503);
    }

    private static Task<IResult> RunAsync(
        ApiCluster target, TopicBatchBody body, bool? dryRun, bool? keep, string? note, bool? forAnother, ApiBatches batches, HttpContext context)
    {
        if (body.Topics is not { Count: > 0 } names)
            throw RequestRefusedException.Invalid("topics", "The body needs the field 'topics' with at least one name.");
        if (body.Delete is true == (body.Settings is not null))
            throw RequestRefusedException.Invalid("settings", "The body needs exactly one of 'settings' and 'delete': true.");
        List<BatchItem> items = [.. names.Distinct(StringComparer.Ordinal).Select(name => target.Topic(name)).Select(topic => topic.Kind is TopicKind.System
            ? throw RequestRefusedException.Invalid("topics", $"'{topic.Name}' is a topic of the servers, which is left alone.")
            : body.Settings is { } settings
                ? new BatchItem(topic.Name, "change", null, new TopicSave(settings.Wish(target, topic.Name)))
                : new BatchItem(topic.Name, "delete", null, new TopicDeletion(topic.Name)))];
        return batches.RunAsync(items, target, new HowToRun(dryRun, keep, note, forAnother), context);
    }

    private static IResult Export(ApiCluster target, string? format, string? q, bool? regex, string? kind) =>
        DefinitionEndpoints.File(TopicEndpoints.Filtered(target, q, regex, kind), format ?? "json")
            ?? throw RequestRefusedException.Invalid("format", $"'{format}' is no form; allowed are csv and json.");

    private static async Task<IResult> ImportAsync(
        ApiCluster target, HttpRequest request, bool? dryRun, bool? keep, bool? everywhere, string? note, bool? forAnother, ApiBatches batches, IStringLocalizer<Texts> texts)
    {
        if (request.ContentLength > DefinitionFile.MostBytes)
            throw new RequestRefusedException(Problems.Unreadable($"The file has {request.ContentLength} bytes; at most {DefinitionFile.MostBytes} are read."));
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        IReadOnlyList<ImportLine> lines;
        try
        {
            lines = TopicImport.Check(DefinitionFile.Read(await reader.ReadToEndAsync(request.HttpContext.RequestAborted)), everywhere is true, target.Lists);
        }
        catch (FormatException wrong)
        {
            return Problems.Unreadable("The file cannot be read: " + wrong.Message);
        }

        return await batches.RunAsync([.. lines.Select(line => Item(line, texts))], target, new HowToRun(dryRun, keep, note, forAnother), request.HttpContext);
    }

    private static BatchItem Item(ImportLine line, IStringLocalizer<Texts> texts) => new(
        line.Topic,
        line.Verdict.ToString().ToLowerInvariant(),
        line.Problem is { } problem ? texts[problem.Key, problem.Arguments].Value : null,
        line.Verdict is ImportVerdict.Create or ImportVerdict.Change ? new TopicSave(line.Wish!) : null);
}

/// <summary>What is done with several topics.</summary>
/// <param name="Topics">Their names.</param>
/// <param name="Settings">Settings to give them; what is left out stays as it is on each broker.</param>
/// <param name="Delete">Whether to delete them.</param>
internal sealed record TopicBatchBody(IReadOnlyList<string>? Topics, TopicSettings? Settings, bool? Delete);
