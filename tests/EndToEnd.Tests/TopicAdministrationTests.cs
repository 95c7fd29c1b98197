using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>
/// Topics are changed many at once: chosen and planned by one person and applied by another, and from a file. Then messages are sent to one in
/// every way that the page has.
/// </summary>
public sealed class TopicAdministrationTests
{
    private const string Cluster = "/api/v1/clusters/DefaultCluster";
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Topics_are_planned_together_and_applied_by_another_and_imported()
    {
        using var folder = new TemporaryFolder();
        await using var console = await ConsoleProcess.StartAsync(folder.Path);
        using var program = await console.ProgramAsync();
        foreach (var topic in new[] { "orders", "parcels", "payments" })
            await OkAsync(program.PutAsJsonAsync(Api($"{Cluster}/topics/{topic}"), new { readQueues = 4, writeQueues = 4 }));
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(console.Url);
        await Browser.SignInAsync(page, "admin", console.FirstPassword);
        await Browser.ListensAsync(page);
        await NewOperatorAsync(program, browser, console);

        var plan = await PlanAsync(page);
        await ApplyByAnotherAsync(browser, console, page, plan);
        Assert.Equal(["R--", "RW-", "R--"], await PermissionsAsync(program));

        await ImportAsync(page);
        Assert.Equal(6, (await TopicAsync(program, "fresh")).GetProperty("brokers").GetProperty("broker-a").GetProperty("readQueues").GetInt32());

        await DeleteAsync(page);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await program.GetAsync(Api($"{Cluster}/topics/parcels"))).StatusCode);
        Assert.Empty(browser.ScriptErrors);
    }

    [Fact]
    public async Task Messages_are_sent_in_one_request_at_a_rate_and_in_a_transaction()
    {
        using var folder = new TemporaryFolder();
        await using var console = await ConsoleProcess.StartAsync(folder.Path);
        using var program = await console.ProgramAsync();
        await OkAsync(program.PutAsJsonAsync(Api($"{Cluster}/topics/orders"), new { readQueues = 1, writeQueues = 1 }));
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(console.Url);
        await Browser.SignInAsync(page, "admin", console.FirstPassword);
        await Browser.ListensAsync(page);
        await Browser.GoAsync(page, "/c/DefaultCluster/topics/orders/send");
        await page.GetByLabel("Body").FillAsync("""{"order":{{counter}}}""");
        await page.Locator(".fills input").CheckAsync();

        await WayAsync(page, "Several in one request");
        await page.GetByLabel("Messages", new() { Exact = true }).FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send 3 messages" }).ClickAsync();
        await Expect(page.Locator(".results section")).ToHaveCountAsync(3);

        await WayAsync(page, "Several at a rate");
        await page.GetByLabel("Messages", new() { Exact = true }).FillAsync("5");
        await page.GetByLabel("At most a second").FillAsync("50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send 5 messages" }).ClickAsync();
        await Expect(page.GetByText("5 stored, 0 failed.")).ToBeVisibleAsync();
        Assert.Equal(8, await StoredAsync(program));

        await WayAsync(page, "The half of a transaction");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the half" }).ClickAsync();
        await Expect(page.GetByText("It is stored and waits to be ended.")).ToBeVisibleAsync();
        Assert.Equal(8, await StoredAsync(program));
        await page.GetByRole(AriaRole.Button, new() { Name = "Commit" }).ClickAsync();
        await Expect(page.Locator(".results").GetByText("committed")).ToBeVisibleAsync();
        Assert.Equal(9, await StoredAsync(program));

        await page.Locator(".results section", new() { HasText = "committed" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByText("{\"order\":1}").Or(page.Locator("tbody tr")).First).ToBeVisibleAsync();
        Assert.Empty(browser.ScriptErrors);
    }

    /// <summary>A colleague whose generated password is changed at the first login.</summary>
    private static async Task NewOperatorAsync(HttpClient program, Browser browser, ConsoleProcess console)
    {
        using var created = await program.PostAsJsonAsync(Api("/api/v1/users"), new { name = "bob", role = "operator" });
        var password = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("password").GetString()!;
        var page = await browser.OpenAsync(console.Url);
        await Browser.SignInFirstAsync(page, "bob", password, Password);
        await page.Context.CloseAsync();
    }

    private static async Task<string> PlanAsync(IPage page)
    {
        await Browser.GoAsync(page, "/c/DefaultCluster/topics?kinds=Normal");
        await page.GetByLabel("Choose orders").CheckAsync();
        await page.GetByLabel("Choose payments").CheckAsync();
        await page.Locator(".batch").GetByLabel("Permission").SelectOptionAsync("4");
        await page.Locator(".batch").GetByLabel("Why").FillAsync("out of use");
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan changes (2)" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Plan 1" })).ToBeVisibleAsync();
        return new Uri(page.Url).PathAndQuery;
    }

    private static async Task ApplyByAnotherAsync(Browser browser, ConsoleProcess console, IPage first, string plan)
    {
        var page = await browser.OpenAsync(console.Url);
        await Browser.SignInAsync(page, "bob", Password);
        await Browser.ListensAsync(page);
        await Browser.GoAsync(page, plan);
        await Expect(page.GetByText("Planned by admin")).ToBeVisibleAsync();
        await Expect(page.GetByText("out of use")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.GetByText("Applied by bob")).ToBeVisibleAsync();
        await Expect(first.GetByText("Applied by bob")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
        await Browser.GoAsync(first, "/audit?object=orders");
        await Expect(first.Locator("details", new() { HasText = "bob" }).First).ToBeVisibleAsync();
        await first.Locator("details", new() { HasText = "bob" }).First.Locator("summary").ClickAsync();
        await Expect(first.GetByText("Plan 1, asked for by admin").First).ToBeVisibleAsync();
    }

    private static async Task ImportAsync(IPage page)
    {
        await Browser.GoAsync(page, "/c/DefaultCluster/topic-definitions");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "topics.csv", MimeType = "text/csv", Buffer = "topic,readQueues,writeQueues\nfresh,6,6\norders,0,4\n"u8.ToArray(),
        });
        await Expect(page.GetByText("1 would be created, 0 changed, 0 are so already, 1 are refused.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan changes (1)" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.GetByText("Applied by admin")).ToBeVisibleAsync();
    }

    private static async Task DeleteAsync(IPage page)
    {
        await Browser.GoAsync(page, "/c/DefaultCluster/topics?kinds=Normal");
        await page.GetByLabel("Choose parcels").CheckAsync();
        await page.Locator(".batch").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan changes (1)" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("parcels");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.GetByText("Applied by admin")).ToBeVisibleAsync();
    }

    private static Task<IReadOnlyList<string>> WayAsync(IPage page, string way) => page.Locator("select", new() { HasText = "Several in one request" }).SelectOptionAsync(way);

    private static async Task<List<string>> PermissionsAsync(HttpClient program)
    {
        List<string> permissions = [];
        foreach (var topic in new[] { "orders", "parcels", "payments" })
            permissions.Add((await TopicAsync(program, topic)).GetProperty("brokers").GetProperty("broker-a").GetProperty("permission").GetString()!);
        return permissions;
    }

    private static Task<JsonElement> TopicAsync(HttpClient program, string topic) => program.GetFromJsonAsync<JsonElement>(Api($"{Cluster}/topics/{topic}"));

    private static async Task<long> StoredAsync(HttpClient program) =>
        (await program.GetFromJsonAsync<JsonElement>(Api($"{Cluster}/topics/orders/queues")))[0].GetProperty("max").GetInt64();

    private static async Task OkAsync(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static Uri Api(string path) => new(path, UriKind.Relative);
}
