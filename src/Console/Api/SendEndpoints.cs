using System.Globalization;
using System.Text;
using RocketMQ.Admin;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Topics;
using RocketMQ.ManagementConsole.Topics.Sending;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Sending messages.</summary>
internal static class SendEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapSending(this RouteGroupBuilder api)
    {
        var messages = api.MapGroup("/clusters/{cluster}/messages").WithTags("Messages");
        messages.MapPost("/", SendAsync).RequireAuthorization(Policies.Operate).WithName("sendMessage")
            .WithSummary("Sends a message; with 'transaction' as a half that is committed or rolled back at once.").Produces<SentAnswer>().Refuses(400, 401, 403, 404, 502);
        messages.MapPost("/batches", SendBatchAsync).RequireAuthorization(Policies.Operate).WithName("sendMessages")
            .WithSummary("Sends several messages to one queue in one request.").Produces<IReadOnlyList<SentAnswer>>().Refuses(400, 401, 403, 404, 502);
    }

    private static async Task<IResult> SendAsync(ApiCluster target, OutgoingBody body, ChangeRunner runner, HttpContext context)
    {
        var message = await MessageAsync(target, body, context.RequestAborted);
        if (body.Transaction is not null)
            return await SendTransactionAsync(target, message, body.Transaction, runner, context);
        var send = MessageSend.One(message);
        await runner.RunAsync(send, send.Plan(target.Lists), target.Connection, ApiBatches.Author(context), context.RequestAborted);
        return send.Sent is [var sent] ? Results.Ok(SentAnswer.Of(sent)) : Refusal(send.Failure!);
    }

    private static async Task<IResult> SendBatchAsync(ApiCluster target, BatchBody body, ChangeRunner runner, HttpContext context)
    {
        if (body.Messages is not { Count: > 0 and <= MessageDraft.MostInBatch })
            throw RequestRefusedException.Invalid("messages", $"The body needs the field 'messages' with 1 to {MessageDraft.MostInBatch} messages.");
        List<OutgoingMessage> batch = [];
        foreach (var one in body.Messages)
            batch.Add(await MessageAsync(target, one with { Topic = body.Topic, Broker = body.Broker, Queue = body.Queue }, context.RequestAborted));
        var send = MessageSend.Batch(batch);
        await runner.RunAsync(send, send.Plan(target.Lists), target.Connection, ApiBatches.Author(context), context.RequestAborted);
        return send.Sent.Count > 0 ? Results.Ok(send.Sent.Select(SentAnswer.Of)) : Refusal(send.Failure!);
    }

    private static async Task<IResult> SendTransactionAsync(ApiCluster target, OutgoingMessage message, string ending, ChangeRunner runner, HttpContext context)
    {
        if (ending is not ("commit" or "rollback"))
            throw RequestRefusedException.Invalid("transaction", $"'{ending}' is no end of a transaction; allowed are commit and rollback.");
        var half = new HalfSend(message);
        var sent = await runner.RunAsync(half, half.Plan(target.Lists), target.Connection, ApiBatches.Author(context), context.RequestAborted);
        if (half.Half is null)
            return Problems.AllRefused(sent.Outcomes);
        var end = new TransactionEnd(half.Half, ending == "commit");
        // A half that is stored is ended, even when the caller is gone.
        return ApiChanges.Answer(
            await runner.RunAsync(end, end.Plan(target.Lists), target.Connection, ApiBatches.Author(context)), SentAnswer.Of(half.Half.Sent));
    }

    private static IResult Refusal(Exception failure) => failure switch
    {
        AdminException refusal => Problems.Refused(refusal),
        ArgumentException wrong => Problems.Unreadable(wrong.Message),
        _ => Problems.NoAnswer(failure.Message),
    };

    /// <summary>The message that a body describes.</summary>
    /// <exception cref="RequestRefusedException">Something is not allowed; the field is named.</exception>
    internal static async Task<OutgoingMessage> MessageAsync(ApiCluster target, OutgoingBody body, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(body.Topic))
            throw RequestRefusedException.Invalid("topic", "The body needs the field 'topic'.");
        var topic = target.Topic(body.Topic);
        var properties = new Dictionary<string, string>(body.Properties ?? new Dictionary<string, string>());
        if (body.DeliverAt is { } moment)
        {
            if (DeliveryTimes.Missing(body.Broker is { } only ? [only] : topic.Configs.Keys, target.Lists) is { Count: > 0 } old)
                throw RequestRefusedException.Invalid("deliverAt", $"There are no times of delivery, only delay levels, on {string.Join(", ", old)}.");
            properties[PropertyNames.TimerDeliverMs] = moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        }

        return new OutgoingMessage(topic.Name, Content(body))
        {
            Tag = body.Tag,
            Keys = body.Keys ?? [],
            Properties = properties,
            DelayLevel = body.DelayLevel,
            Queue = body.OrderKey is { } key ? await QueueAsync(target, topic.Name, key, cancellation)
                : body.Broker is { } broker ? new MessageQueue(topic.Name, broker, body.Queue ?? 0)
                : null,
        };
    }

    private static async Task<MessageQueue> QueueAsync(ApiCluster target, string topic, string key, CancellationToken cancellation)
    {
        var queues = (await TopicRoute.FetchAsync(target.Connection, topic, cancellation)).WritableQueues(topic);
        return queues.Count > 0 ? OrderKeys.QueueOf(key, queues) : throw RequestRefusedException.Invalid("orderKey", $"The topic '{topic}' has no queue to write to.");
    }

    private static byte[] Content(OutgoingBody body)
    {
        if (body.Body is not null && body.BodyBase64 is not null)
            throw RequestRefusedException.Invalid("bodyBase64", "Only one of 'body' and 'bodyBase64' can be sent.");
        if (body.BodyBase64 is null)
            return Encoding.UTF8.GetBytes(body.Body ?? throw RequestRefusedException.Invalid("body", "The body needs the field 'body', or 'bodyBase64' for bytes."));
        var bytes = new byte[body.BodyBase64.Length];
        return Convert.TryFromBase64String(body.BodyBase64, bytes, out var length)
            ? bytes[..length]
            : throw RequestRefusedException.Invalid("bodyBase64", "'bodyBase64' is not base64.");
    }

    /// <summary>A message to send.</summary>
    /// <param name="Topic">Topic.</param>
    /// <param name="Body">Body as text.</param>
    /// <param name="BodyBase64">Body as bytes.</param>
    /// <param name="Tag">Tag.</param>
    /// <param name="Keys">Keys.</param>
    /// <param name="Properties">Further properties.</param>
    /// <param name="DelayLevel">Delay level, from 1.</param>
    /// <param name="DeliverAt">When it is delivered, where brokers have timers.</param>
    /// <param name="OrderKey">Chooses the queue by its hash, as the clients' selector does.</param>
    /// <param name="Broker">Broker of the queue; any queue when it is left out.</param>
    /// <param name="Queue">Queue on that broker; 0 when it is left out.</param>
    /// <param name="Transaction">commit or rollback: sends it as the half of a transaction and ends that so.</param>
    internal sealed record OutgoingBody(
        string? Topic,
        string? Body,
        string? BodyBase64,
        string? Tag,
        IReadOnlyList<string>? Keys,
        IReadOnlyDictionary<string, string>? Properties,
        int? DelayLevel,
        DateTimeOffset? DeliverAt,
        string? OrderKey,
        string? Broker,
        int? Queue,
        string? Transaction);

    /// <summary>Messages to send in one request.</summary>
    /// <param name="Topic">Topic of all.</param>
    /// <param name="Messages">The messages, without topic and queue.</param>
    /// <param name="Broker">Broker of the queue; any queue when it is left out.</param>
    /// <param name="Queue">Queue on that broker; 0 when it is left out.</param>
    internal sealed record BatchBody(string? Topic, IReadOnlyList<OutgoingBody>? Messages, string? Broker, int? Queue);

    /// <summary>A message that was stored.</summary>
    internal sealed record SentAnswer(string Status, string UniqueId, string OffsetMessageId, string Broker, int Queue, long Offset)
    {
        /// <summary>The answer about a message.</summary>
        public static SentAnswer Of(SentMessage sent) =>
            new(ResponseCodes.NameOf((int)sent.Status), sent.UniqueId, sent.OffsetId, sent.Queue.BrokerName, sent.Queue.QueueId, sent.QueueOffset);
    }
}
