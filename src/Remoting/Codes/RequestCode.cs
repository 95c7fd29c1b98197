namespace RocketMQ.Remoting.Codes;

/// <summary>What a request asks for: the <c>code</c> of its header. docs/protocol.md 2.2 says who serves which; <see cref="RequestCodes.NameOf(int)"/> gives the original's names.</summary>
public enum RequestCode
{
    /// <summary>Sends one message; long field names.</summary>
    SendMessage = 10,

    /// <summary>Reads messages of one queue; may wait for the next one.</summary>
    PullMessage = 11,

    /// <summary>Finds messages by key or unique id through the index.</summary>
    QueryMessage = 12,

    /// <summary>Defined by the original, served by nobody.</summary>
    QueryBrokerOffset = 13,

    /// <summary>Reads the committed offset of a group.</summary>
    QueryConsumerOffset = 14,

    /// <summary>Commits an offset of a group.</summary>
    UpdateConsumerOffset = 15,

    /// <summary>Creates or changes a topic on one broker.</summary>
    UpdateAndCreateTopic = 17,

    /// <summary>5.x: creates or changes several topics.</summary>
    UpdateAndCreateTopicList = 18,

    /// <summary>All topics of a broker.</summary>
    GetAllTopicConfig = 21,

    /// <summary>Defined by the original, served by nobody.</summary>
    GetTopicConfigList = 22,

    /// <summary>Defined by the original, served by nobody.</summary>
    GetTopicNameList = 23,

    /// <summary>Changes properties of a broker.</summary>
    UpdateBrokerConfig = 25,

    /// <summary>All properties of a broker.</summary>
    GetBrokerConfig = 26,

    /// <summary>Defined by the original, served by nobody.</summary>
    TriggerDeleteFiles = 27,

    /// <summary>Runtime figures of a broker.</summary>
    GetBrokerRuntimeInfo = 28,

    /// <summary>Queue offset for a store time.</summary>
    SearchOffsetByTimestamp = 29,

    /// <summary>Offset after the last message of a queue.</summary>
    GetMaxOffset = 30,

    /// <summary>Offset of the first message of a queue.</summary>
    GetMinOffset = 31,

    /// <summary>Store time of the first message of a queue.</summary>
    GetEarliestMsgStoreTime = 32,

    /// <summary>One message by its physical offset.</summary>
    ViewMessageById = 33,

    /// <summary>A client tells its producer and consumer groups.</summary>
    HeartBeat = 34,

    /// <summary>A client leaves.</summary>
    UnregisterClient = 35,

    /// <summary>A consumer gives a message back for a later retry.</summary>
    ConsumerSendMsgBack = 36,

    /// <summary>Commits or rolls back a half message.</summary>
    EndTransaction = 37,

    /// <summary>Client ids of a consumer group.</summary>
    GetConsumerListByGroup = 38,

    /// <summary>Broker to client: asks for the state of a half message.</summary>
    CheckTransactionState = 39,

    /// <summary>Broker to client: the members of a group changed.</summary>
    NotifyConsumerIdsChanged = 40,

    /// <summary>Locks queues for an orderly consumer.</summary>
    LockBatchMq = 41,

    /// <summary>Unlocks queues of an orderly consumer.</summary>
    UnlockBatchMq = 42,

    /// <summary>All committed offsets, for slaves.</summary>
    GetAllConsumerOffset = 43,

    /// <summary>All delivery offsets of the delay levels, for slaves.</summary>
    GetAllDelayOffset = 45,

    /// <summary>Asks whether the broker takes a subscription.</summary>
    CheckClientConfig = 46,

    /// <summary>5.x, proxy only.</summary>
    GetClientConfig = 47,

    /// <summary>4.9: creates or changes an account.</summary>
    UpdateAndCreateAclConfig = 50,

    /// <summary>4.9: deletes an account.</summary>
    DeleteAclConfig = 51,

    /// <summary>4.9: version of the access file.</summary>
    GetBrokerClusterAclInfo = 52,

    /// <summary>4.9: changes the white list.</summary>
    UpdateGlobalWhiteAddrsConfig = 53,

    /// <summary>Up to 4.9.4: reads all accounts.</summary>
    GetBrokerClusterAclConfig = 54,

    /// <summary>5.x: state of the timer store.</summary>
    GetTimerCheckPoint = 60,

    /// <summary>5.x: figures of the timer store.</summary>
    GetTimerMetrics = 61,

    /// <summary>Sets a key of the name server's key-value configuration.</summary>
    PutKvConfig = 100,

    /// <summary>Reads a key of the name server's key-value configuration.</summary>
    GetKvConfig = 101,

    /// <summary>Deletes a key of the name server's key-value configuration.</summary>
    DeleteKvConfig = 102,

    /// <summary>A broker tells a name server its topics.</summary>
    RegisterBroker = 103,

    /// <summary>A broker leaves a name server.</summary>
    UnregisterBroker = 104,

    /// <summary>Brokers and queues of a topic.</summary>
    GetRouteInfoByTopic = 105,

    /// <summary>All clusters and brokers.</summary>
    GetBrokerClusterInfo = 106,

    /// <summary>Creates or changes a consumer group.</summary>
    UpdateAndCreateSubscriptionGroup = 200,

    /// <summary>All consumer groups of a broker.</summary>
    GetAllSubscriptionGroupConfig = 201,

    /// <summary>Offsets of every queue of a topic.</summary>
    GetTopicStatsInfo = 202,

    /// <summary>Connections and subscriptions of a consumer group.</summary>
    GetConsumerConnectionList = 203,

    /// <summary>Connections of a producer group.</summary>
    GetProducerConnectionList = 204,

    /// <summary>Stops writes to a broker in the name server's routes.</summary>
    WipeWritePermOfBroker = 205,

    /// <summary>Names of all topics.</summary>
    GetAllTopicListFromNameServer = 206,

    /// <summary>Deletes a consumer group.</summary>
    DeleteSubscriptionGroup = 207,

    /// <summary>Progress of a consumer group.</summary>
    GetConsumeStats = 208,

    /// <summary>Defined by the original, served by nobody.</summary>
    SuspendConsumer = 209,

    /// <summary>Defined by the original, served by nobody.</summary>
    ResumeConsumer = 210,

    /// <summary>Defined by the original, served by nobody.</summary>
    ResetConsumerOffsetInConsumer = 211,

    /// <summary>Defined by the original, served by nobody.</summary>
    ResetConsumerOffsetInBroker = 212,

    /// <summary>Defined by the original, served by nobody.</summary>
    AdjustConsumerThreadPool = 213,

    /// <summary>Defined by the original, served by nobody.</summary>
    WhoConsumeTheMessage = 214,

    /// <summary>Deletes a topic on one broker.</summary>
    DeleteTopicInBroker = 215,

    /// <summary>Deletes a topic from a name server's routes.</summary>
    DeleteTopicInNamesrv = 216,

    /// <summary>5.x: registers a topic without a broker's registration.</summary>
    RegisterTopicInNamesrv = 217,

    /// <summary>All keys of one namespace.</summary>
    GetKvListByNamespace = 219,

    /// <summary>Broker to client: go on from these offsets.</summary>
    ResetConsumerClientOffset = 220,

    /// <summary>Broker to client: asks for the client's offsets.</summary>
    GetConsumerStatusFromClient = 221,

    /// <summary>Resets the offsets of a group.</summary>
    InvokeBrokerToResetOffset = 222,

    /// <summary>Offsets as the clients of a group see them.</summary>
    InvokeBrokerToGetConsumerStatus = 223,

    /// <summary>Topics of one cluster.</summary>
    GetTopicsByCluster = 224,

    /// <summary>5.x: creates or changes several groups.</summary>
    UpdateAndCreateSubscriptionGroupList = 225,

    /// <summary>Groups that consume a topic.</summary>
    QueryTopicConsumeByWho = 300,

    /// <summary>Defined by the original, not served by 4.9.8.</summary>
    RegisterFilterServer = 301,

    /// <summary>Defined by the original, not served by 4.9.8.</summary>
    RegisterMessageFilterClass = 302,

    /// <summary>Time range and delay of a group on a topic.</summary>
    QueryConsumeTimeSpan = 303,

    /// <summary>Names of clusters and brokers, which are topics too.</summary>
    GetSystemTopicListFromNs = 304,

    /// <summary>System topics of a broker.</summary>
    GetSystemTopicListFromBroker = 305,

    /// <summary>Removes queues whose messages are gone.</summary>
    CleanExpiredConsumeQueue = 306,

    /// <summary>State of one consumer, relayed to it.</summary>
    GetConsumerRunningInfo = 307,

    /// <summary>Smallest offsets among groups.</summary>
    QueryCorrectionOffset = 308,

    /// <summary>Has one consumer consume one message, relayed to it.</summary>
    ConsumeMessageDirectly = 309,

    /// <summary>Sends one message; one-letter field names.</summary>
    SendMessageV2 = 310,

    /// <summary>Topics with the unit flag.</summary>
    GetUnitTopicList = 311,

    /// <summary>Topics with the unit subscription flag.</summary>
    GetHasUnitSubTopicList = 312,

    /// <summary>Topics with the unit subscription flag alone.</summary>
    GetHasUnitSubUnunitTopicList = 313,

    /// <summary>Copies offsets from group to group.</summary>
    CloneGroupOffset = 314,

    /// <summary>One statistics item of a broker.</summary>
    ViewBrokerStatsData = 315,

    /// <summary>Removes queues of topics that are not configured.</summary>
    CleanUnusedTopic = 316,

    /// <summary>Progress of all groups of a broker.</summary>
    GetBrokerConsumeStats = 317,

    /// <summary>Changes properties of a name server.</summary>
    UpdateNamesrvConfig = 318,

    /// <summary>All properties of a name server.</summary>
    GetNamesrvConfig = 319,

    /// <summary>Sends several messages in one body; one-letter field names.</summary>
    SendBatchMessage = 320,

    /// <summary>Raw entries of a consume queue.</summary>
    QueryConsumeQueue = 321,

    /// <summary>Asks a name server whether it has a broker's current topics.</summary>
    QueryDataVersion = 322,

    /// <summary>Has a half message checked again.</summary>
    ResumeCheckHalfMessage = 323,

    /// <summary>Answers a request message; long field names.</summary>
    SendReplyMessage = 324,

    /// <summary>Answers a request message; one-letter field names.</summary>
    SendReplyMessageV2 = 325,

    /// <summary>Broker to client: the answer to a request message.</summary>
    PushReplyMessageToClient = 326,

    /// <summary>Allows writes to a broker again in the name server's routes.</summary>
    AddWritePermOfBroker = 327,

    /// <summary>All producers of a broker.</summary>
    GetAllProducerInfo = 328,

    /// <summary>Deletes expired commit log files now.</summary>
    DeleteExpiredCommitLog = 329,

    /// <summary>5.x: topics a group consumes.</summary>
    QueryTopicsByConsumer = 343,

    /// <summary>5.x: subscription of a group to a topic.</summary>
    QuerySubscriptionByConsumer = 345,

    /// <summary>5.x: one topic.</summary>
    GetTopicConfig = 351,

    /// <summary>5.x: one consumer group.</summary>
    GetSubscriptionGroupConfig = 352,

    /// <summary>5.x: forbids a group to read a topic.</summary>
    UpdateAndGetGroupForbidden = 353,

    /// <summary>5.x: compares file and RocksDB consume queues.</summary>
    CheckRocksDbCqWriteProgress = 354,

    /// <summary>5.x: writes RocksDB configuration to JSON files.</summary>
    ExportRocksDbConfigToJson = 355,

    /// <summary>5.x: as PULL_MESSAGE, sent by lite pull consumers.</summary>
    LitePullMessage = 361,

    /// <summary>5.x: takes back a timed message.</summary>
    RecallMessage = 370,

    /// <summary>5.x: queues assigned to a client by the broker.</summary>
    QueryAssignment = 400,

    /// <summary>5.x: pull or pop for a group.</summary>
    SetMessageRequestMode = 401,

    /// <summary>5.x: pull or pop of every group.</summary>
    GetAllMessageRequestMode = 402,

    /// <summary>5.x: creates or changes a static topic.</summary>
    UpdateAndCreateStaticTopic = 513,

    /// <summary>5.x: members of a broker group.</summary>
    GetBrokerMemberGroup = 901,

    /// <summary>5.x: broker container.</summary>
    AddBroker = 902,

    /// <summary>5.x: broker container.</summary>
    RemoveBroker = 903,

    /// <summary>5.x: a light sign of life of a broker.</summary>
    BrokerHeartbeat = 904,

    /// <summary>5.x: the acting master changed.</summary>
    NotifyMinBrokerIdChange = 905,

    /// <summary>5.x: replication between broker members.</summary>
    ExchangeBrokerHaInfo = 906,

    /// <summary>5.x: state of replication.</summary>
    GetBrokerHaStatus = 907,

    /// <summary>5.x: replication.</summary>
    ResetMasterFlushOffset = 908,

    /// <summary>5.x controller.</summary>
    ControllerAlterSyncStateSet = 1001,

    /// <summary>5.x controller.</summary>
    ControllerElectMaster = 1002,

    /// <summary>5.x controller.</summary>
    ControllerRegisterBroker = 1003,

    /// <summary>5.x controller.</summary>
    ControllerGetReplicaInfo = 1004,

    /// <summary>5.x controller.</summary>
    ControllerGetMetadataInfo = 1005,

    /// <summary>5.x controller.</summary>
    ControllerGetSyncStateData = 1006,

    /// <summary>5.x: epochs of a broker.</summary>
    GetBrokerEpochCache = 1007,

    /// <summary>5.x: a broker became master or slave.</summary>
    NotifyBrokerRoleChanged = 1008,

    /// <summary>5.x controller.</summary>
    UpdateControllerConfig = 1009,

    /// <summary>5.x controller.</summary>
    GetControllerConfig = 1010,

    /// <summary>5.x controller.</summary>
    CleanBrokerData = 1011,

    /// <summary>5.x controller.</summary>
    ControllerGetNextBrokerId = 1012,

    /// <summary>5.x controller.</summary>
    ControllerApplyBrokerId = 1013,

    /// <summary>5.x: limits on cold reads.</summary>
    UpdateColdDataFlowCtrConfig = 2001,

    /// <summary>5.x: limits on cold reads.</summary>
    RemoveColdDataFlowCtrConfig = 2002,

    /// <summary>5.x: limits on cold reads.</summary>
    GetColdDataFlowCtrInfo = 2003,

    /// <summary>5.x: read-ahead of the commit log.</summary>
    SetCommitLogReadMode = 2004,

    /// <summary>5.x access control.</summary>
    AuthCreateUser = 3001,

    /// <summary>5.x access control.</summary>
    AuthUpdateUser = 3002,

    /// <summary>5.x access control.</summary>
    AuthDeleteUser = 3003,

    /// <summary>5.x access control.</summary>
    AuthGetUser = 3004,

    /// <summary>5.x access control.</summary>
    AuthListUser = 3005,

    /// <summary>5.x access control.</summary>
    AuthCreateAcl = 3006,

    /// <summary>5.x access control.</summary>
    AuthUpdateAcl = 3007,

    /// <summary>5.x access control.</summary>
    AuthDeleteAcl = 3008,

    /// <summary>5.x access control.</summary>
    AuthGetAcl = 3009,

    /// <summary>5.x access control.</summary>
    AuthListAcl = 3010,

    /// <summary>5.x: reads messages with an invisible time.</summary>
    PopMessage = 200050,

    /// <summary>5.x: acknowledges a popped message.</summary>
    AckMessage = 200051,

    /// <summary>5.x: reads without making invisible.</summary>
    PeekMessage = 200052,

    /// <summary>5.x: changes the invisible time of a popped message.</summary>
    ChangeMessageInvisibleTime = 200053,

    /// <summary>5.x: waits for a message of a pop consumer.</summary>
    Notification = 200054,

    /// <summary>5.x: waiting pop requests.</summary>
    PollingInfo = 200055,

    /// <summary>5.x: returns popped messages.</summary>
    PopRollback = 200056,

    /// <summary>5.x: acknowledges several popped messages.</summary>
    BatchAckMessage = 200151,
}
