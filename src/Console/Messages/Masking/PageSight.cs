using Microsoft.AspNetCore.Components.Authorization;

namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>The sight of whoever looks at a page.</summary>
internal sealed class PageSight(MessageSights sights, AuthenticationStateProvider viewer)
{
    /// <summary>What the viewer may see of the messages of a cluster.</summary>
    public async Task<MessageSight> OfAsync(string cluster) => sights.Of((await viewer.GetAuthenticationStateAsync()).User, cluster);
}
