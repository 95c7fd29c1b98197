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
        IsSyncMaster = configuration.Text("brokerRole") == Spellings.Of(BrokerRole.SyncMaster);
        Refresh();
    }

    public string BrokerName { get; }

    public string ClusterName { get; }

    public long BrokerId { get; }

    /// <summary>Whether senders are told that no slave has their message.</summary>
    public bool IsSyncMaster { get; }

    /// <summary>What clients may do with this broker at all.</summary>
    public Permissions Permission { get; private set; }

    public bool AutoCreateTopic { get; private set; }

    public bool AutoCreateGroup { get; private set; }

    public bool RejectTransactions { get; private set; }

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

    /// <summary>Reads the values anew.</summary>
    public void Refresh()
    {
        Permission = (Permissions)_configuration.Integer("brokerPermission");
        AutoCreateTopic = _configuration.Flag("autoCreateTopicEnable");
        AutoCreateGroup = _configuration.Flag("autoCreateSubscriptionGroup");
        RejectTransactions = _configuration.Flag("rejectTransactionMessage");
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
    }
}
