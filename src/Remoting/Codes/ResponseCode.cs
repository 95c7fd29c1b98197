namespace RocketMQ.Remoting.Codes;

/// <summary>
/// Why a request was answered as it was: the <c>code</c> of a response header, with the meanings of 4.9. docs/protocol.md 1.9.
/// Codes that only 5.x sends, some of them on the same numbers, are in <see cref="ResponseCodes5x"/>.
/// </summary>
public enum ResponseCode
{
    /// <summary>Done.</summary>
    Success = 0,

    /// <summary>Refused or failed for the reason in the remark.</summary>
    SystemError = 1,

    /// <summary>Too much work waiting; the request was not started.</summary>
    SystemBusy = 2,

    /// <summary>The server does not serve this request code.</summary>
    RequestCodeNotSupported = 3,

    /// <summary>Defined by the original, not sent.</summary>
    TransactionFailed = 4,

    /// <summary>The message is stored, but was not on disk in time.</summary>
    FlushDiskTimeout = 10,

    /// <summary>The message is stored, but no slave is there to copy it; also: this broker is a slave.</summary>
    SlaveNotAvailable = 11,

    /// <summary>The message is stored, but no slave had it in time.</summary>
    FlushSlaveTimeout = 12,

    /// <summary>Topic, properties or body are too long.</summary>
    MessageIllegal = 13,

    /// <summary>The store does not take messages now.</summary>
    ServiceNotAvailable = 14,

    /// <summary>Defined by the original, not sent.</summary>
    VersionNotSupported = 15,

    /// <summary>Broker, topic or group permissions, or a setting that must not be changed.</summary>
    NoPermission = 16,

    /// <summary>No such topic here.</summary>
    TopicNotExist = 17,

    /// <summary>Defined by the original, not sent.</summary>
    TopicExistAlready = 18,

    /// <summary>No message at this offset yet.</summary>
    PullNotFound = 19,

    /// <summary>Nothing matched; pull again from the offset in the answer.</summary>
    PullRetryImmediately = 20,

    /// <summary>The offset is outside the queue; go on from the offset in the answer.</summary>
    PullOffsetMoved = 21,

    /// <summary>Nothing found.</summary>
    QueryNotFound = 22,

    /// <summary>The filter expression can not be read.</summary>
    SubscriptionParseFailed = 23,

    /// <summary>The group is not online or does not subscribe this topic.</summary>
    SubscriptionNotExist = 24,

    /// <summary>The broker knows an older subscription than the caller.</summary>
    SubscriptionNotLatest = 25,

    /// <summary>No such consumer group here.</summary>
    SubscriptionGroupNotExist = 26,

    /// <summary>No compiled filter for the subscription.</summary>
    FilterDataNotExist = 27,

    /// <summary>The compiled filter is older than the subscription.</summary>
    FilterDataNotLatest = 28,

    /// <summary>Defined by the original, not sent.</summary>
    TransactionShouldCommit = 200,

    /// <summary>Defined by the original, not sent.</summary>
    TransactionShouldRollback = 201,

    /// <summary>Defined by the original (so spelt), not sent.</summary>
    TransactionStateUnknow = 202,

    /// <summary>Defined by the original, not sent.</summary>
    TransactionStateGroupWrong = 203,

    /// <summary>Defined by the original, not sent; clients retry a send on it.</summary>
    NoBuyerId = 204,

    /// <summary>Defined by the original, not sent; clients retry a send on it.</summary>
    NotInCurrentUnit = 205,

    /// <summary>No consumer of the group is connected.</summary>
    ConsumerNotOnline = 206,

    /// <summary>The consumer did not answer a relayed request in time.</summary>
    ConsumeMsgTimeout = 207,

    /// <summary>5.x: the message to acknowledge is not there.</summary>
    NoMessage = 208,

    /// <summary>4.9 only: an account could not be saved. 5.x: <see cref="ResponseCodes5x.PollingFull"/>.</summary>
    UpdateAndCreateAclConfigFailed = 209,

    /// <summary>4.9 only: an account could not be deleted. 5.x: <see cref="ResponseCodes5x.PollingTimeout"/>.</summary>
    DeleteAclConfigFailed = 210,

    /// <summary>4.9 only: the white list could not be saved. 5.x: <see cref="ResponseCodes5x.BrokerNotExist"/>.</summary>
    UpdateGlobalWhiteAddrsConfigFailed = 211,

    /// <summary>Defined by 4.9, sent by 5.x: the caller asks too often.</summary>
    FlowControl = 215,
}
