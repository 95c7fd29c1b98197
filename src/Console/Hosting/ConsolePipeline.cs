using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Api;
using RocketMQ.ManagementConsole.Components;
using RocketMQ.ManagementConsole.Live;
using RocketMQ.ManagementConsole.Preferences;

namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>The order in which a request passes through the console.</summary>
internal static class ConsolePipeline
{
    /// <summary>Middleware first, then every endpoint.</summary>
    public static void UseConsole(this WebApplication application)
    {
        application.UseExceptionHandler("/error", createScopeForErrors: true);
        application.UseReverseProxy(application.Services.GetRequiredService<ConsoleOptions>());
        application.UseHostCookies();
        application.UseSecurityHeaders();
        application.UsePreferences();
        // Programs get bare statuses, people pages that explain them.
        application.UseApi();
        application.UseWhen(
            context => !context.IsForPrograms(),
            pages => pages.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true));
        application.UseRouting();
        application.UseAuthentication();
        application.UsePasswordGate();
        application.UseAuthorization();
        application.UseAntiforgery();

        application.MapStaticAssets().AllowAnonymous();
        application.MapHealthChecks("/health").AllowAnonymous();
        application.MapAccess();
        application.MapApi();
        application.MapLive();
        application.MapPreferences();
        application.MapRazorComponents<App>()
            // The policy in SecurityHeaders already forbids framing; a second header would only repeat it.
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
    }
}
