using System.CommandLine;
using System.Globalization;
using RocketMQ.Cli.Commands.Messages;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class ClusterSendTime : AdminCommand
{
    private static readonly TableLayout<BrokerSendTime> Layout = new(
        ["#Cluster Name", "#Broker Name", "#RT", "#successCount", "#failCount"],
        "{0,-24}  {1,-24}  {2,-8:F2}  {3,-16}  {4,-16}",
        line => [line.Cluster, line.BrokerName, line.AverageMilliseconds, line.Succeeded, line.Failed])
    {
        HeaderFormat = "{0,-24}  {1,-24}  {2,-4}  {3,-8}  {4,-8}",
    };

    private readonly Option<long> _amount = Opt.Number("a", "amount", "messages to each broker, default 100", 100, 1, 1_000_000);
    private readonly Option<long> _size = Opt.Number("s", "size", "bytes of each message, default 128", 128, 1, 4 * 1024 * 1024);
    private readonly Option<string> _cluster = Opt.Text("c", "cluster", "name of a cluster, default all");
    private readonly Option<bool> _log = Opt.Switch("p", "print-log", "print a line of a log for each broker");
    private readonly Option<string> _room = Opt.Text("m", "machine-room", "name of the machine room in that line, default noname");
    private readonly Option<long> _interval = Opt.Number("i", "interval", "seconds between rounds, default 10", 10, 1, 86_400);
    private readonly Option<bool> _once = Opt.Flag("", "once", "print one round and end");

    public override string Name => "clusterRT";

    public override string Description => "sends messages to every broker, round after round, and prints how long they took";

    public override IReadOnlyList<Option> Options => [_amount, _size, _cluster, _log, _room, _interval];

    public override IReadOnlyList<Option> Ours => [_once];

    public override IReadOnlyList<string> Differences =>
        ["the long names of -p and -m are print-log and machine-room; the original's have blanks in them", "times of -p are in this machine's zone, not China's"];

    public override TimeSpan? Interval(Invocation call) => call.Get(_once) ? null : TimeSpan.FromSeconds(call.Get(_interval));

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var topology = await call.Admin.NameServers.GetClusterAsync(call.Cancellation);
        var wanted = call.Text(_cluster);
        if (wanted is not null && !topology.ClusterNames.Contains(wanted))
            throw new ArgumentException($"cluster [{wanted}] not exist; known: {string.Join(", ", topology.ClusterNames)}");
        var lines = new List<BrokerSendTime>();
        var all = new List<TimedSend>();
        foreach (var broker in topology.Masters.Where(broker => wanted is null || broker.Cluster == wanted))
        {
            var sends = new List<TimedSend>();
            while (sends.Count < call.Get(_amount))
                sends.Add(await Sending.SendAsync(call, broker.BrokerName, (int)call.Get(_size)));
            var succeeded = sends.Count(send => send.Sent is not null);
            lines.Add(new BrokerSendTime(broker.Cluster, broker.BrokerName, Sending.Average(sends), succeeded, sends.Count - succeeded));
            all.AddRange(sends);
        }

        return Answer.Of(new ClusterSendTimes(lines), CliJson.Default.ClusterSendTimes, screen =>
        {
            if (call.Get(_log))
                PrintLog(call, lines);
            else
                Layout.Print(screen, lines);
        }).With(SendMessageStatus.FailuresOf(all), all.Exists(send => send.Sent is not null));
    }

    private void PrintLog(Invocation call, IEnumerable<BrokerSendTime> lines)
    {
        var now = call.Clock(call.Time.GetUtcNow().ToUnixTimeMilliseconds(), "yyyy-MM-dd HH:mm:ss");
        foreach (var line in lines)
        {
            var time = line.AverageMilliseconds?.ToString("F0", CultureInfo.InvariantCulture) ?? "NaN";
            call.Screen.Print($"{now}|{call.Text(_room) ?? "noname"}|{line.Cluster}|{line.BrokerName}|{time}");
        }
    }
}

/// <summary>One round.</summary>
internal sealed record ClusterSendTimes(IReadOnlyList<BrokerSendTime> Brokers);

/// <summary>A broker in one round.</summary>
internal sealed record BrokerSendTime(string Cluster, string BrokerName, double? AverageMilliseconds, int Succeeded, int Failed);
