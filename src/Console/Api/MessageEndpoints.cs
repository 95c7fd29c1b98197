using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Filters;
using RocketMQ.ManagementConsole.Messages.Masking;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Messages of a cluster.</summary>
internal static class MessageEndpoints
{
    /// <summary>Name of the operation whose parameters are those of the pages.</summary>
    public const string Search = "searchMessages";

    /// <summary>Adds the endpoints.</summary>
    public static void MapMessages(this RouteGroupBuilder api)
    {
        var messages = api.MapGroup("/clusters/{cluster}/messages").WithTags("Messages");
        messages.MapGet("/", SearchAsync).RequireAuthorization(Policies.View).WithName(Search)
            .WithSummary("Finds messages: by=time (topic, from, to or range, tag, contains, where, queue, broker, offset), key (topic, key), id (id, topic) or offset (topic, broker, queue, offset, around). columns adds values from bodies. 'next' of an answer are the parameters that go on where it ended.")
            .Produces<SearchAnswer>().Refuses(400, 401, 404, 502, 503);
        messages.MapGet("/{id}", GetAsync).RequireAuthorization(Policies.View).WithName("getMessage")
            .WithSummary("A message by its offset message id, or by its unique id with topic.").Produces<MessageAnswer>().Refuses(400, 401, 404, 502);
    }

    // The parameters are those of the pages, so a page's address can be asked for here: their names are in docs/console.md.
    private static async Task<IResult> SearchAsync(ApiCluster target, HttpRequest request, TimeProvider clock, MessageSights sights, CancellationToken cancellation)
    {
        var query = Read(request.Query);
        var outcome = await new MessageSearch(target.Connection, clock, sights.Of(request.HttpContext.User, target.Connection.Name)).RunAsync(query, _ => { }, cancellation);
        Refuse(outcome.Problem);
        if (outcome.Failure is { } failure)
            return Problems.NoAnswer(failure.Message);
        var answer = new SearchAnswer(
            [.. outcome.Rows.Select(row => MessageAnswer.Of(row.Message, withBody: false, Columns(row)))],
            outcome.End,
            outcome.Older?.Older,
            outcome.Older is { } older ? MessageAddresses.QueryOf(older).TrimStart('?') : null,
            outcome.Progress is { } progress ? new ScanAnswer(progress.Scanned, progress.Bytes, (long)progress.Elapsed.TotalMilliseconds, progress.Reached) : null);
        return outcome.Failures.Count == 0
            ? Results.Ok(answer)
            : Problems.Partial(outcome.Failures.Select(one => new ServerOutcome(one.Address, FailureText.Of(one.Reason))), answer);
    }

    /// <summary>The search of some parameters.</summary>
    /// <exception cref="RequestRefusedException">They are none.</exception>
    public static MessageQuery Read(IQueryCollection parameters)
    {
        if (parameters.Keys.FirstOrDefault(key => key != "by" && !MessageQuery.Parameters.Contains(key)) is { } unknown)
            throw RequestRefusedException.Invalid(unknown, $"'{unknown}' is no parameter; allowed are by, {string.Join(", ", MessageQuery.Parameters)}.");
        if (parameters["by"] is [{ Length: > 0 } by] && (!Enum.TryParse<SearchMode>(by, ignoreCase: true, out var mode) || !Enum.IsDefined(mode)))
            throw RequestRefusedException.Invalid("by", $"'{by}' is no way to search; allowed are time, key, id and offset.");
        var query = MessageQuery.Parse(name => string.Join('\n', parameters[name].AsEnumerable()) is { Length: > 0 } value ? value : null);
        Refuse(query.Problem);
        return query.IsComplete ? query : throw Missing(query);
    }

    private static Dictionary<string, string?>? Columns(MessageRow row) => row.Columns is { Count: > 0 } columns
        ? columns.Zip(row.Cells).DistinctBy(cell => cell.First.Text).ToDictionary(cell => cell.First.Text, cell => cell.Second)
        : null;

    private static async Task<IResult> GetAsync(ApiCluster target, string id, string? topic, HttpContext context, MessageSights sights, CancellationToken cancellation)
    {
        var message = await target.MessageAsync(id, topic, cancellation);
        return Results.Ok(MessageAnswer.Of(sights.Of(context.User, target.Connection.Name).See(message), withBody: true));
    }

    private static void Refuse(QueryProblem? problem)
    {
        if (problem is null)
            return;
        var (field, detail) = problem.Kind switch
        {
            QueryProblemKind.Queue => ("queue", $"'{problem.Value}' is no queue; allowed are whole numbers from 0."),
            QueryProblemKind.Offset => ("offset", $"'{problem.Value}' is no offset; allowed are whole numbers from 0."),
            QueryProblemKind.Around => ("around", $"'{problem.Value}' is too many; allowed are 0 to {MessageQuery.MaxAround}."),
            QueryProblemKind.Range => ("range", $"'{problem.Value}' is no range; allowed are {problem.Allowed}."),
            QueryProblemKind.Moment => ("from", $"'{problem.Value}' is no moment; allowed is ISO 8601 with its offset from UTC, such as 2025-03-04T12:00:00Z."),
            QueryProblemKind.Reversed => ("from", $"The end lies before the beginning: {problem.Value}."),
            QueryProblemKind.Key => ("key", "A key cannot hold a space, which separates keys."),
            QueryProblemKind.Older => ("older", "'older' has to be what an answer gave."),
            QueryProblemKind.Where => ("where", $"'{problem.Value}' is no condition, or one too many; allowed are up to {MessageFilter.MostConditions} lines such as 'tag eq paid', 'property:region contains eu' or 'json:$.amount gt 100'."),
            QueryProblemKind.Columns => ("columns", $"'{problem.Value}' has a path that is none, or more than {problem.Allowed} paths; allowed are paths such as $.order.id with commas between them."),
            QueryProblemKind.OneQueue => ("queue", "'broker' and 'offset' need 'queue', since offsets count within one queue."),
            QueryProblemKind.WhichBroker => ("broker", $"The topic lies on several brokers; allowed are {problem.Allowed}."),
            QueryProblemKind.NoSuchBroker => ("broker", $"The topic is not on '{problem.Value}'; allowed are {problem.Allowed}."),
            QueryProblemKind.NoSuchQueue => ("queue", $"The topic has no queue {problem.Value}; allowed are {problem.Allowed}."),
            _ => ("topic", $"No name server knows the topic '{problem.Value}'."),
        };
        throw problem.Kind is QueryProblemKind.NoSuchTopic ? RequestRefusedException.NotFound(detail) : RequestRefusedException.Invalid(field, detail);
    }

    private static RequestRefusedException Missing(MessageQuery query)
    {
        var field = query switch
        {
            { Mode: SearchMode.Id } => "id",
            { Topic: null } => "topic",
            { Mode: SearchMode.Key } => "key",
            { Queue: null } => "queue",
            _ => "offset",
        };
        return RequestRefusedException.Invalid(field, $"A search by {query.Mode.ToString().ToLowerInvariant()} needs '{field}'.");
    }

    /// <summary>Messages that were found.</summary>
    /// <param name="Messages">In the order of the search, without bodies.</param>
    /// <param name="End">Why it ended.</param>
    /// <param name="Older">Goes on there; null when there is nothing more, and in a search by key.</param>
    /// <param name="Next">Parameters of the search that goes on where this one ended; null when there is nothing more.</param>
    /// <param name="Scan">How much was read; null where a search reads no more than it shows.</param>
    internal sealed record SearchAnswer(IReadOnlyList<MessageAnswer> Messages, SearchEnd End, string? Older, string? Next, ScanAnswer? Scan);

    /// <summary>How much a search read.</summary>
    /// <param name="Messages">Messages looked at.</param>
    /// <param name="Bytes">Bytes of their records.</param>
    /// <param name="Milliseconds">How long it took.</param>
    /// <param name="ReachedAt">Store time of the message looked at last.</param>
    internal sealed record ScanAnswer(int Messages, long Bytes, long Milliseconds, DateTimeOffset? ReachedAt);

    /// <summary>A message as the caller may see it.</summary>
    /// <param name="OffsetMessageId">The id that names its place.</param>
    /// <param name="UniqueId">The id that its producer gave; null when none.</param>
    /// <param name="Topic">Topic.</param>
    /// <param name="Broker">Broker set.</param>
    /// <param name="Queue">Queue on it.</param>
    /// <param name="Offset">Place in the queue.</param>
    /// <param name="BornAt">When its producer made it.</param>
    /// <param name="StoredAt">When the broker stored it.</param>
    /// <param name="Size">Bytes of the body as stored.</param>
    /// <param name="Properties">Properties, those that are hidden as ***.</param>
    /// <param name="HiddenBy">Names of the masking rules that hide something of it.</param>
    /// <param name="BodyBase64">The body's bytes; null in lists, and where something of it is hidden.</param>
    /// <param name="MaskedText">The body as text with what is hidden as ***; null where nothing is hidden, and where nothing may be seen.</param>
    /// <param name="Columns">What the paths of the search lead to, by path; null when none were asked for.</param>
    internal sealed record MessageAnswer(
        string OffsetMessageId,
        string? UniqueId,
        string Topic,
        string Broker,
        int Queue,
        long Offset,
        DateTimeOffset BornAt,
        DateTimeOffset StoredAt,
        int Size,
        IReadOnlyDictionary<string, string> Properties,
        IReadOnlyList<string> HiddenBy,
        string? BodyBase64,
        string? MaskedText,
        IReadOnlyDictionary<string, string?>? Columns)
    {
        /// <summary>The answer about a message.</summary>
        public static MessageAnswer Of(VisibleMessage message, bool withBody, IReadOnlyDictionary<string, string?>? columns = null)
        {
            var stored = message.Located.Message;
            return new MessageAnswer(
                stored.OffsetMessageId,
                stored.UniqueKey,
                stored.Topic,
                message.BrokerName,
                stored.QueueId,
                stored.QueueOffset,
                message.Located.BornAt,
                message.Located.StoredAt,
                message.StoredBodySize,
                message.Properties,
                message.HiddenBy,
                withBody && message.BodyBytes is { } bytes ? Convert.ToBase64String(bytes.Span) : null,
                withBody ? message.Body.MaskedText : null,
                columns);
        }
    }
}
