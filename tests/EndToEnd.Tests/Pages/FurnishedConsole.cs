using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests.Pages;

/// <summary>A console in which every page has something to show: traffic, a topic with messages, a group, a user, a wall, a change.</summary>
public sealed class FurnishedConsole : IAsyncLifetime
{
    private const string Cluster = "/api/v1/clusters/DefaultCluster";

    private readonly TemporaryFolder _folder = new();
    private ConsoleProcess _console = null!;

    public string Url => _console.Url;

    public string Password => _console.FirstPassword;

    /// <summary>The password that <c>ann</c>, who may look at everything and change nothing, was given.</summary>
    public string ViewersPassword { get; private set; } = "";

    /// <summary>The password that <c>olaf</c>, who operates this cluster and no other, was given.</summary>
    public string OperatorsPassword { get; private set; } = "";

    /// <summary>Offset id of a message of topic <c>orders</c>.</summary>
    public string MessageId { get; private set; } = "";

    /// <summary>Number of a change that can be undone.</summary>
    public long Change { get; private set; }

    public string WallId { get; private set; } = "";

    /// <summary>Address of the wall for those without a login.</summary>
    public string WallLink { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _console = await ConsoleProcess.StartAsync(_folder.Path);
        using var program = await ApiProgram.SignInAsync(Url, "admin", Password);
        await ApiProgram.DoneAsync(program.PutAsJsonAsync(Api($"{Cluster}/topics/orders"), new { readQueues = 1, writeQueues = 1 }));
        for (var number = 1; number <= 30; number++)
            MessageId = (await SendAsync(program, number)).GetProperty("offsetMessageId").GetString()!;
        await ApiProgram.DoneAsync(program.PutAsJsonAsync(Api($"{Cluster}/groups/billing"), new { }));
        Change = (await ApiProgram.DoneAsync(program.PutAsJsonAsync(Api($"{Cluster}/groups/billing"), new { retryMaxTimes = 3 }))).GetProperty("change").GetInt64();
        ViewersPassword = await PasswordOfNewAsync(program, new { name = "ann", role = "viewer" });
        OperatorsPassword = await PasswordOfNewAsync(program, new { name = "olaf", clusters = new Dictionary<string, string> { ["DefaultCluster"] = "operator" } });
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(Url);
        await Browser.SignInAsync(page, "admin", Password);
        await Browser.ListensAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Stop" })).ToBeVisibleAsync();
        await ComposeWallAsync(page);
    }

    public async Task DisposeAsync()
    {
        await _console.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<string> PasswordOfNewAsync(HttpClient program, object user) =>
        (await ApiProgram.DoneAsync(program.PostAsJsonAsync(Api("/api/v1/users"), user))).GetProperty("password").GetString()!;

    private static Task<JsonElement> SendAsync(HttpClient program, int number) => ApiProgram.DoneAsync(program.PostAsJsonAsync(
        Api($"{Cluster}/messages"), new { topic = "orders", tag = "created", keys = new[] { $"order-{number}" }, body = $$"""{"order":{{number}},"state":"created"}""" }));

    private async Task ComposeWallAsync(IPage page)
    {
        await Browser.GoAsync(page, "/c/DefaultCluster/walls/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Support desk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByLabel("Where it hangs").FillAsync("2nd floor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        WallLink = (await page.GetByRole(AriaRole.Link, new() { Name = "Open", Exact = true }).GetAttributeAsync("href"))!;
        WallId = new Uri(page.Url).Segments[^1];
    }

    private static Uri Api(string path) => new(path, UriKind.Relative);
}
