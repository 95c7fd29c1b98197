using System.Security.Claims;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>
/// The claims that make up a signed-in user, the same in cookie and token: who, and by which login. What the user may do is looked up
/// whenever it matters, so that a changed role counts at once.
/// </summary>
internal static class Identities
{
    /// <summary>Claim with the login name.</summary>
    public const string Name = "sub";

    /// <summary>Claim with the id of the <see cref="Session"/>.</summary>
    public const string SessionId = "sid";

    /// <summary>The claims of a login.</summary>
    public static ClaimsIdentity Create(Session session, string scheme) => new(
        [new Claim(Name, session.User), new Claim(SessionId, session.Id)], scheme, Name, null);

    /// <summary>Id of the login that somebody came with.</summary>
    public static string? SessionOf(this ClaimsPrincipal? principal) => principal?.FindFirst(SessionId)?.Value;
}
