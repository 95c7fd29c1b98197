using System.Collections.Concurrent;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Assignment;

/// <summary>All queues of a topic in the cluster, as name servers tell them; without a name server those of this broker.</summary>
/// <remarks>Answers are kept for a few seconds, so that the members of a group that ask together see the same. Old ones are dropped as new ones come.</remarks>
internal sealed class TopicQueues(IReadOnlyList<string> nameServers, RemotingClient client, TopicTable topics, BrokerSettings settings, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (IReadOnlyList<MessageQueue> Queues, DateTimeOffset At)> _known = new(StringComparer.Ordinal);

    /// <summary>The queues in order; null where nobody can tell them.</summary>
    public async Task<IReadOnlyList<MessageQueue>?> FindAsync(string topic, CancellationToken stopping)
    {
        if (nameServers.Count == 0)
            return topics.Find(topic) is { } own ? Queues(topic, settings.BrokerName, own.ReadQueues) : null;
        var now = time.GetUtcNow();
        if (_known.TryGetValue(topic, out var known) && now - known.At < Kept)
            return known.Queues;
        foreach (var (old, entry) in _known)
        {
            if (now - entry.At >= Kept)
                _known.TryRemove(new(old, entry));
        }

        if (await AskAsync(topic, stopping) is not { } queues)
            return null;
        _known[topic] = (queues, now);
        return queues;
    }

    private async Task<IReadOnlyList<MessageQueue>?> AskAsync(string topic, CancellationToken stopping)
    {
        var request = RemotingCommand.Request(RequestCode.GetRouteInfoByTopic, new GetRouteInfoRequestHeader { Topic = topic, AcceptStandardJsonOnly = true });
        foreach (var address in nameServers)
        {
            try
            {
                var answer = await client.InvokeAsync(address, request, Timeout, stopping);
                if (answer.ResponseCode != ResponseCode.Success)
                    return null;
                var route = FastJson.Parse<TopicRouteData>(answer.Body.Span);
                return
                [
                    .. route.QueueDatas.Where(data => ((Permissions)data.Perm).CanRead()).SelectMany(data => Queues(topic, data.BrokerName, data.ReadQueueNums)).Order(),
                ];
            }
            catch (Exception away) when (away is RemotingException or FastJsonException)
            {
                // The next one may know.
                continue;
            }
        }

        return null;
    }

    private static IReadOnlyList<MessageQueue> Queues(string topic, string broker, int count) =>
        [.. Enumerable.Range(0, count).Select(queue => new MessageQueue(topic, broker, queue))];
}
