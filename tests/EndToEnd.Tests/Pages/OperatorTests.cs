using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests.Pages;

/// <summary>Somebody who operates one cluster and administers nothing: what pages let him do, what they keep from him, and what the server says.</summary>
public sealed class OperatorTests(FurnishedConsole console) : HandWriting(console)
{
    private const string Chosen = "paper-clip-tulip";

    /// <summary>What an operator may not open.</summary>
    private static readonly string[] Closed =
    [
        "/audit", "/c/{ClusterName}/access", "/c/{ClusterName}/access/{Tab}", "/c/{ClusterName}/masking", "/c/{ClusterName}/settings",
        "/clusters/attach", "/clusters/new", "/users", "/users/new", "/users/{Name}",
    ];

    /// <summary>What operators work with, by page.</summary>
    private static readonly (string Path, string Control)[] Operators =
    [
        ("/overview", "Stop"), ("/topics", "Create topic"), ("/topics", "Import"), ("/topics/orders", "Edit"), ("/topics/sample-orders/send", "Send"), ("/groups", "Create group"),
        ("/groups/billing", "Pause"), ("/groups/billing", "Move offsets"), ("/groups/billing", "Edit"), ("/walls", "New wall"),
    ];

    /// <summary>What administrators have besides, on pages that operators may open.</summary>
    private static readonly (string Path, string Control)[] Administrators =
    [
        ("/topics/orders", "Delete topic"), ("/groups/billing/settings", "Delete group"), ("/alerts", "New rule"), ("/cluster", "Switch on"), ("/cluster/broker-a/0", "Maintenance"),
        ("/cluster/broker-a/0/config?q=fileReservedTime", "Edit fileReservedTime"), ("/processes", "Export as files"), ("/processes", "Restart"), ("/processes?server=broker-a", "Check and save"),
    ];

    [Fact]
    public async Task An_operator_opens_every_page_that_is_his_and_finds_what_he_may_do_and_nothing_of_an_administrators()
    {
        await using var browser = await Browser.StartAsync();
        var administrator = await OpenAsync(browser, "/");
        var page = await browser.OpenAsync(Console.Url, "/login");
        await Browser.SignInFirstAsync(page, "olaf", Console.OperatorsPassword, Chosen);

        var closed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var visit in Visit.All(Console).Skip(1))
        {
            var answer = await page.GotoAsync(visit.Path);
            await SettledAsync(page);
            if (answer!.Status == 403)
                closed.Add(visit.Route);
            else
                Assert.True(answer.Ok, $"{visit.Path} answered {answer.Status}");
        }

        Assert.Equal(Closed, closed);
        foreach (var (path, control) in Operators)
        {
            await Browser.GoAsync(page, Cluster + path);
            await Expect(Control(page, control).First).ToBeVisibleAsync();
        }

        foreach (var (path, control) in Administrators)
        {
            await Browser.GoAsync(administrator, Cluster + path);
            await Expect(Control(administrator, control).First).ToBeVisibleAsync();
            await Browser.GoAsync(page, Cluster + path);
            await SettledAsync(page);
            await Expect(Control(page, control)).ToHaveCountAsync(0);
        }

        await Browser.GoAsync(page, $"{Cluster}/cluster/broker-a/0/care");
        await Expect(page.GetByText("Not allowed")).ToBeVisibleAsync();
        await WriteAsync(page);
        Assert.Empty(browser.ScriptErrors);
        // The browser reports by itself that a page was refused.
        Assert.DoesNotContain(browser.ConsoleErrors, error => !error.Contains("status of 403", StringComparison.Ordinal) && !error.Contains("/status/404", StringComparison.Ordinal));
    }

    /// <summary>He saves a topic and plans to delete it; applying that is refused, on the page and by the server.</summary>
    private async Task WriteAsync(IPage page)
    {
        await Browser.GoAsync(page, $"{Cluster}/topics/new?name=olafs");
        await ClickAsync(page, "Apply");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Open olafs" })).ToBeVisibleAsync();

        await Browser.GoAsync(page, $"{Cluster}/topics?q=olafs");
        await page.GetByLabel("Choose olafs").CheckAsync();
        await page.Locator(".batch").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await ClickAsync(page, "Plan changes (1)");
        await Expect(page.GetByText("Applying it needs the role Administrator in this cluster.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Apply" })).ToHaveCountAsync(0);

        using var program = await ApiProgram.SignInAsync(Console.Url, "olaf", Chosen);
        var plan = new Uri(page.Url).Segments[^1];
        using var applied = await program.PostAsync(new Uri($"/api/v1/clusters/DefaultCluster/plans/{plan}/apply", UriKind.Relative), null);
        using var deleted = await program.DeleteAsync(new Uri("/api/v1/clusters/DefaultCluster/topics/olafs", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, applied.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, deleted.StatusCode);
        Assert.Contains("administrator", await deleted.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await Browser.GoAsync(page, $"{Cluster}/topics/olafs");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "olafs" })).ToBeVisibleAsync();
        using var audit = await ApiProgram.SignInAsync(Console.Url, "admin", Console.Password);
        var entries = (await audit.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/audit?person=olaf&object=olafs", UriKind.Relative))).GetProperty("entries").EnumerateArray()
            .Select(entry => (entry.GetProperty("kind").GetString(), entry.GetProperty("status").GetString())).ToList();
        Assert.Contains(("topic.save", "done"), entries);
        Assert.Contains(("plan.keep", "done"), entries);
    }

    private static Task SettledAsync(IPage page) => Expect(page.Locator(".shell[data-listens=no], [aria-busy=true]")).ToHaveCountAsync(0);

    private static ILocator Control(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).Or(page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }));
}
