using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Radzen;
using RocketMQ.ManagementConsole.Alerts;
using RocketMQ.ManagementConsole.Canaries;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.History;
using RocketMQ.ManagementConsole.Components.Shared;
using RocketMQ.ManagementConsole.DeadLetters;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.ManagementConsole.Formatting;
using RocketMQ.ManagementConsole.Hosting;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Navigation;
using RocketMQ.ManagementConsole.Plans;
using RocketMQ.ManagementConsole.Preferences;
using RocketMQ.ManagementConsole.Radar;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Topics.Sending;
using RocketMQ.ManagementConsole.Traffic;

namespace RocketMQ.ManagementConsole.Tests;

/// <summary>A page to render components on: English, UTC, a clock that the test moves.</summary>
public abstract class ConsolePage : BunitContext
{
    /// <summary>Prepares the page.</summary>
    /// <param name="more">Adds services that only some pages need; they can not be added once one was asked for.</param>
    protected ConsolePage(Action<IServiceCollection>? more = null)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Services.AddLogging().AddPreferences().AddFormatting().AddNavigation().AddClusters().AddTraffic().AddChanges().AddPlans().AddSending().AddDeadLetters().AddMasking().AddSavedSearches().AddRadar().AddCanaries().AddAlerts();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton(new ConsoleOptions());
        // Registered by factory, so that the file is made by the first test that needs it and goes with the page.
        Services.AddSingleton(_ => new TemporaryDatabase());
        Services.AddSingleton(provider => provider.GetRequiredService<TemporaryDatabase>().Database);
        Services.AddSingleton(_ => new TemporaryHistory(Clock));
        Services.AddSingleton(provider => provider.GetRequiredService<TemporaryHistory>().Store);
        Services.AddSingleton(provider => provider.GetRequiredService<TemporaryHistory>().Query);
        Services.AddSingleton(provider => provider.GetRequiredService<TemporaryHistory>().Past);
        Services.AddSingleton(provider => provider.GetRequiredService<TemporaryHistory>().Inventory);
        Services.AddScoped<FigureText>();
        Services.AddScoped<PageChanges>();
        Services.AddRadzenComponents();
        more?.Invoke(Services);
        Services.TryAddSingleton<IServerSupervisors>(new FakeSupervisors());
        Authorization = this.AddAuthorization();
        Services.GetRequiredService<ViewerTimeZone>().Use("UTC");
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    /// <summary>Who looks at the page; nobody until a test says so.</summary>
    protected BunitAuthorizationContext Authorization { get; }

    /// <summary>The clock of everything on the page.</summary>
    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2025, 3, 4, 12, 0, 0, TimeSpan.Zero));
}
