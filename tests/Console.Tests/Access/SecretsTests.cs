using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Clusters.Attaching;
using RocketMQ.ManagementConsole.Tests.Access.Outside;
using RocketMQ.ManagementConsole.Access.Outside;
using RocketMQ.ManagementConsole.Tests.Hosting;
using RocketMQ.Remoting.Access;

namespace RocketMQ.ManagementConsole.Tests.Access;

/// <summary>Goes every way on which a secret passes, with all that is ever logged switched on, and then looks for the secrets.</summary>
public sealed class SecretsTests : IAsyncLifetime
{
    private readonly LogCapture _log = new();
    private readonly ConcurrentBag<string> _answers = [];
    private Provider _provider = null!;
    private ConsoleServer _server = null!;

    public async Task InitializeAsync()
    {
        _provider = await Provider.StartAsync(TimeProvider.System);
        _server = new ConsoleServer
        {
            Configure = options => options with
            {
                OutsideLogin = new OutsideLoginOptions(new Uri(_provider.Issuer), Provider.ClientId, Provider.Secret) { Roles = RoleMapping.Parse("staff=viewer", "") },
            },
            ConfigureServices = services => services.AddSingleton(TimeProvider.System).AddLogging(logging => logging
                .ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Trace)
                .AddFilter<LogCapture>(null, LogLevel.Trace).AddFilter<LogCapture>("Microsoft", LogLevel.Trace).AddFilter<LogCapture>("Microsoft.AspNetCore.DataProtection", LogLevel.Trace)),
        };
        await _server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task No_secret_is_logged_or_sent_to_a_browser_but_where_it_is_asked_for()
    {
        using var browser = await _server.SignedInAsync();
        await SubmitAsync(browser, "/login", "login", new() { ["Name"] = "admin", ["Password"] = "wrong-guess-0815" });
        await SubmitAsync(browser, "/account", "password", new() { ["Current"] = ConsoleServer.Password, ["New"] = "battery-staple-1", ["Repeat"] = "battery-staple-2" });
        await SubmitAsync(browser, "/account", "password", new() { ["Current"] = ConsoleServer.Password, ["New"] = "battery-staple-1", ["Repeat"] = "battery-staple-1" });

        using var program = _server.Browser();
        var tokens = await (await program.PostAsJsonAsync(Local("/api/v1/tokens"), new { user = "admin", password = "battery-staple-1" })).Content.ReadFromJsonAsync<JsonElement>();
        var refresh = tokens.GetProperty("refreshToken").GetString()!;
        var access = tokens.GetProperty("accessToken").GetString()!;
        program.DefaultRequestHeaders.Authorization = new("Bearer", access);
        var generated = (await (await program.PostAsJsonAsync(Local("/api/v1/users"), new { name = "ann" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("password").GetString()!;
        _server.Services.GetRequiredService<AttachedClusters>().Save(new Attachment
        {
            Name = "far", RegisteredName = "far", NameServers = ["127.0.0.1:1"], Tint = ClusterTint.Red, NewKeys = new AccessKeys("access-key-4711", "secret-key-0815"),
        });
        foreach (var path in new[] { "/clusters", "/c/far/settings", "/c/far/overview", "/audit", "/api/v1/clusters", "/api/v1/clusters/far", "/api/v1/users", "/api/v1/users/ann", "/api/v1/me", "/openapi/v1.json", "/account", "/users", "/users/ann" })
        {
            using var answer = await (path.StartsWith("/api", StringComparison.Ordinal) ? program : browser).GetAsync(Local(path));
            Assert.Equal((path, System.Net.HttpStatusCode.OK), (path, answer.StatusCode));
            _answers.Add(await answer.Content.ReadAsStringAsync());
        }

        _provider.Claims["preferred_username"] = "olga";
        using var outside = _server.Browser();
        using var begun = await outside.GetAsync(Local("/login/outside"));
        using var given = await outside.GetAsync(begun.Headers.Location);
        using var done = await outside.GetAsync(given.Headers.Location);
        Assert.Equal("/", done.Headers.Location!.OriginalString);
        _answers.Add(begun.Headers.ToString() + done.Headers);

        var hash = _server.Services.GetRequiredService<UserStore>().Find("admin")!.PasswordHash;
        string[] secrets = [ConsoleServer.Password, "wrong-guess-0815", "battery-staple-1", "battery-staple-2", generated, refresh, access, hash, Provider.Secret, "access-key-4711", "secret-key-0815"];
        Assert.Contains(_log.Lines, line => line.Contains("/api/v1/tokens", StringComparison.Ordinal));
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(_log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(_answers, answer => answer.Contains(secret, StringComparison.Ordinal));
        }
    }

    private static Uri Local(string path) => new(path, UriKind.Relative);

    private async Task SubmitAsync(HttpClient browser, string page, string form, Dictionary<string, string> fields)
    {
        // Only somebody who is not signed in gets the login form.
        using var visitor = page == "/login" ? _server.Browser() : null;
        using var answer = await ConsoleServer.PostFormAsync(visitor ?? browser, page, form, fields);
        _answers.Add(await answer.Content.ReadAsStringAsync());
    }

    private sealed class LogCapture : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
