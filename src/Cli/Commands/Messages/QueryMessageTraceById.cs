using System.CommandLine;
using RocketMQ.Admin.Messages;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;

namespace RocketMQ.Cli.Commands.Messages;

internal sealed class QueryMessageTraceById : AdminCommand
{
    private const string Columns = "{0,-10} {1,-20} {2,-20} {3,-20} {4,-10} {5,-10}";

    private readonly Option<string> _id = Opt.Needed("i", "msgId", "unique id of the message, which its producer gave it");
    private readonly Option<string> _topic = Opt.Text("t", "traceTopic", $"topic that clients send their traces to, default {SystemTopics.Trace}");
    private readonly Option<string> _begin = Opt.Text("b", "beginTimestamp", $"only traces stored from then on; {Moment.Forms}");
    private readonly Option<string> _end = Opt.Text("e", "endTimestamp", "only traces stored up to then");
    private readonly Option<long> _count = Opt.Number("c", "maxNum", "at most so many from each broker, default 64", 64, 1, 64);

    public override string Name => "queryMsgTraceById";

    public override string Description => "prints what producers and consumers noted about a message";

    public override IReadOnlyList<Option> Options => [_id, _topic, _begin, _end, _count];

    public override IReadOnlyList<string> Differences => ["no trace is a failure, exit code 1"];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var query = new KeyQuery(call.Text(_topic) ?? SystemTopics.Trace, call.Needed(_id))
        {
            From = call.Text(_begin) is { } begin ? Moment.Parse(begin, "-b", call.Time) : null,
            To = call.Text(_end) is { } end ? Moment.Parse(end, "-e", call.Time) : null,
            Limit = (int)call.Get(_count),
        };
        var trace = await call.Admin.Messages.FindTraceAsync(query, call.Cancellation);
        var view = new TraceView([.. trace.Records.Select(TraceLine.Of)]);
        if (view.Traces.Count > 0 || trace.Failures.Count > 0)
            return Answer.Of(view, CliJson.Default.TraceView, screen => Print(call, screen, trace.Records)).With(trace.Failures);
        call.Screen.Complain($"{Name}: topic '{query.Topic}' has no trace of {query.Key}");
        return Answer.Of(view, CliJson.Default.TraceView, _ => { }).AsFailed();
    }

    private static void Print(Invocation call, Screen screen, IReadOnlyList<TraceRecord> records)
    {
        foreach (var sent in records.Where(record => record.Kind == TraceKind.Pub))
            PrintTable(call, screen, "#ProducerGroup", "#SendTime", "Pub", [sent]);
        foreach (var group in records.Where(record => record.Kind == TraceKind.SubAfter).GroupBy(record => record.Group).OrderBy(group => group.Key, StringComparer.Ordinal))
            PrintTable(call, screen, "#ConsumerGroup", "#ConsumerTime", "Sub", group);
    }

    private static void PrintTable(Invocation call, Screen screen, string group, string time, string type, IEnumerable<TraceRecord> records)
    {
        var layout = new TableLayout<TraceRecord>(["#Type", group, "#ClientHost", time, "#CostTimes", "#Status"], Columns, record =>
        [
            type, record.Group, record.ClientHost, call.Clock(record.At?.ToUnixTimeMilliseconds() ?? 0, "yyyy-MM-dd HH:mm:ss"),
            record.CostMilliseconds is { } cost ? $"{cost}ms" : "-", record.IsSuccess is { } success ? success ? "success" : "failed" : "-",
        ]);
        layout.Print(screen, records);
        screen.Print($"");
    }
}

/// <summary>Traces of a message.</summary>
internal sealed record TraceView(IReadOnlyList<TraceLine> Traces);

/// <summary>One of them.</summary>
internal sealed record TraceLine(
    string Kind, long? At, string? Group, string ClientHost, string? Topic, string? Tags, string? Keys, string? StoreHost, long? CostMilliseconds, bool? Success,
    string? RequestId, int? RetryTimes, string? TransactionState)
{
    public static TraceLine Of(TraceRecord record) => new(
        record.Kind.ToString(), record.At?.ToUnixTimeMilliseconds(), record.Group, record.ClientHost, record.Topic, record.Tags, record.Keys, record.StoreHost,
        record.CostMilliseconds, record.IsSuccess, record.RequestId, record.RetryTimes, record.TransactionState);
}
