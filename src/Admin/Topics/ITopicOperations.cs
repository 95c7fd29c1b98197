using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Topics;

/// <summary>Topics: settings, routes, figures.</summary>
public interface ITopicOperations
{
    /// <summary>Names of all topics that a name server knows (206), retry and system topics included.</summary>
    Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellation = default);

    /// <summary>Names of topics that the servers made for themselves: 304 of a name server and 305 of every master. Always on the list of the original.</summary>
    Task<PartialResult<IReadOnlyList<string>>> ListSystemNamesAsync(CancellationToken cancellation = default);

    /// <summary>Settings of all topics of each broker (21), by topic name.</summary>
    Task<PartialResult<IReadOnlyDictionary<string, TopicConfig>>> ListAsync(BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Settings of one topic on each broker (from 21); null on a broker that answered and does not have it.</summary>
    Task<PartialResult<TopicConfig?>> GetAsync(string topic, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Creates the topic or changes its settings (17). Brokers of 4.9 ignore <see cref="TopicConfig.Order"/>; <c>ORDER_TOPIC_CONFIG</c> says it there.</summary>
    /// <exception cref="ArgumentException">Name, queue numbers or permissions are not allowed; nothing was sent.</exception>
    Task<PartialResult<Done>> SaveAsync(TopicConfig topic, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Creates many topics or changes their settings: in one request (18), one by one (17) where a broker does not know it.</summary>
    /// <exception cref="ArgumentException">A name, queue number or permission is not allowed; nothing was sent.</exception>
    Task<PartialResult<Done>> SaveAllAsync(IReadOnlyList<TopicConfig> topics, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>
    /// Deletes the topic from every master of the cluster (215), or of all clusters when null, then from every name server (216). The
    /// result lists brokers and name servers alike. Name servers keep the route while a broker failed, so that nothing is lost from sight.
    /// </summary>
    Task<PartialResult<Done>> DeleteAsync(string topic, string? cluster = null, CancellationToken cancellation = default);

    /// <summary>Brokers and queues of a topic (105); null when no name server route exists.</summary>
    Task<TopicRouteData?> FindRouteAsync(string topic, CancellationToken cancellation = default);

    /// <summary>Brokers and queues of a topic (105).</summary>
    /// <exception cref="AdminException">There is no route.</exception>
    Task<TopicRouteData> GetRouteAsync(string topic, CancellationToken cancellation = default);

    /// <summary>Offsets of every queue (202), from every master on the route.</summary>
    /// <exception cref="AdminException">There is no route.</exception>
    Task<PartialResult<TopicStatsTable>> GetStatisticsAsync(string topic, CancellationToken cancellation = default);

    /// <summary>Accumulation and traffic of topics, a line for each group that consumes them (300, 315, 208).</summary>
    /// <param name="topics">Which topics.</param>
    /// <param name="progress">Is told of each topic that is done.</param>
    /// <param name="cancellation">Stops asking.</param>
    Task<TopicActivities> GetActivityAsync(
        IReadOnlyList<string> topics, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default);

    /// <summary>Groups that consume the topic or have offsets in it (300), from every master on the route.</summary>
    /// <exception cref="AdminException">There is no route.</exception>
    Task<PartialResult<IReadOnlyList<string>>> ListGroupsAsync(string topic, CancellationToken cancellation = default);
}
