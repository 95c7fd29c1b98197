using System.Collections.Frozen;

namespace RocketMQ.Remoting.Codes;

/// <summary>The names that the original gives its response codes, for logs, errors and tools. docs/protocol.md 1.9.</summary>
public static class ResponseCodes
{
    private static readonly FrozenDictionary<int, string> Names = new Dictionary<int, string>
    {
        [(int)ResponseCode.Success] = "SUCCESS",
        [(int)ResponseCode.SystemError] = "SYSTEM_ERROR",
        [(int)ResponseCode.SystemBusy] = "SYSTEM_BUSY",
        [(int)ResponseCode.RequestCodeNotSupported] = "REQUEST_CODE_NOT_SUPPORTED",
        [(int)ResponseCode.TransactionFailed] = "TRANSACTION_FAILED",
        [(int)ResponseCode.FlushDiskTimeout] = "FLUSH_DISK_TIMEOUT",
        [(int)ResponseCode.SlaveNotAvailable] = "SLAVE_NOT_AVAILABLE",
        [(int)ResponseCode.FlushSlaveTimeout] = "FLUSH_SLAVE_TIMEOUT",
        [(int)ResponseCode.MessageIllegal] = "MESSAGE_ILLEGAL",
        [(int)ResponseCode.ServiceNotAvailable] = "SERVICE_NOT_AVAILABLE",
        [(int)ResponseCode.VersionNotSupported] = "VERSION_NOT_SUPPORTED",
        [(int)ResponseCode.NoPermission] = "NO_PERMISSION",
        [(int)ResponseCode.TopicNotExist] = "TOPIC_NOT_EXIST",
        [(int)ResponseCode.TopicExistAlready] = "TOPIC_EXIST_ALREADY",
        [(int)ResponseCode.PullNotFound] = "PULL_NOT_FOUND",
        [(int)ResponseCode.PullRetryImmediately] = "PULL_RETRY_IMMEDIATELY",
        [(int)ResponseCode.PullOffsetMoved] = "PULL_OFFSET_MOVED",
        [(int)ResponseCode.QueryNotFound] = "QUERY_NOT_FOUND",
        [(int)ResponseCode.SubscriptionParseFailed] = "SUBSCRIPTION_PARSE_FAILED",
        [(int)ResponseCode.SubscriptionNotExist] = "SUBSCRIPTION_NOT_EXIST",
        [(int)ResponseCode.SubscriptionNotLatest] = "SUBSCRIPTION_NOT_LATEST",
        [(int)ResponseCode.SubscriptionGroupNotExist] = "SUBSCRIPTION_GROUP_NOT_EXIST",
        [(int)ResponseCode.FilterDataNotExist] = "FILTER_DATA_NOT_EXIST",
        [(int)ResponseCode.FilterDataNotLatest] = "FILTER_DATA_NOT_LATEST",
        [(int)ResponseCode.TransactionShouldCommit] = "TRANSACTION_SHOULD_COMMIT",
        [(int)ResponseCode.TransactionShouldRollback] = "TRANSACTION_SHOULD_ROLLBACK",
        [(int)ResponseCode.TransactionStateUnknow] = "TRANSACTION_STATE_UNKNOW",
        [(int)ResponseCode.TransactionStateGroupWrong] = "TRANSACTION_STATE_GROUP_WRONG",
        [(int)ResponseCode.NoBuyerId] = "NO_BUYER_ID",
        [(int)ResponseCode.NotInCurrentUnit] = "NOT_IN_CURRENT_UNIT",
        [(int)ResponseCode.ConsumerNotOnline] = "CONSUMER_NOT_ONLINE",
        [(int)ResponseCode.ConsumeMsgTimeout] = "CONSUME_MSG_TIMEOUT",
        [(int)ResponseCode.NoMessage] = "NO_MESSAGE",
        [(int)ResponseCode.UpdateAndCreateAclConfigFailed] = "UPDATE_AND_CREATE_ACL_CONFIG_FAILED",
        [(int)ResponseCode.DeleteAclConfigFailed] = "DELETE_ACL_CONFIG_FAILED",
        [(int)ResponseCode.UpdateGlobalWhiteAddrsConfigFailed] = "UPDATE_GLOBAL_WHITE_ADDRS_CONFIG_FAILED",
        [(int)ResponseCode.FlowControl] = "FLOW_CONTROL",
        [ResponseCodes5x.InvalidParameter] = "INVALID_PARAMETER",
        [ResponseCodes5x.BrokerDispatchNotComplete] = "BROKER_DISPATCH_NOT_COMPLETE",
        [ResponseCodes5x.BroadcastConsumption] = "BROADCAST_CONSUMPTION",
        [ResponseCodes5x.NotLeaderForQueue] = "NOT_LEADER_FOR_QUEUE",
        [ResponseCodes5x.IllegalOperation] = "ILLEGAL_OPERATION",
        [ResponseCodes5x.GoAway] = "GO_AWAY",
        [ResponseCodes5x.RpcUnknown] = "RPC_UNKNOWN",
        [ResponseCodes5x.RpcAddrIsNull] = "RPC_ADDR_IS_NULL",
        [ResponseCodes5x.RpcSendToChannelFailed] = "RPC_SEND_TO_CHANNEL_FAILED",
        [ResponseCodes5x.RpcTimeOut] = "RPC_TIME_OUT",
        [ResponseCodes5x.ControllerFencedMasterEpoch] = "CONTROLLER_FENCED_MASTER_EPOCH",
        [ResponseCodes5x.ControllerFencedSyncStateSetEpoch] = "CONTROLLER_FENCED_SYNC_STATE_SET_EPOCH",
        [ResponseCodes5x.ControllerInvalidMaster] = "CONTROLLER_INVALID_MASTER",
        [ResponseCodes5x.ControllerInvalidReplicas] = "CONTROLLER_INVALID_REPLICAS",
        [ResponseCodes5x.ControllerMasterNotAvailable] = "CONTROLLER_MASTER_NOT_AVAILABLE",
        [ResponseCodes5x.ControllerInvalidRequest] = "CONTROLLER_INVALID_REQUEST",
        [ResponseCodes5x.ControllerBrokerNotAlive] = "CONTROLLER_BROKER_NOT_ALIVE",
        [ResponseCodes5x.ControllerNotLeader] = "CONTROLLER_NOT_LEADER",
        [ResponseCodes5x.ControllerBrokerMetadataNotExist] = "CONTROLLER_BROKER_METADATA_NOT_EXIST",
        [ResponseCodes5x.ControllerInvalidCleanBrokerMetadata] = "CONTROLLER_INVALID_CLEAN_BROKER_METADATA",
        [ResponseCodes5x.ControllerBrokerNeedToBeRegistered] = "CONTROLLER_BROKER_NEED_TO_BE_REGISTERED",
        [ResponseCodes5x.ControllerMasterStillExist] = "CONTROLLER_MASTER_STILL_EXIST",
        [ResponseCodes5x.ControllerElectMasterFailed] = "CONTROLLER_ELECT_MASTER_FAILED",
        [ResponseCodes5x.ControllerAlterSyncStateSetFailed] = "CONTROLLER_ALTER_SYNC_STATE_SET_FAILED",
        [ResponseCodes5x.ControllerBrokerIdInvalid] = "CONTROLLER_BROKER_ID_INVALID",
        [ResponseCodes5x.ControllerJraftInternalError] = "CONTROLLER_JRAFT_INTERNAL_ERROR",
        [ResponseCodes5x.ControllerBrokerLiveInfoNotExists] = "CONTROLLER_BROKER_LIVE_INFO_NOT_EXISTS",
        [ResponseCodes5x.UserNotExist] = "USER_NOT_EXIST",
        [ResponseCodes5x.PolicyNotExist] = "POLICY_NOT_EXIST",
    }.ToFrozenDictionary();

    /// <summary>The original's name, such as <c>TOPIC_NOT_EXIST</c> (the 4.9 one where 5.x uses a number again); <c>RESPONSE_CODE_N</c> for a code that is not in the list.</summary>
    public static string NameOf(int code) => Names.TryGetValue(code, out var name) ? name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"RESPONSE_CODE_{code}");

    /// <inheritdoc cref="NameOf(int)"/>
    public static string NameOf(ResponseCode code) => NameOf((int)code);
}
