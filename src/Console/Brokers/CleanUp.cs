namespace RocketMQ.ManagementConsole.Brokers;

/// <summary>What a broker can be told to tidy up at once.</summary>
public enum CleanUp
{
    /// <summary>Commit log files past their time (329).</summary>
    ExpiredFiles,

    /// <summary>Queues whose messages are all gone from the commit log (306).</summary>
    ExpiredQueues,

    /// <summary>Queues of topics that the broker has no settings for (316).</summary>
    UnusedTopics,
}
