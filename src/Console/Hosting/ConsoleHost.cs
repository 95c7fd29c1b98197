using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Access.Outside;
using RocketMQ.ManagementConsole.Alerts;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>Builds, starts and stops the web application, and turns failures to start into one readable line.</summary>
internal static class ConsoleHost
{
    /// <summary>Exit code of a start that failed for a reason outside: port taken, data folder not writable.</summary>
    public const int Failed = 1;

    /// <summary>Serves until the process is told to stop.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(ConsoleOptions options, TextWriter output, TextWriter error)
    {
        if (PortProbe.Problem(options.Urls) is { } problem)
        {
            await error.WriteLineAsync(problem);
            return Failed;
        }

        try
        {
            using var folder = DataFolderLock.TryTake(options.DataFolder);
            if (folder is null)
            {
                await error.WriteLineAsync($"The data folder {options.DataFolder} is in use by another console. Stop that one, or choose another folder with --data.");
                return Failed;
            }

            options = options with { OutsideLogin = OutsideLoginOptions.Read(Environment.GetEnvironmentVariable), Mail = MailOptions.Read(Environment.GetEnvironmentVariable) };
            var announcements = new Announcements(output);
            await using var application = Build(options, services => services.AddSingleton(announcements));
            var administrator = application.Services.GetRequiredService<FirstAdministrator>().Ensure();
            await application.StartAsync();
            await announcements.PagesServedAsync(StartupText.Compose(Addresses(application), options, administrator));
            await application.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception failure) when (Explain(failure, options) is { } explanation)
        {
            await error.WriteLineAsync(explanation);
            return Failed;
        }
    }

    /// <summary>The application, ready to start; <paramref name="configure"/> lets tests replace services.</summary>
    public static WebApplication Build(ConsoleOptions options, Action<IServiceCollection>? configure = null)
    {
        PrivateFolder.Create(options.DataFolder);
        PrivateFolder.Create(options.KeyFolder);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = Assembly.GetExecutingAssembly().GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddConsole(options);
        configure?.Invoke(builder.Services);

        var application = builder.Build();
        application.UseConsole();
        return application;
    }

    /// <summary>The addresses really bound, with the port that was taken for port 0.</summary>
    public static IReadOnlyCollection<string> Addresses(WebApplication application) =>
        [.. application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    private static string? Explain(Exception failure, ConsoleOptions options) => failure switch
    {
        UnauthorizedAccessException or IOException or SqliteException =>
            $"The data folder {options.DataFolder} cannot be used: {failure.Message} Choose another one with --data.",
        UnusablePasswordException or UnusableOutsideLoginException or UnusableMailException or NewerDataException => failure.Message,
        _ => null,
    };
}
