using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Access.Outside;
using RocketMQ.ManagementConsole.Api;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Components;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.ManagementConsole.Live;
using RocketMQ.ManagementConsole.Metrics;
using RocketMQ.ManagementConsole.Preferences;
using RocketMQ.ManagementConsole.Topics.Definitions;
using RocketMQ.ManagementConsole.Walls;

namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>The order in which a request passes through the console.</summary>
internal static class ConsolePipeline
{
    /// <summary>Middleware first, then every endpoint.</summary>
    public static void UseConsole(this WebApplication application)
    {
        var options = application.Services.GetRequiredService<ConsoleOptions>();
        application.UseExceptionHandler("/error", createScopeForErrors: true);
        application.UseReverseProxy(options);
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
        application.MapMetricsAndHealth();
        application.MapAccess();
        application.MapOutsideLogin(options);
        application.MapApi();
        application.MapAudit();
        application.MapDefinitions();
        application.MapEmbedding();
        application.MapLive();
        application.MapWalls();
        application.MapPreferences();
        application.MapRazorComponents<App>()
            // The policy in SecurityHeaders already forbids framing; a second header would only repeat it.
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
    }
}
