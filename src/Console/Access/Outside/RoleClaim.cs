using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace RocketMQ.ManagementConsole.Access.Outside;

/// <summary>
/// The claim that decides on roles. A claim of just that name comes first: names may have dots of their own, as those that are addresses do.
/// Otherwise each dot leads into an object, as <c>realm_access.roles</c> does.
/// </summary>
internal static class RoleClaim
{
    /// <summary>All values of the claim; none when the token does not have it.</summary>
    public static IEnumerable<string> ValuesOf(ClaimsIdentity claims, string name) =>
        claims.HasClaim(claim => claim.Type == name) ? claims.FindAll(name).Select(claim => claim.Value) : Nested(claims, name);

    private static IEnumerable<string> Nested(ClaimsIdentity claims, string name)
    {
        // The name of the outer claim may have dots too.
        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = name.IndexOf('.', dot + 1))
        {
            foreach (var claim in claims.FindAll(name[..dot]).Where(claim => claim.ValueType == JsonClaimValueTypes.Json))
            {
                using var document = JsonDocument.Parse(claim.Value);
                if (Find(document.RootElement, name[(dot + 1)..]) is { } found)
                    return [.. Texts(found)];
            }
        }

        return [];
    }

    private static JsonElement? Find(JsonElement element, string path)
    {
        if (element.ValueKind is not JsonValueKind.Object)
            return null;
        if (element.TryGetProperty(path, out var whole))
            return whole;
        for (var dot = path.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = path.IndexOf('.', dot + 1))
        {
            if (element.TryGetProperty(path[..dot], out var inner) && Find(inner, path[(dot + 1)..]) is { } found)
                return found;
        }

        return null;
    }

    private static IEnumerable<string> Texts(JsonElement found) => found.ValueKind switch
    {
        JsonValueKind.String => [found.GetString()!],
        JsonValueKind.Array => found.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!),
        _ => [],
    };
}
