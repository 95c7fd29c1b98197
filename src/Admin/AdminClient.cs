using Microsoft.Extensions.Logging;
using RocketMQ.Admin.Access;
using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.Exports;
using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Maintenance;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Monitoring;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Topics;
using RocketMQ.Admin.Users;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Admin;

/// <summary>The admin client over connections of its own.</summary>
public sealed class AdminClient : IAdminClient
{
    private readonly RemotingClient _remoting;

    /// <summary>A client of one cluster; connects when first asked.</summary>
    /// <param name="options">Which cluster.</param>
    /// <param name="loggers">For the connections.</param>
    /// <param name="time">Measures time-outs, stamps messages.</param>
    /// <param name="connector">How to connect; TCP when null.</param>
    /// <exception cref="ArgumentException">No name server is given, or one is no address.</exception>
    public AdminClient(AdminClientOptions options, ILoggerFactory loggers, TimeProvider time, ITransportConnector? connector = null)
    {
        if (options.NameServers.Count == 0)
            throw new ArgumentException("no name server is given; at least one host:port is needed");
        foreach (var address in options.NameServers)
        {
            if (!RemotingAddress.TryParse(address, out _, out var problem))
                throw new ArgumentException(problem);
        }

        _remoting = new RemotingClient(
            new RemotingClientOptions { ConnectTimeout = options.Timeout, Tls = options.Tls }, RouteTable.Empty, loggers, time, connector);
        var calls = new AdminCalls(_remoting, options);
        var directory = new BrokerDirectory(calls);
        var pulls = new QueuePulls(calls);
        NameServers = new NameServerOperations(calls, directory);
        Brokers = new BrokerOperations(calls, directory);
        Topics = new TopicOperations(calls, directory);
        Groups = new GroupOperations(calls, directory, new OffsetResets(calls, directory), Topics);
        Messages = new MessageOperations(
            calls,
            directory,
            pulls,
            new MessageSending(calls, directory, time),
            new MessageSearch(calls, directory),
            new MessageTracking(Topics, Groups),
            new TopicBrowser(calls, directory, pulls));
        Maintenance = new MaintenanceOperations(calls, directory, time);
        Access = new AccessOperations(calls, directory);
        Users = new UserOperations(calls, directory);
        Exports = new ExportOperations(this, calls, directory);
        Monitoring = new MonitoringOperations(Topics, Groups, Messages, time);
    }

    /// <inheritdoc/>
    public INameServerOperations NameServers { get; }

    /// <inheritdoc/>
    public IBrokerOperations Brokers { get; }

    /// <inheritdoc/>
    public ITopicOperations Topics { get; }

    /// <inheritdoc/>
    public IGroupOperations Groups { get; }

    /// <inheritdoc/>
    public IMessageOperations Messages { get; }

    /// <inheritdoc/>
    public IMaintenanceOperations Maintenance { get; }

    /// <inheritdoc/>
    public IAccessOperations Access { get; }

    /// <inheritdoc/>
    public IUserOperations Users { get; }

    /// <inheritdoc/>
    public IExportOperations Exports { get; }

    /// <inheritdoc/>
    public IMonitoringOperations Monitoring { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _remoting.DisposeAsync();
}
