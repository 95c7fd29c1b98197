using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;
using RocketMQ.ManagementConsole.BrokerAccess;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Shared;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Components.BrokerAccess;

/// <summary>A tab that lists what brokers keep of one kind (accounts, users, policies) and changes it: what was done stands below with an outcome for each broker.</summary>
/// <typeparam name="TRow">What is listed.</typeparam>
public abstract class AccessTab<TRow> : LiveComponent<AccessAnswer<TRow>>
    where TRow : notnull
{
    /// <summary>How to ask the cluster.</summary>
    [Parameter, EditorRequired]
    public required IClusterConnection Connection { get; set; }

    /// <inheritdoc/>
    protected override TimeSpan Interval => TimeSpan.FromSeconds(15);

    /// <summary>What each broker answered to the last change; null before the first.</summary>
    protected IReadOnlyList<ServerOutcome>? Outcomes { get; set; }

    /// <summary>Whether a change is under way.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>Makes changes for the cluster as it is now.</summary>
    private protected AccessChanges Changes => new(Connection.Snapshot);

    [Inject]
    private PageChanges Writes { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Texts> Words { get; set; } = null!;

    /// <summary>Carries a change out and lists anew.</summary>
    private protected async Task ApplyAsync(AccessChange change)
    {
        IsBusy = true;
        Outcomes = (await Writes.RunAsync(change, change.Plan(Connection.Snapshot), Connection)).Outcomes;
        IsBusy = false;
        await RefreshAsync();
    }

    /// <summary>Deletes something when that is confirmed.</summary>
    /// <param name="change">The deletion.</param>
    /// <param name="name">Of what, as people confirm it.</param>
    /// <param name="title">Over the question.</param>
    /// <param name="detail">What follows from it.</param>
    /// <param name="losesData">Whether it cannot be made again without knowing a secret.</param>
    private protected async Task DeleteAsync(AccessChange change, string name, string title, string detail, bool losesData)
    {
        var confirmed = await Dialogs.ConfirmAsync(new ConfirmRequest
        {
            Title = title,
            ObjectName = name,
            Detail = detail,
            Confirm = Words["Access.Delete"],
            LosesData = losesData,
            CommandLine = change.Plan(Connection.Snapshot).CommandLine,
        });
        if (confirmed)
            await ApplyAsync(change);
    }
}
