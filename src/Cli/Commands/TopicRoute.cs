using System.CommandLine;
using System.Text;
using RocketMQ.Cli.Hosting;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Cli.Commands;

internal sealed class TopicRoute : AdminCommand
{
    private readonly Option<string> _topic = new("--topic", "-t") { Description = "topic", Required = true };
    private readonly Option<bool> _list = new("--list", "-l") { Description = "as a table" };

    public override string Name => "topicRoute";

    public override string Description => "prints the brokers and queues of a topic";

    protected override IEnumerable<Option> Options => [_topic, _list];

    protected override async Task<int> RunAsync(Invocation call)
    {
        var topic = call.Get(_topic)!.Trim();
        if (await call.Admin.Topics.FindRouteAsync(topic, call.Cancellation) is not { } route)
        {
            await call.Errors.WriteLineAsync($"topicRoute: no name server has a route for topic '{topic}'");
            return ExitCodes.Failed;
        }

        if (call.Get(_list))
            PrintTable(call, route);
        else
            call.Print($"{Encoding.UTF8.GetString(FastJson.Write(route, FastJsonStyle.Pretty))}");
        return ExitCodes.Done;
    }

    private static void PrintTable(Invocation call, TopicRouteData route)
    {
        call.Print($"{"#ClusterName",-45} {"#BrokerName",-32} {"#BrokerAddrs",-50} {"#ReadQueue",-10} {"#WriteQueue",-11} {"#Perm",-5}");
        foreach (var queue in route.QueueDatas)
        {
            var broker = route.BrokerDatas.Find(data => data.BrokerName == queue.BrokerName);
            var addresses = broker is null ? "" : string.Join(",", broker.BrokerAddrs.Values);
            call.Print($"{broker?.Cluster,-45} {queue.BrokerName,-32} {addresses,-50} {queue.ReadQueueNums,-10} {queue.WriteQueueNums,-11} {queue.Perm,-5}");
        }

        call.Print($"{"Total:",-45} {route.BrokerDatas.Count,-32} {"",-50} {route.QueueDatas.Sum(queue => queue.ReadQueueNums),-10} {route.QueueDatas.Sum(queue => queue.WriteQueueNums),-11}");
    }
}
