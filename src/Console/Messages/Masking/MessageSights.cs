using System.Security.Claims;

namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>Makes the sight of whoever asks.</summary>
internal sealed class MessageSights(MaskingStore store)
{
    /// <summary>What somebody may see of the messages of a cluster.</summary>
    public MessageSight Of(ClaimsPrincipal? person, string cluster) => new(store, cluster, person?.Identity?.Name ?? "");
}
