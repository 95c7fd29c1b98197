using System.Security.Claims;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>Who makes a change.</summary>
/// <param name="Principal">The signed-in person.</param>
/// <param name="Address">Network address the request came from; null when it is not known.</param>
internal sealed record ChangeAuthor(ClaimsPrincipal Principal, string? Address)
{
    /// <summary>Login name.</summary>
    public string Name => Principal.Identity?.Name ?? "";

    /// <summary>Login name of whoever planned it, when that is written down; null otherwise.</summary>
    public string? AskedBy { get; init; }

    /// <summary>Number of the plan that is applied; null when it is none that was kept.</summary>
    public long? Plan { get; init; }
}

/// <summary>Finds who is behind a request.</summary>
internal static class ChangeAuthors
{
    /// <summary>Whoever sent the request.</summary>
    public static ChangeAuthor Author(this HttpContext context) => new(context.User, context.Connection.RemoteIpAddress?.ToString());
}
