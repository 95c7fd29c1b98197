using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Orders one process of a cluster that the console runs, or all that can, to start, stop, restart or be killed.</summary>
/// <param name="supervisor">The processes' keeper.</param>
/// <param name="server">Which process; null for all.</param>
/// <param name="action">What it is to do.</param>
internal sealed class ServerOrder(IServerSupervisor supervisor, string? server, ServerAction action) : IPlacedChange
{
    private const string Field = "Cluster.State";

    public string Kind => "server." + action.ToString().ToLowerInvariant();

    public string ObjectName => server ?? supervisor.Name;

    public string Cluster => supervisor.Name;

    public string Policy => Policies.Administer;

    /// <summary>What would become of which process.</summary>
    public ChangePlan Plan() => new(
        [
            .. Concerned().Where(one => ServerActions.AllowedIn(one.State).Contains(action))
                .Select(one => new BrokerChange(one.Name, one.Address, false, [new FieldChange(Field, Before(one), After)])),
        ],
        null);

    public Task<ChangePlan> PlanAsync(CancellationToken cancellation) => Task.FromResult(Plan());

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation) =>
        [new ServerOutcome(ObjectName, server is null ? await supervisor.OrderAllAsync(action) : await supervisor.OrderAsync(server, action))];

    // A process that was killed is soon started again, and one that was restarted runs as before.
    public Task<bool> IsVisibleAsync(CancellationToken cancellation) => Task.FromResult(
        action is ServerAction.Kill or ServerAction.Restart || Concerned().All(one => one.State is ServerState.Stopped == action is ServerAction.Stop));

    // Whether it serves already or only starts makes no difference to what is agreed to.
    private static string Before(ServerSnapshot one) => one.State is ServerState.Stopped ? "stopped" : "running";

    private string After => action switch
    {
        ServerAction.Start => "running",
        ServerAction.Stop => "stopped",
        ServerAction.Restart => "running as a new process",
        _ => "killed, then started again",
    };

    private IEnumerable<ServerSnapshot> Concerned() => supervisor.Servers.Where(one => server is null || one.Name == server);
}
