using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Messages.Resending;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Sending copies of messages, and having members consume them.</summary>
internal static class AgainEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapAgain(this RouteGroupBuilder api)
    {
        var messages = api.MapGroup("/clusters/{cluster}/messages/{id}").WithTags("Messages");
        messages.MapPost("/resend", ResendAsync).RequireAuthorization(Policies.Operate).WithName("resendMessage")
            .WithSummary("Sends a copy of a message as a new one, to the topic it was sent to at first. The outcome's remark is the copy's offset message id. dryRun=true only plans; a unique id needs topic.")
            .Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 502, 503);
        messages.MapPost("/consume", ConsumeAsync).RequireAuthorization(Policies.Operate).WithName("consumeMessage")
            .WithSummary("Has one member of a group consume a message at once; no offset moves. The outcome's remark is what its application answered. dryRun=true only plans; a unique id needs topic.")
            .Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 502, 503);
    }

    private static async Task<IResult> ResendAsync(ApiCluster target, string id, string? topic, bool? dryRun, ApiChanges changes, HttpContext context)
    {
        var located = await target.MessageAsync(id, topic, context.RequestAborted);
        return ResentMessage.TopicOf(located.Message) is { } goal
            ? await changes.RunAsync(new MessageResend(located, goal), target, dryRun, context)
            : Problems.Conflict("no-topic", $"The message lies in '{located.Message.Topic}' and does not say which topic it was sent to at first.");
    }

    private static async Task<IResult> ConsumeAsync(ApiCluster target, string id, string? topic, ConsumeBody body, bool? dryRun, ApiChanges changes, HttpContext context)
    {
        var group = Needed("group", body.Group);
        var client = Needed("client", body.Client);
        var located = await target.MessageAsync(id, topic, context.RequestAborted);
        return await changes.RunAsync(new DirectConsumption(located, group, client), target, dryRun, context);
    }

    private static string Needed(string field, string? value) => value?.Trim() is { Length: > 0 } text
        ? text
        : throw RequestRefusedException.Invalid(field, $"The body needs the field '{field}'.");

    /// <summary>Who consumes a message.</summary>
    /// <param name="Group">A consumer group.</param>
    /// <param name="Client">Client id of a member that is connected to the message's broker.</param>
    internal sealed record ConsumeBody(string? Group, string? Client);
}
