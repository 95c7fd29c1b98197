using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Config;

/// <summary>Pop consumption and load balancing at the broker, which 5.x clients use (docs/protocol.md 2.4.14).</summary>
internal static class PopKeys
{
    public static IEnumerable<ConfigKey> All { get; } =
    [
        ConfigKey.Integer("reviveQueueNum", 8, 1, 1024, "Queues of the topic that keeps what was popped and not acknowledged. Never make it smaller."),
        ConfigKey.Integer("popCkMaxBufferSize", 200_000, 1, 10_000_000, "Pops whose messages are not all acknowledged; further pops are answered POLLING_FULL."),
        ConfigKey.Integer("popPollingSize", 1024, 1, 1_000_000, "Pops of one group that may wait for messages of one queue."),
        ConfigKey.Integer("maxPopPollingSize", 100_000, 1, 10_000_000, "Pops that may wait for messages altogether."),
        ConfigKey.Flag("enableRetryTopicV2", false, "Whether retry topics of pops are called %RETRY%group+topic instead of %RETRY%group_topic. Both are read where it is true."),
        ConfigKey.Integer("popFromRetryProbability", 20, 0, 100, "Percentage of pops that look into the retry topic first; the others look there last."),
        ConfigKey.Integer("ackMessageThreadPoolNums", 16, 1, 1024, "Acknowledgements of pops served at the same time."),
        ConfigKey.Integer("ackThreadPoolQueueCapacity", 100_000, 1, 10_000_000, "Acknowledgements of pops that may wait."),
        ConfigKey.Flag("serverLoadBalancerEnable", true, "Whether request 400 shares queues out; otherwise every member gets all."),
        ConfigKey.Text("defaultMessageRequestMode", SetMessageRequestModeRequestBody.Pull, "PULL or POP: how groups get messages for which request 401 has set nothing."),
        ConfigKey.Integer("defaultPopShareQueueNum", -1, -1, 10_000, "How many members share the queues of one where POP is the default; 0 or less for all."),
    ];
}

/// <summary>The values of <see cref="PopKeys"/>, read at start.</summary>
internal sealed class PopSettings(ServerConfiguration configuration)
{
    public int ReviveQueues { get; } = configuration.Integer("reviveQueueNum");

    public int MostCheckPoints { get; } = configuration.Integer("popCkMaxBufferSize");

    public int MostWaitingOnQueue { get; } = configuration.Integer("popPollingSize");

    public int MostWaiting { get; } = configuration.Integer("maxPopPollingSize");

    public bool RetryTopicV2 { get; } = configuration.Flag("enableRetryTopicV2");

    public int RetryFirstPercentage { get; } = configuration.Integer("popFromRetryProbability");

    public bool BalancesLoad { get; } = configuration.Flag("serverLoadBalancerEnable");

    public SetMessageRequestModeRequestBody DefaultMode { get; } = new()
    {
        Mode = configuration.Text("defaultMessageRequestMode"),
        PopShareQueueNum = configuration.Integer("defaultPopShareQueueNum"),
    };
}
