using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;

namespace RocketMQ.Cli.Commands.Topics;

internal sealed class AllocateMessageQueues : AdminCommand
{
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<string> _members = Opt.Needed("i", "ipList", "members, with ',' between");

    public override string Name => "allocateMQ";

    public override string Description => "shows how members of a group would share the queues of a topic";

    public override IReadOnlyList<Option> Options => [_topic, _members];

    public override IReadOnlyList<string> Differences =>
        ["queues are dealt out in their order, as members do; the original deals them in the order of a hash table"];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var topic = call.Needed(_topic);
        var members = call.Needed(_members).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (members.Count == 0)
            throw new ArgumentException("-i names no member; at least one is needed");
        var route = await call.Admin.Topics.GetRouteAsync(topic, call.Cancellation);
        var queues = route.QueueDatas
            .Where(data => ((Permissions)data.Perm).CanRead())
            .SelectMany(data => Enumerable.Range(0, data.ReadQueueNums).Select(id => new MessageQueue(topic, data.BrokerName, id)))
            .Order()
            .ToList();
        var view = new Allocation(members.ToDictionary(member => member, IReadOnlyList<QueueName> (member) => [.. Share(queues, members, member)]));
        return Answer.Of(view, CliJson.Default.Allocation, screen => screen.Print($"{System.Text.Json.JsonSerializer.Serialize(view, CliJson.Default.Allocation)}"));
    }

    // The clients' average strategy: neighbours go to the same member, and the first members get one more when it does not come out even.
    private static IEnumerable<QueueName> Share(List<MessageQueue> queues, List<string> members, string member)
    {
        var (each, rest) = Math.DivRem(queues.Count, members.Count);
        var index = members.IndexOf(member);
        var start = (index * each) + Math.Min(index, rest);
        return queues.Skip(start).Take(each + (index < rest ? 1 : 0)).Select(queue => new QueueName(queue.BrokerName, queue.QueueId, queue.Topic));
    }
}

/// <summary>Queues by member.</summary>
internal sealed record Allocation(IReadOnlyDictionary<string, IReadOnlyList<QueueName>> Result);

/// <summary>A queue, its members in the order in which the original writes them.</summary>
internal sealed record QueueName(string BrokerName, int QueueId, string Topic);
