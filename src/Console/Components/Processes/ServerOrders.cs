using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Components.Shared;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Components.Processes;

/// <summary>Orders of pages to processes.</summary>
internal static class ServerOrders
{
    /// <summary>Orders a process, or all, in the name of whoever looks at the page.</summary>
    /// <returns>Why it was not done; null when it was.</returns>
    public static async Task<string?> OrderAsync(this PageChanges writes, IServerSupervisor supervisor, string? server, ServerAction action, IStringLocalizer<Texts> texts)
    {
        var order = new ServerOrder(supervisor, server, action);
        var result = await writes.RunAsync(order, order.Plan());
        return result.Status is ChangeStatus.Moved ? texts["Plan.Moved"].Value : result.Outcomes.FirstOrDefault(outcome => !outcome.Succeeded)?.Failure;
    }
}
