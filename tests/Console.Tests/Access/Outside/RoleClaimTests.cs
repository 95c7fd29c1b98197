using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using RocketMQ.ManagementConsole.Access.Outside;

namespace RocketMQ.ManagementConsole.Tests.Access.Outside;

public sealed class RoleClaimTests
{
    // As providers write it: Keycloak nests roles, Auth0 has them under an address, Entra ID at the top.
    private const string Payload =
        """
        {
          "roles": ["top", "second"],
          "one": "single",
          "realm_access": { "roles": ["staff", "mq-admins"], "note": 7 },
          "resource_access": { "console.example": { "roles": ["operator"] } },
          "https://example.com/roles": ["addressed"],
          "odd": { "roles": { "a": "b" }, "mixed": ["x", 1, null] }
        }
        """;

    [Theory]
    [InlineData("roles", "top,second")]
    [InlineData("one", "single")]
    [InlineData("realm_access.roles", "staff,mq-admins")]
    [InlineData("resource_access.console.example.roles", "operator")]
    [InlineData("https://example.com/roles", "addressed")]
    [InlineData("odd.mixed", "x")]
    [InlineData("odd.roles", "")]
    [InlineData("realm_access.note", "")]
    [InlineData("realm_access.nothing", "")]
    [InlineData("one.more", "")]
    [InlineData("nothing", "")]
    public void Values_are_found_by_name_or_by_the_way_to_them(string name, string values)
    {
        var token = new JsonWebToken("{\"alg\":\"none\"}", Payload);

        Assert.Equal(values, string.Join(',', RoleClaim.ValuesOf(new ClaimsIdentity(token.Claims), name)));
    }
}
