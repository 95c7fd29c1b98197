using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Hosting;

/// <summary>The whole console on a free port with a data folder of its own, and a browser-like client.</summary>
public sealed partial class ConsoleServer : IAsyncLifetime
{
    public const string Password = "correct-horse";

    private readonly string _folder = Directory.CreateTempSubdirectory("console-test-").FullName;
    private WebApplication? _application;

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public Uri Address { get; private set; } = null!;

    internal IServiceProvider Services => _application!.Services;

    public async Task InitializeAsync()
    {
        var options = new ConsoleOptions { Urls = ["http://127.0.0.1:0"], DataFolder = _folder, AdministratorPassword = Password };
        _application = ConsoleHost.Build(options, services => services.AddSingleton<TimeProvider>(Clock));
        Services.GetRequiredService<FirstAdministrator>().Ensure();
        await _application.StartAsync();
        Address = new Uri(ConsoleHost.Addresses(_application).Single());
    }

    public async Task DisposeAsync()
    {
        await _application!.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A client with cookies of its own that shows redirects instead of following them.</summary>
    public HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A client that has logged in as the administrator.</summary>
    public async Task<HttpClient> SignedInAsync()
    {
        var browser = Browser();
        using var answer = await PostFormAsync(browser, "/login", "login", new() { ["Name"] = "admin", ["Password"] = Password });
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    /// <summary>Opens a page and sends the form on it back, with its antiforgery token.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient browser, string page, string handler, Dictionary<string, string> fields)
    {
        var html = await browser.GetStringAsync(new Uri(page, UriKind.Relative));
        fields["_handler"] = handler;
        fields["__RequestVerificationToken"] = Token().Match(html).Groups[1].Value;
        return await browser.PostAsync(new Uri(page, UriKind.Relative), new FormUrlEncodedContent(fields));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
