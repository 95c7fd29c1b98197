using System.CommandLine;
using RocketMQ.Admin.Messages;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;

namespace RocketMQ.Cli.Commands.Messages;

internal sealed class QueryMessageById : AdminCommand
{
    private readonly Option<string> _ids = Opt.Needed("i", "msgId", "ids of messages, with ',' between");
    private readonly Option<string> _topic = Opt.Text("t", "topic", "topic of the messages; with it -i may also name unique ids");
    private readonly Option<string> _group = Opt.Text("g", "consumerGroup", "with -d: consumer group of the client that consumes the messages now");
    private readonly Option<string> _client = Opt.Text("d", "clientId", "with -g: id of that client");
    private readonly Option<bool> _send = Opt.Switch("s", "sendMessage", "send the messages once more");
    private readonly Option<string> _unit = Opt.Text("u", "unitName", "taken for compatibility; has no effect");

    public override string Name => "queryMsgById";

    public override string Description => "finds messages by their offset ids";

    public override IReadOnlyList<Option> Options => [_ids, _group, _client, _send, _unit];

    public override IReadOnlyList<Option> Ours => [_topic];

    public override IReadOnlyList<string> Differences =>
    [
        "an id that names an address which is no broker of this cluster is refused; the original connects to any",
        "every MessageTrack stands on a line of its own",
    ];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var found = new List<LocatedMessage>();
        var isComplete = true;
        foreach (var id in call.Needed(_ids).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var messages = await FindAsync(call, id);
            found.AddRange(messages);
            if (messages.Count > 0)
                continue;
            call.Screen.Complain($"{Name}: there is no message {id}");
            isComplete = false;
        }

        var answer = await UseAsync(call, found);
        return isComplete ? answer : answer.AsFailed();
    }

    private async Task<IReadOnlyList<LocatedMessage>> FindAsync(Invocation call, string id)
    {
        var topic = call.Text(_topic);
        if (topic is null || MessageIds.TryParseOffsetId(id, out _, out _))
        {
            try
            {
                if (await call.Admin.Messages.FindByOffsetIdAsync(id, call.Cancellation) is { } located)
                    return [located];
            }
            catch (ArgumentException) when (topic is not null)
            {
                // Unique ids look like offset ids; this one names no broker, so it is looked for in the index.
            }
        }

        return topic is null ? [] : [.. (await call.Admin.Messages.FindByUniqueIdAsync(topic, id, call.Cancellation)).Messages.Take(1)];
    }

    private async Task<Answer> UseAsync(Invocation call, IReadOnlyList<LocatedMessage> found)
    {
        if (call.Text(_group) is { } group && call.Text(_client) is { } client)
            return await FoundMessage.ConsumeAsync(call, group, client, found);
        return call.Get(_send) ? await SendAsync(call, found) : await FoundMessage.ShowAsync(call, found, withOffsetId: true, []);
    }

    private static async Task<Answer> SendAsync(Invocation call, IReadOnlyList<LocatedMessage> found)
    {
        var sent = new List<(string Id, SentMessage Sent)>();
        foreach (var located in found)
            sent.Add((located.Message.OffsetMessageId, await call.Admin.Messages.ResendAsync(located, call.Cancellation)));
        return Answer.Of(new SentViews([.. sent.Select(pair => SentView.Of(pair.Sent))]), CliJson.Default.SentViews, screen =>
        {
            foreach (var (id, message) in sent)
                screen.Print($"prepare resend msg. originalMsgId={id}{Sending.Describe(message)}");
        });
    }
}

/// <summary>Messages that were sent.</summary>
internal sealed record SentViews(IReadOnlyList<SentView> Messages);
