using System.CommandLine;
using RocketMQ.Admin.Messages;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Messages;

internal sealed class PrintMessage : AdminCommand
{
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<string> _charset = Opt.Text("c", "charsetName", "charset of the bodies, default UTF-8");
    private readonly Option<string> _expression = Opt.Text("s", "subExpression", "only messages with these tags, eg: TagA || TagB");
    private readonly Option<string> _begin = Opt.Text("b", "beginTimestamp", $"from the message stored at about then on; {Moment.Forms}");
    private readonly Option<string> _end = Opt.Text("e", "endTimestamp", "up to the message stored at about then");
    private readonly Option<bool> _bodies = Opt.Switch("d", "printBody", "print bodies, default true", true);

    public override string Name => "printMsg";

    public override string Description => "prints all messages of a topic";

    public override IReadOnlyList<Option> Options => [_topic, _charset, _expression, _begin, _end, _bodies];

    public override IReadOnlyList<string> Differences =>
        ["MIN_OFFSET and MAX_OFFSET, which the Java client adds to the properties of what it pulls, are not printed", "with --json every message is a line, and the counts are the last one"];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var ranges = await call.Admin.Messages.FindRangesAsync(
            new RangeRequest(call.Needed(_topic))
            {
                From = call.Text(_begin) is { } begin ? Moment.Parse(begin, "-b", call.Time) : null,
                To = call.Text(_end) is { } end ? Moment.Parse(end, "-e", call.Time) : null,
            },
            call.Cancellation);
        var printer = new MessagePrinter(call, MessageText.Charset(call.Text(_charset)))
        {
            WithBodies = call.Get(_bodies), Expression = call.Text(_expression) ?? "*", Ending = MessagePrinter.DescribeEnd,
        };
        var queues = ranges.Values.Values.SelectMany(list => list).OrderBy(range => range.Queue).ToList();
        var total = (int)Math.Min(int.MaxValue, queues.Sum(range => Math.Max(0, range.End - range.Begin)));
        // On a terminal the messages themselves show how far it is.
        using var progress = call.Screen.IsTerminal ? null : call.Progress("messages");
        foreach (var range in queues)
        {
            printer.Text(FormattableString.Invariant($"minOffset={range.Begin}, maxOffset={range.End}, {Sending.Describe(range.Queue)}"));
            await printer.PrintAsync(range, progress, total);
            printer.Text("--------------------------------------------------------");
        }

        return printer.Finish(ranges);
    }
}
