using System.CommandLine;
using RocketMQ.Admin.Messages;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Messages;

internal sealed class QueryMessageByUniqueKey : AdminCommand
{
    private readonly Option<string> _id = Opt.Needed("i", "msgId", "unique id of the message, which its producer gave it");
    private readonly Option<string> _group = Opt.Text("g", "consumerGroup", "with -d: consumer group of the client that consumes the message now");
    private readonly Option<string> _client = Opt.Text("d", "clientId", "with -g: id of that client");
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<bool> _all = Opt.Flag("a", "showAll", "all messages with the id, at most 32; a producer that sends again makes several");

    public override string Name => "queryMsgByUniqueKey";

    public override string Description => "finds a message by its unique id";

    public override IReadOnlyList<Option> Options => [_id, _group, _client, _topic, _all];

    public override IReadOnlyList<string> Differences => ["every MessageTrack stands on a line of its own", "no message is a failure, exit code 1"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (topic, id) = (call.Needed(_topic), call.Needed(_id));
        var found = await call.Admin.Messages.FindByUniqueIdAsync(topic, id, call.Cancellation);
        // Oldest first.
        var messages = found.Messages.Reverse().Take(call.Get(_all) ? int.MaxValue : 1).ToList();
        if (messages.Count == 0 && found.Failures.Count == 0)
        {
            call.Screen.Complain($"{Name}: topic '{topic}' has no message {id}");
            return (await FoundMessage.ShowAsync(call, [], withOffsetId: false, [])).AsFailed();
        }

        return call.Text(_group) is { } group && call.Text(_client) is { } client
            ? await FoundMessage.ConsumeAsync(call, group, client, messages)
            : await FoundMessage.ShowAsync(call, messages, withOffsetId: false, found.Failures);
    }
}
