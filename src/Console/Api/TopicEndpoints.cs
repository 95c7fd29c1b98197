using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Radar;
using RocketMQ.ManagementConsole.Topics;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Topics of a cluster.</summary>
internal static class TopicEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapTopics(this RouteGroupBuilder api)
    {
        var topics = api.MapGroup("/clusters/{cluster}/topics").WithTags("Topics");
        topics.MapGet("/", List).RequireAuthorization(Policies.View).WithName("listTopics")
            .WithSummary("Topics by part of the name or regular expression, and by kind (normal, retry, deadLetter, system; comma separated).")
            .Produces<Page<TopicAnswer>>().Refuses(400, 401, 404, 503);
        topics.MapGet("/{topic}", Get).RequireAuthorization(Policies.View).WithName("getTopic").WithSummary("A topic with its settings on each broker.")
            .Produces<TopicAnswer>().Refuses(401, 404, 503);
        topics.MapPut("/{topic}", PutAsync).RequireAuthorization(Policies.Operate).WithName("putTopic")
            .WithSummary("Creates a topic or changes its settings; what is left out stays as it is, or is 8 queues and RW for a new one. dryRun=true only plans, keep=true keeps the plan.")
            .Produces<ChangeAnswer>().Produces<PlanAnswer>(StatusCodes.Status201Created).Refuses(400, 401, 403, 404, 409, 502, 503);
        topics.MapDelete("/{topic}", DeleteAsync).RequireAuthorization(Policies.Operate).WithName("deleteTopic")
            .WithSummary("Deletes a topic with its messages, which takes an administrator. dryRun=true only plans, keep=true keeps the plan.").Produces<ChangeAnswer>().Produces<PlanAnswer>(StatusCodes.Status201Created).Refuses(401, 403, 404, 409, 502, 503);
        topics.MapGet("/{topic}/route", RouteAsync).RequireAuthorization(Policies.View).WithName("getTopicRoute")
            .WithSummary("Where clients find the topic.").Produces<TopicRoute>().Refuses(401, 404, 502, 503);
        topics.MapGet("/{topic}/queues", QueuesAsync).RequireAuthorization(Policies.View).WithName("listTopicQueues")
            .WithSummary("Offsets of every queue.").Produces<IReadOnlyList<TopicQueues.Row>>().Refuses(401, 404, 502, 503);
        topics.MapGet("/{topic}/consumers", ConsumersAsync).RequireAuthorization(Policies.View).WithName("listTopicConsumers")
            .WithSummary("Groups that consume the topic or have offsets in it.").Produces<IReadOnlyList<string>>().Refuses(401, 404, 502, 503);
    }

    private static Page<TopicAnswer> List(ApiCluster target, string? q, bool? regex, string? kind, int? offset, int? limit, Retentions retentions)
    {
        var page = Pages.Of([.. Filtered(target, q, regex, kind)], offset, limit);
        return new Page<TopicAnswer>([.. page.Items.Select(Answers(target, retentions))], page.Total, page.Offset);
    }

    /// <summary>Topics whose names and kinds fit.</summary>
    /// <exception cref="RequestRefusedException">A filter is none.</exception>
    public static IEnumerable<TopicSnapshot> Filtered(ApiCluster target, string? q, bool? regex, string? kind)
    {
        var names = new NameFilter(q, regex is true);
        if (names.Problem is not null)
            throw RequestRefusedException.Invalid("q", names.Problem);
        var kinds = Kinds(kind);
        return target.Lists.Topics.Where(topic => kinds.Contains(topic.Kind) && names.Matches(topic.Name));
    }

    private static TopicAnswer Get(ApiCluster target, string topic, Retentions retentions) => Answers(target, retentions)(target.Topic(topic));

    private static Func<TopicSnapshot, TopicAnswer> Answers(ApiCluster target, Retentions retentions)
    {
        var (snapshot, traits) = (target.Lists, BrokerTraits.Of(target.Lists, retentions.Find(target.Connection)));
        return topic => TopicAnswer.Of(topic, TopicRow.Of(topic, snapshot.Flows.GetValueOrDefault(topic.Name), traits));
    }

    private static Task<IResult> PutAsync(
        ApiCluster target, string topic, TopicSettings settings, bool? dryRun, bool? keep, string? note, bool? forAnother, ApiChanges changes, HttpContext context) =>
        changes.RunAsync(new TopicSave(settings.Wish(target, topic)), target, new HowToRun(dryRun, keep, note, forAnother), context);

    private static Task<IResult> DeleteAsync(
        ApiCluster target, string topic, bool? dryRun, bool? keep, string? note, bool? forAnother, ApiChanges changes, HttpContext context) =>
        changes.RunAsync(new TopicDeletion(target.Topic(topic).Name), target, new HowToRun(dryRun, keep, note, forAnother), context);

    private static async Task<TopicRoute> RouteAsync(ApiCluster target, string topic, CancellationToken cancellation) =>
        await TopicRoute.FetchAsync(target.Connection, target.Topic(topic).Name, cancellation);

    private static async Task<IResult> QueuesAsync(ApiCluster target, string topic, CancellationToken cancellation)
    {
        var queues = await TopicQueues.FetchAsync(target.Connection, target.Topic(topic).Name, cancellation);
        return queues.Failures.Count == 0 ? Results.Ok(queues.Rows) : Problems.Partial(queues.Failures, queues.Rows);
    }

    private static async Task<IResult> ConsumersAsync(ApiCluster target, string topic, CancellationToken cancellation)
    {
        var consumers = await TopicConsumers.FetchAsync(target.Connection, target.Topic(topic).Name, cancellation);
        List<string> groups = [.. consumers.Rows.Select(row => row.Group)];
        return consumers.Failures.Count == 0 ? Results.Ok(groups) : Problems.Partial(consumers.Failures, groups);
    }

    private static HashSet<TopicKind> Kinds(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return [.. Enum.GetValues<TopicKind>()];
        HashSet<TopicKind> kinds = [];
        foreach (var name in text.Split(','))
        {
            if (!Enum.TryParse<TopicKind>(name, ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
                throw RequestRefusedException.Invalid("kind", $"'{name}' is no kind of topic; allowed are normal, retry, deadLetter and system.");
            kinds.Add(kind);
        }

        return kinds;
    }
}
