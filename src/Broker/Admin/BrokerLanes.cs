using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Admin;

/// <summary>The lanes of a broker: each kind of traffic has its own, so that none delays another.</summary>
internal sealed class BrokerLanes(ServerConfiguration configuration, TimeProvider time) : IDisposable
{
    private const int AdminCapacity = 10_000;
    private const int RelayConcurrency = 64;

    /// <summary>Messages sent back; sends themselves are served where they are read.</summary>
    public Lane Send { get; } = new("send", Math.Max(2, Environment.ProcessorCount), configuration.Integer("sendThreadPoolQueueCapacity"), Patience(configuration, "waitTimeMillsInSendQueue"), time);

    /// <summary>Pulls that waited, and those that go to the disk; others are served where they are read.</summary>
    public Lane Pull { get; } = new("pull", configuration.Integer("pullMessageThreadPoolNums"), configuration.Integer("pullThreadPoolQueueCapacity"), Patience(configuration, "waitTimeMillsInPullQueue"), time);

    /// <summary>Messages by key and id.</summary>
    public Lane Query { get; } = new("query", configuration.Integer("queryMessageThreadPoolNums"), configuration.Integer("queryThreadPoolQueueCapacity"));

    /// <summary>Ends of transactions.</summary>
    public Lane Transactions { get; } = new("transaction", Math.Max(2, Environment.ProcessorCount), configuration.Integer("endTransactionPoolQueueCapacity"));

    /// <summary>Heartbeats and what else clients tell about themselves. One at a time: a client's requests must not overtake each other.</summary>
    public Lane Clients { get; } = new("client", 1, configuration.Integer("clientManagerThreadPoolQueueCapacity"), Patience(configuration, "waitTimeMillsInHeartbeatQueue"), time);

    /// <summary>Offsets and member lists.</summary>
    public Lane Consumers { get; } = new("consumer", 1, configuration.Integer("consumerManagerThreadPoolQueueCapacity"));

    /// <summary>Replies to request messages. Each waits for its requester, so one that is slow must leave room for others.</summary>
    public Lane Replies { get; } = new(
        "reply", configuration.Integer("processReplyMessageThreadPoolNums"), configuration.Integer("replyThreadPoolQueueCapacity"));

    /// <summary>Acknowledgements of popped messages.</summary>
    public Lane Acks { get; } = new("ack", configuration.Integer("ackMessageThreadPoolNums"), configuration.Integer("ackThreadPoolQueueCapacity"));

    /// <summary>Requests that are passed on to consumers and wait for them: those must not hold up administration.</summary>
    public Lane Relay { get; } = new("relay", RelayConcurrency, AdminCapacity);

    /// <summary>Everything else.</summary>
    public Lane Admin { get; } = new("admin", configuration.Integer("adminBrokerThreadPoolNums"), AdminCapacity);

    public void Dispose()
    {
        foreach (var lane in new[] { Send, Pull, Query, Transactions, Clients, Consumers, Replies, Acks, Relay, Admin })
            lane.Dispose();
    }

    /// <summary>How long a request may wait where the broker fails fast, as the original's does (docs/protocol.md 6.16).</summary>
    private static TimeSpan? Patience(ServerConfiguration configuration, string key) =>
        configuration.Flag("brokerFastFailureEnable") ? configuration.Milliseconds(key) : null;
}
