using System.CommandLine;
using RocketMQ.Admin.Messages;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Messages;

internal sealed class PrintMessageByQueue : AdminCommand
{
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<string> _broker = Opt.Needed("a", "brokerName", "name of the broker");
    private readonly Option<long> _queue = Opt.NeededNumber("i", "queueId", "number of the queue", 0, int.MaxValue);
    private readonly Option<string> _charset = Opt.Text("c", "charsetName", "charset of the bodies, default UTF-8");
    private readonly Option<string> _expression = Opt.Text("s", "subExpression", "only messages with these tags, eg: TagA || TagB");
    private readonly Option<string> _begin = Opt.Text("b", "beginTimestamp", $"from the message stored at about then on; {Moment.Forms}");
    private readonly Option<string> _end = Opt.Text("e", "endTimestamp", "up to the message stored at about then");
    private readonly Option<bool> _messages = Opt.Switch("p", "print-msg", "print the messages");
    private readonly Option<bool> _bodies = Opt.Switch("d", "printBody", "print bodies");
    private readonly Option<bool> _count = Opt.Switch("f", "calculate", "count messages by tag");

    public override string Name => "printMsgByQueue";

    public override string Description => "prints the messages of one queue, or counts them by tag";

    public override IReadOnlyList<Option> Options =>
        [_topic, _broker, _queue, _charset, _expression, _begin, _end, _messages, _bodies, _count];

    public override IReadOnlyList<string> Differences =>
    [
        "the long name of -p is print-msg; the original's has a blank in it",
        "MIN_OFFSET and MAX_OFFSET, which the Java client adds to the properties of what it pulls, are not printed",
        "with --json every message is a line, and the counts are the last one",
    ];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var ranges = await call.Admin.Messages.FindRangesAsync(
            new RangeRequest(call.Needed(_topic))
            {
                From = call.Text(_begin) is { } begin ? Moment.Parse(begin, "-b", call.Time) : null,
                To = call.Text(_end) is { } end ? Moment.Parse(end, "-e", call.Time) : null,
                BrokerName = call.Needed(_broker),
                QueueId = (int)call.Get(_queue),
            },
            call.Cancellation);
        var tags = new Dictionary<string, long>(StringComparer.Ordinal);
        var printer = new MessagePrinter(call, MessageText.Charset(call.Text(_charset)))
        {
            WithBodies = call.Get(_bodies),
            WithMessages = call.Get(_messages),
            Expression = call.Text(_expression) ?? "*",
            Seen = located => tags[Java.Text(located.Message.Tags)] = tags.GetValueOrDefault(Java.Text(located.Message.Tags)) + 1,
        };
        foreach (var range in ranges.Values.Values.SelectMany(list => list))
            await printer.PrintAsync(range);
        if (call.Get(_count))
        {
            foreach (var (tag, count) in tags.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
                printer.Text(FormattableString.Invariant($"Tag: {tag,-30} Count: {count}"));
        }

        return printer.Finish(ranges, call.Get(_count) ? tags : null);
    }
}
