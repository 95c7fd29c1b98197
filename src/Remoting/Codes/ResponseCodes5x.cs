namespace RocketMQ.Remoting.Codes;

/// <summary>Response codes of 5.x servers; 209 to 213 mean something else there than in 4.9. docs/protocol.md 1.9.</summary>
public static class ResponseCodes5x
{
    /// <summary>A field of the request has a value that is not allowed.</summary>
    public const int InvalidParameter = 29;

    /// <summary>Too many pop requests wait.</summary>
    public const int PollingFull = 209;

    /// <summary>A waiting pop request ended without a message.</summary>
    public const int PollingTimeout = 210;

    /// <summary>The controller does not know the broker.</summary>
    public const int BrokerNotExist = 211;

    /// <summary>Queues and index are not built up to the end of the log yet.</summary>
    public const int BrokerDispatchNotComplete = 212;

    /// <summary>The group consumes as broadcast.</summary>
    public const int BroadcastConsumption = 213;

    /// <summary>Static topics: the queue has moved to another broker.</summary>
    public const int NotLeaderForQueue = 501;

    /// <summary>Not possible in the proxy.</summary>
    public const int IllegalOperation = 604;

    /// <summary>The server shuts down: connect again and repeat the request.</summary>
    public const int GoAway = 1500;

    /// <summary>Between brokers: unknown failure.</summary>
    public const int RpcUnknown = -1000;

    /// <summary>Between brokers: no address known.</summary>
    public const int RpcAddrIsNull = -1002;

    /// <summary>Between brokers: could not be sent.</summary>
    public const int RpcSendToChannelFailed = -1004;

    /// <summary>Between brokers: no answer in time.</summary>
    public const int RpcTimeOut = -1006;

    /// <summary>Controller.</summary>
    public const int ControllerFencedMasterEpoch = 2000;

    /// <summary>Controller.</summary>
    public const int ControllerFencedSyncStateSetEpoch = 2001;

    /// <summary>Controller.</summary>
    public const int ControllerInvalidMaster = 2002;

    /// <summary>Controller.</summary>
    public const int ControllerInvalidReplicas = 2003;

    /// <summary>Controller.</summary>
    public const int ControllerMasterNotAvailable = 2004;

    /// <summary>Controller.</summary>
    public const int ControllerInvalidRequest = 2005;

    /// <summary>Controller.</summary>
    public const int ControllerBrokerNotAlive = 2006;

    /// <summary>Controller.</summary>
    public const int ControllerNotLeader = 2007;

    /// <summary>Controller.</summary>
    public const int ControllerBrokerMetadataNotExist = 2008;

    /// <summary>Controller.</summary>
    public const int ControllerInvalidCleanBrokerMetadata = 2009;

    /// <summary>Controller.</summary>
    public const int ControllerBrokerNeedToBeRegistered = 2010;

    /// <summary>Controller.</summary>
    public const int ControllerMasterStillExist = 2011;

    /// <summary>Controller.</summary>
    public const int ControllerElectMasterFailed = 2012;

    /// <summary>Controller.</summary>
    public const int ControllerAlterSyncStateSetFailed = 2013;

    /// <summary>Controller.</summary>
    public const int ControllerBrokerIdInvalid = 2014;

    /// <summary>Controller.</summary>
    public const int ControllerJraftInternalError = 2015;

    /// <summary>Controller.</summary>
    public const int ControllerBrokerLiveInfoNotExists = 2016;

    /// <summary>Access control: no such user.</summary>
    public const int UserNotExist = 3001;

    /// <summary>Access control: no such rule.</summary>
    public const int PolicyNotExist = 3002;
}
