using System.CommandLine;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Load;

/// <summary>
/// A light load tool that speaks to any broker, ours or Apache's, over the wire: <c>mqload send --broker 127.0.0.1:10911</c>, <c>mqload drain</c>, <c>mqload first</c>,
/// <c>mqload groups</c>, <c>mqload catch-up</c>.
/// It prints one line per figure, "name value unit", for farm-style comparison of two runs.
/// </summary>
internal static class LoadProgram
{
    private static Task<int> Main(string[] args)
    {
        var broker = new Option<RemotingAddress>("--broker")
        {
            Description = "host:port of a master",
            Required = true,
            CustomParser = argument =>
            {
                if (!RemotingAddress.TryParse(argument.Tokens[0].Value, out var address, out var problem))
                    argument.AddError(problem);
                return address;
            },
        };
        var topic = new Option<string>("--topic") { Description = "topic, created by the broker when it may", DefaultValueFactory = _ => "BenchmarkTest" };
        var connections = new Option<int>("--connections") { Description = "connections", DefaultValueFactory = _ => 4 };
        var window = new Option<int>("--window") { Description = "requests in flight per connection", DefaultValueFactory = _ => 16 };
        var size = new Option<int>("--size") { Description = "bytes of body", DefaultValueFactory = _ => 128 };
        var count = new Option<int>("--count") { Description = "messages", DefaultValueFactory = _ => 200_000 };
        var process = new Option<int?>("--pid") { Description = "process whose CPU time and memory are measured" };

        var rate = new Option<int>("--rate") { Description = "messages a second over all connections; 0 for as many as the broker takes", DefaultValueFactory = _ => 0 };

        var send = new Command("send", "sends messages one by one (request 310)") { broker, topic, connections, window, size, count, rate, process };
        send.SetAction(async (parsed, cancellation) =>
        {
            var load = new SendLoad(
                parsed.GetValue(broker), parsed.GetValue(topic)!, parsed.GetValue(window), parsed.GetValue(size), parsed.GetValue(rate));
            var report = await load.RunAsync(parsed.GetValue(connections), parsed.GetValue(count), parsed.GetValue(process), cancellation);
            report.Print(Console.Out);
            return report.Failed == 0 ? 0 : 1;
        });
        var groups = new Option<int>("--count") { Description = "groups", DefaultValueFactory = _ => 2_000 };
        var commit = new Command("groups", "makes many groups with an offset each (requests 200, 15)") { broker, topic, window, groups };
        commit.SetAction(async (parsed, cancellation) =>
        {
            var load = new GroupLoad(parsed.GetValue(broker), parsed.GetValue(topic)!, parsed.GetValue(window));
            return await load.RunAsync(parsed.GetValue(groups), Console.Out, cancellation) == 0 ? 0 : 1;
        });

        var catchUp = new Command("catch-up", "waits until the one slave of a master has everything") { broker };
        catchUp.SetAction(async (parsed, cancellation) =>
        {
            await new CatchUp(parsed.GetValue(broker)).RunAsync(Console.Out, cancellation);
            return 0;
        });
        var queues = new Option<int>("--queues") { Description = "queues of the topic", DefaultValueFactory = _ => 4 };
        var drain = new Command("drain", "pulls all messages of a topic (request 11)") { broker, topic, queues, process };
        drain.SetAction(async (parsed, cancellation) =>
        {
            var load = new DrainLoad(parsed.GetValue(broker), parsed.GetValue(topic)!, parsed.GetValue(queues));
            await load.RunAsync(parsed.GetValue(process), Console.Out, cancellation);
            return 0;
        });
        var first = new Command("first", "waits until a broker that is being started stores a message (request 310)") { broker, topic };
        first.SetAction(async (parsed, cancellation) =>
        {
            await new FirstSend(parsed.GetValue(broker), parsed.GetValue(topic)!).RunAsync(Console.Out, cancellation);
            return 0;
        });
        return new RootCommand("Load for RocketMQ brokers.") { send, commit, drain, first, catchUp }.Parse(args).InvokeAsync();
    }
}
