using System.CommandLine;
using RocketMQ.Admin.Messages;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Messages;

internal sealed class QueryMessageByKey : AdminCommand
{
    private static readonly TableLayout<LocatedMessage> Layout = new(
        ["#Message ID", "#QID", "#Offset"],
        "{0,-50} {1,4} {2,40}",
        located => [located.Message.UniqueKey ?? located.Message.OffsetMessageId, located.Message.QueueId, located.Message.QueueOffset]);

    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<string> _key = Opt.Needed("k", "msgKey", "the key");
    private readonly Option<string> _begin = Opt.Text("b", "beginTimestamp", $"only messages stored from then on; {Moment.Forms}");
    private readonly Option<string> _end = Opt.Text("e", "endTimestamp", "only messages stored up to then");
    private readonly Option<long> _count = Opt.Number("m", "maxNum", "at most so many from each broker, default 64", 64, 1, 64);

    public override string Name => "queryMsgByKey";

    public override string Description => "finds messages by key";

    public override IReadOnlyList<Option> Options => [_topic, _key, _begin, _end, _count];

    public override IReadOnlyList<string> Differences => ["messages that only share the hash of the key are left out", "no message is a failure, exit code 1"];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var query = new KeyQuery(call.Needed(_topic), call.Needed(_key))
        {
            From = call.Text(_begin) is { } begin ? Moment.Parse(begin, "-b", call.Time) : null,
            To = call.Text(_end) is { } end ? Moment.Parse(end, "-e", call.Time) : null,
            Limit = (int)call.Get(_count),
        };
        var found = await call.Admin.Messages.FindByKeyAsync(query, call.Cancellation);
        // Oldest first, as brokers list them.
        var messages = found.Messages.Reverse().ToList();
        var view = new MessageList([.. messages.Select(located => MessageView.Of(located))]);
        if (messages.Count > 0 || found.Failures.Count > 0)
            return Answer.Of(view, CliJson.Default.MessageList, screen => Layout.Print(screen, messages)).With(found.Failures);
        call.Screen.Complain($"{Name}: topic '{query.Topic}' has no message with key '{query.Key}'");
        return Answer.Of(view, CliJson.Default.MessageList, _ => { }).AsFailed();
    }
}

/// <summary>Messages.</summary>
internal sealed record MessageList(IReadOnlyList<MessageView> Messages);
