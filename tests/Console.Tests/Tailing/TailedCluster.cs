using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.Admin.Topics;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Transport;
using TargetFailure = RocketMQ.Admin.Targets.TargetFailure;

namespace RocketMQ.ManagementConsole.Tests.Tailing;

/// <summary>A cluster whose topic "orders" gets messages while somebody looks; counts what it is asked.</summary>
internal sealed class TailedCluster
{
    private readonly Lock _gate = new();
    private readonly Dictionary<MessageQueue, List<LocatedMessage>> _queues = [];

    public TailedCluster()
    {
        AddQueue(0);
        Connection = new FakeCluster(
            new FakeAdminClient
            {
                TopicFake = Answering<ITopicOperations>.Create().On("GetStatisticsAsync", _ => Ends()).Object,
                MessageFake = Answering<IMessageOperations>.Create().On("PullAsync", args => Pull((PullRequest)args[0]!)).Object,
            },
            Samples.Snapshot(topics: [Samples.Topic("orders")]));
    }

    public FakeCluster Connection { get; }

    /// <summary>Questions for the ends of queues.</summary>
    public int Looks { get; private set; }

    public int Pulls { get; private set; }

    /// <summary>Whether the broker does not answer pulls.</summary>
    public bool IsSilent { get; set; }

    public void AddQueue(int number)
    {
        lock (_gate)
            _queues[new MessageQueue("orders", "broker-a", number)] = [];
    }

    /// <summary>Stores messages in a queue.</summary>
    public void Add(int queue, int count, Func<long, LocatedMessage>? make = null)
    {
        lock (_gate)
        {
            var messages = _queues[new MessageQueue("orders", "broker-a", queue)];
            for (var number = 0; number < count; number++)
                messages.Add(make?.Invoke(messages.Count) ?? StoredMessages.Message($"body {messages.Count}", queue: queue, offset: messages.Count));
        }
    }

    /// <summary>A topic made anew: the queue begins again.</summary>
    public void Empty(int queue)
    {
        lock (_gate)
            _queues[new MessageQueue("orders", "broker-a", queue)].Clear();
    }

    private Task<PartialResult<TopicStatsTable>> Ends()
    {
        lock (_gate)
        {
            Looks++;
            var table = new TopicStatsTable { OffsetTable = _queues.ToDictionary(queue => queue.Key, queue => new TopicOffset { MinOffset = 0, MaxOffset = queue.Value.Count }) };
            return Task.FromResult(new PartialResult<TopicStatsTable>(new Dictionary<string, TopicStatsTable> { ["192.0.2.1:10911"] = table }, new List<TargetFailure>()));
        }
    }

    private Task<PullResult> Pull(PullRequest request)
    {
        lock (_gate)
        {
            Pulls++;
            if (IsSilent)
                throw new RemotingConnectException("192.0.2.1:10911", "refused");
            var all = _queues[request.Queue];
            List<LocatedMessage> found = [.. all.Skip((int)request.Offset).Take(request.Limit)];
            return Task.FromResult(new PullResult(PullStatus.Found, found, request.Offset + found.Count, 0, all.Count));
        }
    }
}
