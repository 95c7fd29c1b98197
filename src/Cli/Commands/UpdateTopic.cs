using System.CommandLine;
using System.Globalization;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands;

internal sealed class UpdateTopic : AdminCommand
{
    private const string OrderNamespace = "ORDER_TOPIC_CONFIG";

    private readonly TargetOptions _target = new();
    private readonly Option<string> _topic = new("--topic", "-t") { Description = "topic", Required = true };
    private readonly Option<int> _read = new("--readQueueNums", "-r") { Description = "queues to read from", DefaultValueFactory = _ => 8 };
    private readonly Option<int> _write = new("--writeQueueNums", "-w") { Description = "queues to write to", DefaultValueFactory = _ => 8 };
    private readonly Option<int> _permission = new("--perm", "-p") { Description = "2 write, 4 read, 6 both", DefaultValueFactory = _ => 6 };
    private readonly Option<bool> _order = new("--order", "-o") { Description = "order topic: its queues are fixed in the name servers' configuration" };
    private readonly Option<bool> _unit = new("--unit", "-u") { Description = "unit topic" };
    private readonly Option<bool> _unitSubscription = new("--hasUnitSub", "-s") { Description = "has unit subscriptions" };

    public override string Name => "updateTopic";

    public override string Description => "creates a topic or changes its settings";

    protected override IEnumerable<Option> Options => [.. _target.All, _topic, _read, _write, _permission, _order, _unit, _unitSubscription];

    protected override async Task<int> RunAsync(Invocation call)
    {
        var topic = new TopicConfig
        {
            TopicName = call.Get(_topic)!.Trim(),
            ReadQueueNums = call.Get(_read),
            WriteQueueNums = call.Get(_write),
            Perm = call.Get(_permission),
            Order = call.Get(_order),
            TopicSysFlag = (call.Get(_unit) ? 1 : 0) | (call.Get(_unitSubscription) ? 2 : 0),
        };
        var result = await call.Admin.Topics.SaveAsync(topic, _target.Of(call), call.Cancellation);
        foreach (var address in result.Values.Keys.Order(StringComparer.Ordinal))
            call.Print($"create topic to {address} success.");
        if (topic.Order && result.Failures.Count == 0)
            await SaveOrderAsync(call, topic, result.Values.Keys);
        call.Print($"TopicConfig [topicName={topic.TopicName}, readQueueNums={topic.ReadQueueNums}, writeQueueNums={topic.WriteQueueNums}, perm={((Permissions)topic.Perm).ToText()}, topicFilterType=SINGLE_TAG, topicSysFlag={topic.TopicSysFlag}, order={(topic.Order ? "true" : "false")}]");
        return call.Report(result);
    }

    // Brokers of 4.9 take a topic for an order topic only when the name servers' configuration lists it.
    private static async Task SaveOrderAsync(Invocation call, TopicConfig topic, IEnumerable<string> addresses)
    {
        var topology = await call.Admin.NameServers.GetClusterAsync(call.Cancellation);
        var entries = (await call.Admin.NameServers.GetValueAsync(OrderNamespace, topic.TopicName, call.Cancellation) ?? "")
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
        (await call.Admin.NameServers.PutValueAsync(OrderNamespace, topic.TopicName, value, call.Cancellation)).OrThrow();
        call.Print($"set orderConf. isOrder=true, orderConf=[{value}]");
    }
}
