using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Live;

/// <summary>Live figures for browsers and programs. A caller watches clusters; what it then gets is in docs/hub.md.</summary>
[Authorize(Policy = Policies.View)]
internal sealed class LiveHub(ClusterConnections connections, ClusterAccess access, LiveWatchers watchers) : Hub
{
    /// <summary>Name of the message with rates.</summary>
    public const string Rates = "rates";

    /// <summary>Starts the messages of a cluster.</summary>
    /// <returns>The rates of the last ten minutes, oldest first.</returns>
    /// <exception cref="HubException">There is no such cluster, or none that the caller sees.</exception>
    public async Task<IReadOnlyList<RatesMessage>> Watch(string cluster)
    {
        if (access.RoleIn(Context.User, cluster) is Role.None || connections.Find(cluster) is not IRateSource source)
        {
            var known = access.Visible(Context.User).Select(info => info.Name);
            throw new HubException($"There is no cluster '{cluster}'; known: {(string.Join(", ", known) is { Length: > 0 } names ? names : "none yet")}");
        }

        // First the group, then the copy: a tick in between comes twice rather than never.
        await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(cluster));
        return [.. source.Rates.Ticks.Select(tick => RatesMessage.Of(cluster, tick))];
    }

    /// <summary>Ends the messages of a cluster; one that is not watched is no mistake.</summary>
    public Task Unwatch(string cluster) => Groups.RemoveFromGroupAsync(Context.ConnectionId, GroupOf(cluster));

    public override Task OnConnectedAsync()
    {
        watchers.Add(Context);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watchers.Remove(Context);
        return base.OnDisconnectedAsync(exception);
    }

    internal static string GroupOf(string cluster) => "rates:" + cluster;
}
