using System.CommandLine;
using System.Globalization;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Topics;

internal sealed class UpdateTopic : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<long> _read = Opt.Number("r", "readQueueNums", "queues to read from, default 8", 8, 1, 4096);
    private readonly Option<long> _write = Opt.Number("w", "writeQueueNums", "queues to write to, default 8", 8, 1, 4096);
    private readonly Option<long> _permission = Opt.Number("p", "perm", "2 write, 4 read, 6 both; default 6", 6, 0, 15);
    private readonly Option<bool> _order = Opt.Switch("o", "order", "order topic: its queues are fixed in the name servers' configuration");
    private readonly Option<bool> _unit = Opt.Switch("u", "unit", "unit topic");
    private readonly Option<bool> _unitSubscription = Opt.Switch("s", "hasUnitSub", "has unit subscriptions");
    private readonly Option<string> _attributes = Opt.Text("a", "attributes", "brokers of 5.x: +name=value to set, -name to take away, with ',' between");

    public override string Name => "updateTopic";

    public override string Description => "creates a topic or changes its settings";

    public override IReadOnlyList<Option> Options => [.. _target.All, _topic, _read, _write, _permission, _order, _unit, _unitSubscription, _attributes];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override IReadOnlyList<string> Differences =>
        ["with -o true the queues of brokers that are not named stay in the order configuration; the original drops them with -b"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var topic = new TopicConfig
        {
            TopicName = call.Needed(_topic),
            ReadQueueNums = (int)call.Get(_read),
            WriteQueueNums = (int)call.Get(_write),
            Perm = (int)call.Get(_permission),
            Order = call.Get(_order),
            TopicSysFlag = (call.Get(_unit) ? 1 : 0) | (call.Get(_unitSubscription) ? 2 : 0),
            Attributes = Attributes(call.Text(_attributes)),
        };
        var result = await call.Admin.Topics.SaveAsync(topic, _target.Of(call), call.Cancellation);
        var order = topic.Order && result.Failures.Count == 0 ? await SaveOrderAsync(call, topic, result.Values.Keys) : null;
        var view = new TopicSaved([.. result.Values.Keys.Order(StringComparer.Ordinal)], topic, order);
        var scope = call.Text(_target.Broker) is null ? "cluster" : "broker";
        return Answer.Of(view, CliJson.Default.TopicSaved, screen => Print(screen, view, scope)).With(result);
    }

    /// <summary>The settings as the original prints them.</summary>
    public static string Describe(TopicConfig topic)
    {
        var attributes = topic.Attributes is { Count: > 0 } some ? $", attributes={Java.Text(some)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"TopicConfig [topicName={topic.TopicName}, readQueueNums={topic.ReadQueueNums}, writeQueueNums={topic.WriteQueueNums}, perm={((Permissions)topic.Perm).ToText()}, topicFilterType=SINGLE_TAG, topicSysFlag={topic.TopicSysFlag}, order={Java.Text(topic.Order)}{attributes}]");
    }

    private static void Print(Screen screen, TopicSaved saved, string scope)
    {
        foreach (var server in saved.Servers)
            screen.Print($"create topic to {server} success.");
        if (saved.OrderConf is { } order)
            screen.Print($"set {scope} orderConf. isOrder=true, orderConf=[{order}]");
        if (saved.Servers.Count > 0)
            screen.Print($"{Describe(saved.Topic)}");
    }

    private static Dictionary<string, string>? Attributes(string? text)
    {
        if (text is null)
            return null;
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (!(part.StartsWith('+') && equals > 1) && !(part.StartsWith('-') && equals < 0 && part.Length > 1))
                throw new ArgumentException($"'{part}' is no attribute; +name=value and -name are");
            attributes[equals < 0 ? part : part[..equals]] = equals < 0 ? "" : part[(equals + 1)..];
        }

        return attributes;
    }

    // Brokers of 4.9 take a topic for an order topic only when the name servers' configuration lists it.
    private static async Task<string> SaveOrderAsync(Invocation call, TopicConfig topic, IEnumerable<string> addresses)
    {
        var topology = await call.Admin.NameServers.GetClusterAsync(call.Cancellation);
        var entries = (await call.Admin.NameServers.GetValueAsync(UpdateOrderConf.Namespace, topic.TopicName, call.Cancellation) ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(':'))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1]);
        foreach (var address in addresses)
        {
            if (topology.FindByAddress(address) is { } broker)
                entries[broker.BrokerName] = topic.WriteQueueNums.ToString(CultureInfo.InvariantCulture);
        }

        var value = string.Join(';', entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}:{entry.Value}"));
        (await call.Admin.NameServers.PutValueAsync(UpdateOrderConf.Namespace, topic.TopicName, value, call.Cancellation)).OrThrow();
        return value;
    }
}

/// <summary>What was saved where.</summary>
internal sealed record TopicSaved(IReadOnlyList<string> Servers, TopicConfig Topic, string? OrderConf);
