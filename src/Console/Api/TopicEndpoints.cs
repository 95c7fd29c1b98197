using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Topics;
using RocketMQ.Model;

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
            .WithSummary("Creates a topic or changes its settings; what is left out stays as it is, or is 8 queues and RW for a new one. dryRun=true only plans.")
            .Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 502, 503);
        topics.MapDelete("/{topic}", DeleteAsync).RequireAuthorization(Policies.Administer).WithName("deleteTopic")
            .WithSummary("Deletes a topic with its messages. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(401, 403, 404, 409, 502, 503);
        topics.MapGet("/{topic}/route", RouteAsync).RequireAuthorization(Policies.View).WithName("getTopicRoute")
            .WithSummary("Where clients find the topic.").Produces<TopicRoute>().Refuses(401, 404, 502, 503);
        topics.MapGet("/{topic}/queues", QueuesAsync).RequireAuthorization(Policies.View).WithName("listTopicQueues")
            .WithSummary("Offsets of every queue.").Produces<IReadOnlyList<TopicQueues.Row>>().Refuses(401, 404, 502, 503);
        topics.MapGet("/{topic}/consumers", ConsumersAsync).RequireAuthorization(Policies.View).WithName("listTopicConsumers")
            .WithSummary("Groups that consume the topic or have offsets in it.").Produces<IReadOnlyList<string>>().Refuses(401, 404, 502, 503);
    }

    private static Page<TopicAnswer> List(ApiCluster target, string? q, bool? regex, string? kind, int? offset, int? limit)
    {
        var names = new NameFilter(q, regex is true);
        if (names.Problem is not null)
            throw RequestRefusedException.Invalid("q", names.Problem);
        var kinds = Kinds(kind);
        return Pages.Of([.. target.Lists.Topics.Where(topic => kinds.Contains(topic.Kind) && names.Matches(topic.Name)).Select(TopicAnswer.Of)], offset, limit);
    }

    private static TopicAnswer Get(ApiCluster target, string topic) => TopicAnswer.Of(target.Topic(topic));

    private static Task<IResult> PutAsync(
        ApiCluster target, string topic, TopicSettings settings, bool? dryRun, ApiChanges changes, HttpContext context) =>
        changes.RunAsync(new TopicSave(Draft(target, topic, settings)), target, dryRun, context);

    private static Task<IResult> DeleteAsync(ApiCluster target, string topic, bool? dryRun, ApiChanges changes, HttpContext context) =>
        changes.RunAsync(new TopicDeletion(target.Topic(topic).Name), target, dryRun, context);

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

    private static TopicDraft Draft(ApiCluster target, string name, TopicSettings settings)
    {
        if (TopicRules.Check(name).Problem is { } problem)
            throw RequestRefusedException.Invalid("topic", problem);
        var known = target.Lists.Topics.FirstOrDefault(topic => topic.Name == name);
        var draft = known is null ? TopicDraft.New(target.Lists) : TopicDraft.Edit(known);
        draft.Name = name;
        draft.ReadQueues = Queues("readQueues", settings.ReadQueues) ?? draft.ReadQueues;
        draft.WriteQueues = Queues("writeQueues", settings.WriteQueues) ?? draft.WriteQueues;
        draft.Permission = settings.Permission is { } permission ? PermissionOf(permission) : draft.Permission;
        draft.Order = settings.Order ?? draft.Order;
        if (settings.Brokers is not null)
        {
            draft.Brokers.Clear();
            draft.Brokers.UnionWith(target.Masters(settings.Brokers));
        }

        return draft;
    }

    private static int? Queues(string field, int? queues) => queues is { } number && !TopicDraft.IsAllowed(number)
        ? throw RequestRefusedException.Invalid(field, $"'{field}' has to be between 1 and {TopicDraft.MostQueues}.")
        : queues;

    private static int PermissionOf(string text) => text switch
    {
        "RW" => (int)(Permissions.Read | Permissions.Write),
        "R" => (int)Permissions.Read,
        "W" => (int)Permissions.Write,
        _ => throw RequestRefusedException.Invalid("permission", $"'{text}' is no permission; allowed are RW, R and W."),
    };

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

    /// <summary>Settings to give a topic.</summary>
    /// <param name="ReadQueues">Queues to read from on each broker.</param>
    /// <param name="WriteQueues">Queues to write to on each broker.</param>
    /// <param name="Permission">RW, R or W.</param>
    /// <param name="Order">Whether it is an order topic.</param>
    /// <param name="Brokers">Names of the brokers to do it on; those that have the topic, or all for a new one.</param>
    internal sealed record TopicSettings(int? ReadQueues, int? WriteQueues, string? Permission, bool? Order, IReadOnlyList<string>? Brokers);

    /// <summary>A topic.</summary>
    /// <param name="Name">Name.</param>
    /// <param name="Kind">What it is for.</param>
    /// <param name="Brokers">Its settings by name of the broker set.</param>
    internal sealed record TopicAnswer(string Name, TopicKind Kind, IReadOnlyDictionary<string, OnBroker> Brokers)
    {
        /// <summary>The answer about a topic.</summary>
        public static TopicAnswer Of(TopicSnapshot topic) => new(topic.Name, topic.Kind, topic.Configs.ToDictionary(
            pair => pair.Key, pair => new OnBroker(pair.Value.ReadQueueNums, pair.Value.WriteQueueNums, ((Permissions)pair.Value.Perm).ToText(), pair.Value.Order)));
    }

    /// <summary>A topic's settings on one broker.</summary>
    internal sealed record OnBroker(int ReadQueues, int WriteQueues, string Permission, bool Order);
}
