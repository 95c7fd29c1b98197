using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>Allows the policies that the test names; records what was asked.</summary>
public sealed class FakeAuthorization(params string[] allowed) : IAuthorizationService
{
    public List<(object? Resource, string Policy)> Asked { get; } = [];

    public Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, string policyName)
    {
        Asked.Add((resource, policyName));
        return Task.FromResult(allowed.Contains(policyName) ? AuthorizationResult.Success() : AuthorizationResult.Failed());
    }

    public Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, IEnumerable<IAuthorizationRequirement> requirements) =>
        throw new NotSupportedException();
}
