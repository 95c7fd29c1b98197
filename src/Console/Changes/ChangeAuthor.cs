using System.Security.Claims;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>Who makes a change.</summary>
/// <param name="Principal">The signed-in person.</param>
/// <param name="Address">Network address the request came from; null when it is not known.</param>
internal sealed record ChangeAuthor(ClaimsPrincipal Principal, string? Address)
{
    /// <summary>Login name.</summary>
    public string Name => Principal.Identity?.Name ?? "";
}
