using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Commands.Groups;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class BrokerConsumeStats : AdminCommand
{
    private readonly Option<string> _broker = Opt.Needed("b", "brokerAddr", "address of the broker, host:port");
    private readonly Option<long> _wait = Opt.Number("t", "timeoutMillis", "milliseconds to wait for the answer, default 50000", 50_000, 1, 3_600_000);
    private readonly Option<long> _level = Opt.Number("l", "level", "only queues whose group is so many messages behind, default 0", 0, long.MinValue);
    private readonly Option<bool> _order = Opt.Switch("o", "order", "only order topics");

    public override string Name => "brokerConsumeStats";

    public override string Description => "prints how far every group of a broker is behind, queue by queue";

    public override IReadOnlyList<Option> Options => [_broker, _wait, _level, _order];

    public override bool IsListing => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Groups.ListProgressAsync(
            BrokerTarget.Address(call.Needed(_broker)), call.Get(_order), TimeSpan.FromMilliseconds(call.Get(_wait)), call.Cancellation);
        var lists = result.Values.Values;
        var lines = lists
            .SelectMany(list => list.Groups)
            .SelectMany(table => table)
            .SelectMany(group => group.Value.SelectMany(stats => stats.OffsetTable).OrderBy(pair => pair.Key)
                .Select(pair => GroupQueue.Of(group.Key, pair.Key, pair.Value)))
            // Queues that nobody has consumed from are left out, as in the original.
            .Where(line => line.Diff >= call.Get(_level) && line.LastTimestamp > 0)
            .ToList();
        var view = new ConsumeStatsView(lines, lists.Sum(list => list.TotalDiff));
        return Answer.Of(view, CliJson.Default.ConsumeStatsView, screen =>
        {
            Layout(call).Print(screen, lines);
            screen.Print($"\nDiff Total: {view.DiffTotal}");
        }).With(result);
    }

    private static TableLayout<GroupQueue> Layout(Invocation call) => new(
        ["#Topic", "#Group", "#Broker Name", "#QID", "#Broker Offset", "#Consumer Offset", "#Diff", "#LastTime"],
        "{0,-64}  {1,-64}  {2,-32}  {3,-4}  {4,-20}  {5,-20}  {6,-20}  {7}",
        line =>
        [
            line.Topic, line.Group, line.BrokerName, line.QueueId, line.BrokerOffset, line.ConsumerOffset, line.Diff,
            call.Clock(line.LastTimestamp, "yyyy-MM-dd HH:mm:ss"),
        ]);
}

/// <summary>Progress of the groups of a broker.</summary>
internal sealed record ConsumeStatsView(IReadOnlyList<GroupQueue> Queues, long DiffTotal);
