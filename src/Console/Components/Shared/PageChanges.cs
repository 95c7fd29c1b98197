using Microsoft.AspNetCore.Components.Authorization;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Preferences;

namespace RocketMQ.ManagementConsole.Components.Shared;

/// <summary>Makes changes in the name of whoever looks at the page.</summary>
internal sealed class PageChanges(ChangeRunner runner, AuthenticationStateProvider viewer, ViewerAddress address)
{
    /// <summary>Makes a change to a cluster's servers that the viewer agreed to as <paramref name="seen"/>.</summary>
    public Task<ChangeResult> RunAsync(IChange change, ChangePlan seen, IClusterConnection connection) => RunAsync(new ClusterWrite(change, connection), seen);

    /// <summary>Makes a change that the viewer agreed to as <paramref name="seen"/>.</summary>
    public async Task<ChangeResult> RunAsync(IPlacedChange change, ChangePlan seen) => await runner.RunAsync(change, seen, await AuthorAsync());

    /// <summary>Makes a change that needs no agreeing to: what it does is what the viewer has typed or pressed.</summary>
    /// <returns>Why not; null when it is done.</returns>
    public async Task<string?> MakeAsync(IPlacedChange change)
    {
        var plan = await change.PlanAsync(CancellationToken.None);
        ChangeResult result;
        do
        {
            result = await RunAsync(change, plan);
            plan = result.Plan;
        }
        while (result.Status is ChangeStatus.Moved);
        return result.Outcomes.FirstOrDefault(outcome => !outcome.Succeeded)?.Failure;
    }

    /// <summary>Undoes a change as it was offered.</summary>
    public async Task<ChangeResult> UndoAsync(Undoing undos, UndoOffer offer, IClusterConnection connection) =>
        await undos.RunAsync(offer, connection, await AuthorAsync());

    /// <summary>Whoever looks at the page.</summary>
    public async Task<ChangeAuthor> AuthorAsync() => new((await viewer.GetAuthenticationStateAsync()).User, address.Value);
}
