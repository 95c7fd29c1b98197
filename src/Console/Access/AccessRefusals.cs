using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Net.Http.Headers;
using RocketMQ.ManagementConsole.Api;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>What those get who may not: programs problem details that name the missing role, people the page of the status.</summary>
internal sealed class AccessRefusals : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden)
        {
            await RefuseAsync(context, authorizeResult.AuthorizationFailure);
            return;
        }

        await _usual.HandleAsync(next, context, policy, authorizeResult);
        if (authorizeResult.Challenged && context.IsForPrograms() && !context.Response.HasStarted)
        {
            if (context.Response.Headers.WWWAuthenticate.Count == 0)
                context.Response.Headers.Append(HeaderNames.WWWAuthenticate, "Bearer");
            await Problems.NotSignedIn().ExecuteAsync(context);
        }
    }

    // Of a cluster without a role one learns no more than of one that does not exist.
    private static Task RefuseAsync(HttpContext context, AuthorizationFailure? failure)
    {
        var missing = failure?.FailureReasons.OfType<MissingRole>().OrderBy(reason => reason.IsVisible).ThenByDescending(reason => reason.Role).FirstOrDefault();
        var hidden = missing is { IsVisible: false };
        if (context.IsForPrograms())
            return (hidden ? Problems.NoCluster(missing!.Cluster!) : Problems.MissingRole(missing?.Role ?? Role.Viewer, missing?.Cluster)).ExecuteAsync(context);
        context.Response.StatusCode = hidden ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
