using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>One write to an account of the console. The audit keeps names and roles of it, never a password or a token.</summary>
/// <param name="kind">Kind in the audit.</param>
/// <param name="name">Login name.</param>
/// <param name="policy">Who may.</param>
/// <param name="fields">What it changes, as the account is now.</param>
/// <param name="apply">Does it, and says why not.</param>
internal sealed class AccountChange(string kind, string name, string policy, Func<IReadOnlyList<FieldChange>> fields, Func<string?> apply) : IPlacedChange
{
    /// <summary>Stands where changes of clusters name their broker.</summary>
    public const string Place = "console";

    public string Kind => kind;

    public string ObjectName => name;

    /// <summary>Accounts belong to no cluster.</summary>
    public string Cluster => "";

    public string Policy => policy;

    public Task<ChangePlan> PlanAsync(CancellationToken cancellation) => Task.FromResult(Plan());

    /// <summary>What it would do now.</summary>
    public ChangePlan Plan() => new([new BrokerChange(Place, "", false, fields())], null);

    public Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ServerOutcome>>([new ServerOutcome(Place, apply())]);

    // Accounts are this process's own: what was written is what everybody sees.
    public Task<bool> IsVisibleAsync(CancellationToken cancellation) => Task.FromResult(true);
}
