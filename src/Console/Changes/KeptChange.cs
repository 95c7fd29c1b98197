using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>A change of something that the console keeps in its own file about a cluster, such as a wall or a rule: no server has to answer for it.</summary>
internal sealed class KeptChange : IPlacedChange
{
    public required string Kind { get; init; }

    public required string ObjectName { get; init; }

    public required string Cluster { get; init; }

    public required string Policy { get; init; }

    /// <summary>Setting by setting, as it is now and as it would be.</summary>
    public required Func<IReadOnlyList<FieldChange>> Fields { get; init; }

    /// <summary>Does it; answers why not, or null.</summary>
    public required Func<string?> Apply { get; init; }

    /// <summary>Whether the file has it.</summary>
    public required Func<bool> IsVisible { get; init; }

    /// <summary>Whether it makes something that was not there.</summary>
    public bool IsNew { get; init; }

    public Task<ChangePlan> PlanAsync(CancellationToken cancellation) =>
        Task.FromResult(new ChangePlan([new BrokerChange(Cluster, Cluster, IsNew, Fields())], null));

    public Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ServerOutcome>>([new ServerOutcome(Cluster, Apply())]);

    public Task<bool> IsVisibleAsync(CancellationToken cancellation) => Task.FromResult(IsVisible());
}
