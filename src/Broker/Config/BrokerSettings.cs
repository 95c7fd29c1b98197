using RocketMQ.Model;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Config;

/// <summary>The properties that requests look at, read once so that a request costs no parsing.</summary>
/// <remarks>Fields are replaced by <see cref="Refresh"/> after a change over the wire; any thread reads them, a request may see old and new mixed.</remarks>
internal sealed class BrokerSettings
{
    private readonly ServerConfiguration _configuration;

    public BrokerSettings(ServerConfiguration configuration)
    {
        _configuration = configuration;
        BrokerName = configuration.Text("brokerName");
        ClusterName = configuration.Text("brokerClusterName");
        BrokerId = configuration.Long("brokerId");
        IsSlave = configuration.Text("brokerRole") == Spellings.Of(BrokerRole.Slave);
        OffsetCheckInSlave = configuration.Flag("offsetCheckInSlave");
        IsSyncMaster = configuration.Text("brokerRole") == Spellings.Of(BrokerRole.SyncMaster);
        Refresh();
    }

    public string BrokerName { get; }

    public string ClusterName { get; }

    public long BrokerId { get; }

    /// <summary>Whether this broker follows a master.</summary>
    public bool IsSlave { get; }

    /// <summary>Whether a slave tells consumers that their offset is out of range, as a master does.</summary>
    public bool OffsetCheckInSlave { get; }

    /// <summary>Whether a send is confirmed only when a slave has it.</summary>
    public bool IsSyncMaster { get; }

    /// <summary>What clients may do with this broker at all.</summary>
    public Permissions Permission { get; private set; }

    public bool AutoCreateTopic { get; private set; }

    public bool AutoCreateGroup { get; private set; }

    public bool RejectTransactions { get; private set; }

    /// <summary>Milliseconds after which a transaction's producer is asked for its outcome.</summary>
    public long TransactionTimeout { get; private set; }

    public int TransactionCheckMax { get; private set; }

    public TimeSpan TransactionCheckInterval { get; private set; }

    /// <summary>How long a message stays in the log.</summary>
    public TimeSpan FileReservedTime { get; private set; }

    /// <summary>Whether messages may carry a delivery time of their own.</summary>
    public bool TimerEnabled { get; private set; }

    /// <summary>The longest a message may wait for a delivery time of its own.</summary>
    public TimeSpan TimerMaxDelay { get; private set; }

    /// <summary>Milliseconds since 1970 before which sends are refused.</summary>
    public long StartAcceptSend { get; private set; }

    public bool LongPolling { get; private set; }

    public TimeSpan ShortPollingTime { get; private set; }

    public bool NotifyConsumerIdsChanged { get; private set; }

    public bool SlaveRead { get; private set; }

    /// <summary>Whether consumers may filter by SQL92.</summary>
    public bool PropertyFilter { get; private set; }

    /// <summary>Whether retried messages are filtered by SQL92 too.</summary>
    public bool FilterRetry { get; private set; }

    /// <summary>Region told to producers, as it goes to the wire.</summary>
    public byte[] RegionId { get; private set; } = [];

    public bool TraceOn { get; private set; }

    public int DefaultQueryMaxNum { get; private set; }

    public int MaxMessagesInQuery { get; private set; }

    /// <summary>Whether offsets are reset here rather than by consumers.</summary>
    public bool ResetsOffsetsItself { get; private set; }

    public bool StoresReplies { get; private set; }

    /// <summary>Bytes of the log a group may be behind; null where that is not limited.</summary>
    public long? MostBytesBehind { get; private set; }

    /// <summary>Reads the values anew.</summary>
    public void Refresh()
    {
        Permission = (Permissions)_configuration.Integer("brokerPermission");
        AutoCreateTopic = _configuration.Flag("autoCreateTopicEnable");
        AutoCreateGroup = _configuration.Flag("autoCreateSubscriptionGroup");
        RejectTransactions = _configuration.Flag("rejectTransactionMessage");
        TransactionTimeout = _configuration.Long("transactionTimeOut");
        TransactionCheckMax = _configuration.Integer("transactionCheckMax");
        TransactionCheckInterval = _configuration.Milliseconds("transactionCheckInterval");
        FileReservedTime = TimeSpan.FromHours(_configuration.Integer("fileReservedTime"));
        TimerEnabled = _configuration.Flag("timerWheelEnable");
        TimerMaxDelay = TimeSpan.FromSeconds(_configuration.Integer("timerMaxDelaySec"));
        StartAcceptSend = _configuration.Long("startAcceptSendRequestTimeStamp");
        LongPolling = _configuration.Flag("longPollingEnable");
        ShortPollingTime = _configuration.Milliseconds("shortPollingTimeMills");
        NotifyConsumerIdsChanged = _configuration.Flag("notifyConsumerIdsChangedEnable");
        SlaveRead = _configuration.Flag("slaveReadEnable");
        PropertyFilter = _configuration.Flag("enablePropertyFilter");
        FilterRetry = _configuration.Flag("filterSupportRetry");
        RegionId = System.Text.Encoding.UTF8.GetBytes(_configuration.Text("regionId"));
        TraceOn = _configuration.Flag("traceOn");
        DefaultQueryMaxNum = _configuration.Integer("defaultQueryMaxNum");
        MaxMessagesInQuery = _configuration.Integer("maxMsgsNumBatch");
        ResetsOffsetsItself = _configuration.Flag("useServerSideResetOffset");
        StoresReplies = _configuration.Flag("storeReplyMessageEnable");
        MostBytesBehind = _configuration.Flag("disableConsumeIfConsumerReadSlowly") ? _configuration.Long("consumerFallbehindThreshold") : null;
    }
}
