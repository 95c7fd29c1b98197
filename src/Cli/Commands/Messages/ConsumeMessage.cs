using System.CommandLine;
using RocketMQ.Admin.Messages;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Messages;

internal sealed class ConsumeMessage : AdminCommand
{
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<string> _broker = Opt.Text("b", "brokerName", "name of the broker; needed with -i");
    private readonly Option<long?> _queue = Opt.Maybe("i", "queueId", "number of one queue; all when absent", 0, int.MaxValue);
    private readonly Option<long?> _offset = Opt.Maybe("o", "offset", "with -i: offset of the first message");
    private readonly Option<string> _group = Opt.Text("g", "consumerGroup", "in whose name, default TOOLS_CONSUMER; no offset is committed");
    private readonly Option<string> _begin = Opt.Text("s", "beginTimestamp", $"from the message stored at about then on; {Moment.Forms}");
    private readonly Option<string> _end = Opt.Text("e", "endTimestamp", "up to the message stored at about then");
    private readonly Option<long> _count = Opt.Number("c", "MessageNumber", "at most so many messages, default 128", 128, 1);

    public override string Name => "consumeMessage";

    public override string Description => "prints the oldest messages of a topic or queue";

    public override IReadOnlyList<Option> Options => [_topic, _broker, _queue, _offset, _group, _begin, _end, _count];

    public override IReadOnlyList<string> Differences =>
    [
        "-b alone means all queues of that broker; the original takes no notice of it",
        "exactly -c messages are printed; the original miscounts by one for each queue",
        "MIN_OFFSET and MAX_OFFSET, which the Java client adds to the properties of what it pulls, are not printed",
        "with --json every message is a line, and the counts are the last one",
    ];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var ranges = await call.Admin.Messages.FindRangesAsync(Request(call), call.Cancellation);
        var printer = new MessagePrinter(call, System.Text.Encoding.UTF8)
        {
            Heading = "Consume ok", Group = call.Text(_group) ?? "TOOLS_CONSUMER", Ending = MessagePrinter.DescribeEnd,
        };
        var left = call.Get(_count);
        foreach (var found in ranges.Values.Values.SelectMany(list => list).OrderBy(range => range.Queue))
        {
            if (left == 0)
                break;
            var range = found with { Begin = Math.Max(found.Begin, call.Get(_offset) ?? 0) };
            if (call.Get(_offset) is { } offset && offset > found.End)
            {
                printer.Text(FormattableString.Invariant($"{Sending.Describe(range.Queue)} no matched msg, offset={offset}"));
                continue;
            }

            if (range.End - range.Begin > left)
            {
                // "oldler" is how the original spells it where a queue is given.
                printer.Text(call.Get(_queue) is null
                    ? FormattableString.Invariant($"The older {left} message of the {range.Queue.QueueId} queue will be provided")
                    : FormattableString.Invariant($"The oldler {left} message will be provided"));
                range = range with { End = range.Begin + left };
            }

            left -= await printer.PrintAsync(range);
        }

        return printer.Finish(ranges);
    }

    private RangeRequest Request(Invocation call)
    {
        var (begin, end) = (
            call.Text(_begin) is { } first ? Moment.Parse(first, "-s", call.Time) : (DateTimeOffset?)null,
            call.Text(_end) is { } last ? Moment.Parse(last, "-e", call.Time) : (DateTimeOffset?)null);
        if (call.Get(_queue) is not null && call.Text(_broker) is null)
            throw new ArgumentException("Please set the brokerName before queueId!");
        if (call.Get(_offset) is not null && call.Get(_queue) is null)
            throw new ArgumentException("Please set queueId before offset!");
        if (begin > call.Time.GetUtcNow() || end > call.Time.GetUtcNow())
            throw new ArgumentException("Please set -s and -e before now!");
        if (begin > end)
            throw new ArgumentException("Please make sure that -s is not later than -e");
        return new RangeRequest(call.Needed(_topic))
        {
            BrokerName = call.Text(_broker), QueueId = (int?)call.Get(_queue), From = begin, To = end,
        };
    }
}
