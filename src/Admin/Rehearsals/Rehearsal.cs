using System.Collections.Frozen;
using System.Text;
using RocketMQ.Admin.Requests;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Admin.Rehearsals;

/// <summary>
/// A client with a rehearsal reads as ever and changes nothing: what would change something is noted here instead of being sent, and is
/// answered with an empty success. docs/decisions/0017-rehearsed-changes.md.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class Rehearsal
{
    // Listed are the requests that only read. A code that is not listed is kept back, so that one that was forgotten does no harm.
    private static readonly FrozenSet<RequestCode> Reading = FrozenSet.Create(
        RequestCode.PullMessage, RequestCode.QueryMessage, RequestCode.ViewMessageById, RequestCode.QueryConsumerOffset,
        RequestCode.SearchOffsetByTimestamp, RequestCode.GetMaxOffset, RequestCode.GetMinOffset, RequestCode.GetEarliestMsgStoreTime,
        RequestCode.GetAllTopicConfig, RequestCode.GetTopicConfig, RequestCode.GetBrokerConfig, RequestCode.GetBrokerRuntimeInfo,
        RequestCode.GetAllConsumerOffset, RequestCode.GetAllDelayOffset, RequestCode.GetBrokerClusterAclInfo, RequestCode.GetBrokerClusterAclConfig,
        RequestCode.GetKvConfig, RequestCode.GetKvListByNamespace, RequestCode.GetRouteInfoByTopic, RequestCode.GetBrokerClusterInfo,
        RequestCode.GetAllSubscriptionGroupConfig, RequestCode.GetSubscriptionGroupConfig, RequestCode.GetTopicStatsInfo,
        RequestCode.GetConsumerConnectionList, RequestCode.GetProducerConnectionList, RequestCode.GetAllProducerInfo,
        RequestCode.GetAllTopicListFromNameServer, RequestCode.GetConsumeStats, RequestCode.GetBrokerConsumeStats, RequestCode.GetTopicsByCluster,
        RequestCode.QueryTopicConsumeByWho, RequestCode.QueryConsumeTimeSpan, RequestCode.GetSystemTopicListFromNs,
        RequestCode.GetSystemTopicListFromBroker, RequestCode.GetConsumerRunningInfo, RequestCode.InvokeBrokerToGetConsumerStatus,
        RequestCode.ViewBrokerStatsData, RequestCode.GetNamesrvConfig, RequestCode.QueryConsumeQueue, RequestCode.GetBrokerHaStatus,
        RequestCode.AuthGetUser, RequestCode.AuthListUser, RequestCode.AuthGetAcl, RequestCode.AuthListAcl);

    // The answers that have something to say say it in one of these fields.
    private static readonly Dictionary<string, string> AnswerFields = new() { ["wipeTopicCount"] = "0", ["addTopicCount"] = "0" };

    private readonly Lock _gate = new();
    private readonly List<PlannedRequest> _requests = [];

    /// <summary>What was kept back, in the order in which it would have gone out.</summary>
    public IReadOnlyList<PlannedRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>Notes a request that would change something.</summary>
    /// <returns>The answer that stands in for the server's; null when the request only reads and has to be sent.</returns>
    internal RemotingCommand? KeepBack(string address, RequestCode code, IRemotingHeader? header, ReadOnlyMemory<byte> body)
    {
        if (Reading.Contains(code))
            return null;
        var planned = new PlannedRequest(address, (int)code, RequestCodes.NameOf(code), HeaderText.Read(header), Encoding.UTF8.GetString(body.Span));
        lock (_gate)
            _requests.Add(planned);
        return new RemotingCommand { Code = (int)ResponseCode.Success, ExtFields = AnswerFields };
    }
}
