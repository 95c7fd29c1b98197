using RocketMQ.Admin.Access;
using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.Exports;
using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Maintenance;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Monitoring;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Topics;
using RocketMQ.Admin.Users;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Admin;

/// <summary>
/// Everything that console and mqadmin ask of a cluster, ours or Apache's 4.9 and 5.x: one method per operation, grouped by what it is about.
/// </summary>
/// <remarks>
/// Thread-safe; one instance per cluster is meant to live long, since it keeps the connections.
/// Every method fails in one of three ways. <see cref="AdminException"/>: the server refused, its code and remark are there.
/// <see cref="RemotingException"/>: there was no answer. <see cref="ArgumentException"/>: nothing was sent, the argument is wrong.
/// Methods that ask several servers fail only when they cannot learn whom to ask; what single servers answered or failed to
/// answer stands in their <see cref="Targets.PartialResult{T}"/>.
/// </remarks>
public interface IAdminClient : IAsyncDisposable
{
    /// <summary>Clusters, key-value configuration, write permissions, settings of the name servers.</summary>
    INameServerOperations NameServers { get; }

    /// <summary>Figures and settings of brokers.</summary>
    IBrokerOperations Brokers { get; }

    /// <summary>Topics: settings, routes, figures.</summary>
    ITopicOperations Topics { get; }

    /// <summary>Consumer and producer groups: settings, members, progress, offsets.</summary>
    IGroupOperations Groups { get; }

    /// <summary>Messages: sending, pulling, finding, browsing.</summary>
    IMessageOperations Messages { get; }

    /// <summary>House-keeping in stores, and looks into them.</summary>
    IMaintenanceOperations Maintenance { get; }

    /// <summary>Accounts and white lists of brokers of 4.x.</summary>
    IAccessOperations Access { get; }

    /// <summary>Users of brokers of 5.3 and what they may do.</summary>
    IUserOperations Users { get; }

    /// <summary>What is exported of a cluster.</summary>
    IExportOperations Exports { get; }

    /// <summary>Looking after all consumer groups, round after round.</summary>
    IMonitoringOperations Monitoring { get; }
}
