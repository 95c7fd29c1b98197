using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.ManagementConsole.Hosting;
using RocketMQ.Testing;

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
        var (nameServer, broker) = FreePorts.NextOfConsole();
        var options = Configure(new ConsoleOptions { Ports = new ClusterPorts(nameServer, broker), Urls = ["http://127.0.0.1:0"], DataFolder = _folder, AdministratorPassword = Password });
        _application = ConsoleHost.Build(
            options, services => ConfigureServices(services.AddSingleton<TimeProvider>(Clock).AddSingleton(new EmbeddedFolders(options.DataFolder, BringsCluster, options.Ports))));
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

    /// <summary>Whether it starts a cluster of its own: two processes, which few tests look at. Set before the server starts.</summary>
    public bool BringsCluster { get; init; }

    /// <summary>Options that differ from the usual ones; set before the server starts.</summary>
    internal Func<ConsoleOptions, ConsoleOptions> Configure { get; init; } = options => options;

    /// <summary>Further services; set before the server starts.</summary>
    public Action<IServiceCollection> ConfigureServices { get; init; } = _ => { };

    /// <summary>Adds a user who has the usual password.</summary>
    internal void AddUser(string name, UserRoles roles) => Assert.True(Services.GetRequiredService<UserStore>().TryAdd(
        new User(name, Services.GetRequiredService<Passwords>().Hash(Password), roles)));

    /// <summary>Attaches a cluster that the test answers for.</summary>
    public void Attach(IClusterConnection cluster)
    {
        Services.GetRequiredService<ClusterConnections>().Put(cluster);
        Services.GetRequiredService<ClusterDirectory>().Put(new ClusterInfo(cluster.Name));
    }

    /// <summary>A program that has logged in.</summary>
    public async Task<HttpClient> ProgramAsync(string user = "admin")
    {
        var program = Browser();
        using var answer = await program.PostAsJsonAsync(new Uri("/api/v1/tokens", UriKind.Relative), new { user, password = Password });
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return program;
    }

    /// <summary>A client with cookies of its own that shows redirects instead of following them.</summary>
    public HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A client that has logged in.</summary>
    public async Task<HttpClient> SignedInAsync(string user = "admin")
    {
        var browser = Browser();
        using var answer = await PostFormAsync(browser, "/login", "login", new() { ["Name"] = user, ["Password"] = Password });
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
