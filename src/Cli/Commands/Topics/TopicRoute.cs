using System.CommandLine;
using System.Text;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Cli.Commands.Topics;

internal sealed class TopicRoute : AdminCommand
{
    private const string Columns = "{0,-45} {1,-32} {2,-50} {3,-10} {4,-11} {5,-5}";

    private static readonly TableLayout<RouteLine> Layout = new(
        ["#ClusterName", "#BrokerName", "#BrokerAddrs", "#ReadQueue", "#WriteQueue", "#Perm"],
        Columns,
        line => [line.Cluster, line.BrokerName, line.Addresses, line.ReadQueues, line.WriteQueues, line.Perm]);

    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<bool> _list = Opt.Flag("l", "list", "print a table");

    public override string Name => "topicRoute";

    public override string Description => "prints the brokers and queues of a topic";

    public override IReadOnlyList<Option> Options => [_topic, _list];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var route = await call.Admin.Topics.GetRouteAsync(call.Needed(_topic), call.Cancellation);
        return Answer.Of(route, CliJson.Default.TopicRouteData, screen =>
        {
            if (call.Get(_list))
                PrintTable(screen, route);
            else
                screen.Print($"{Encoding.UTF8.GetString(FastJson.Write(route, FastJsonStyle.Pretty))}");
        });
    }

    private static void PrintTable(Screen screen, TopicRouteData route)
    {
        var lines = route.QueueDatas.OrderBy(data => data.BrokerName, StringComparer.Ordinal).Select(queue =>
        {
            var broker = route.BrokerDatas.Find(data => data.BrokerName == queue.BrokerName);
            var addresses = broker?.BrokerAddrs.Select(pair => $"{pair.Key}={pair.Value}") ?? [];
            return new RouteLine(broker?.Cluster, queue.BrokerName, $"{{{string.Join(", ", addresses)}}}", queue.ReadQueueNums, queue.WriteQueueNums, queue.Perm);
        });
        Layout.Print(screen, lines);
        if (!screen.IsTerminal)
            screen.Print($"{new string('-', 158)}");
        screen.Print($"{"Total:",-45} {route.QueueDatas.Count,-32} {"",-50} {route.QueueDatas.Sum(queue => queue.ReadQueueNums),-10} {route.QueueDatas.Sum(queue => queue.WriteQueueNums),-11} {"",-5}");
    }

    private sealed record RouteLine(string? Cluster, string BrokerName, string Addresses, int ReadQueues, int WriteQueues, int Perm);
}
