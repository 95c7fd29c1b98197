using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests.Pages;

/// <summary>
/// Every page in both languages, both themes and two widths: axe-core finds nothing serious, nothing has to be scrolled sideways,
/// and the browser's console stays empty. <c>SCREENSHOTS=folder</c> keeps what the pages looked like.
/// </summary>
public sealed partial class EveryPageTests(FurnishedConsole console) : IClassFixture<FurnishedConsole>
{
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("SCREENSHOTS");

    // The browser reports the answer's status in red by itself: these pages are about it.
    private static readonly string[] Expected = ["/status/404"];

    /// <summary>What a viewer may not open.</summary>
    private static readonly string[] Closed =
    [
        "/audit", "/c/{ClusterName}/access", "/c/{ClusterName}/access/{Tab}", "/c/{ClusterName}/groups/new", "/c/{ClusterName}/groups/{GroupName}/edit",
        "/c/{ClusterName}/groups/{GroupName}/offsets", "/c/{ClusterName}/masking", "/c/{ClusterName}/settings", "/c/{ClusterName}/topic-definitions", "/c/{ClusterName}/topics/new",
        "/c/{ClusterName}/topics/{TopicName}/edit", "/c/{ClusterName}/undo/{Entry:long}", "/clusters/attach", "/clusters/new", "/users", "/users/new", "/users/{Name}",
    ];

    [Fact]
    public void No_page_is_left_out()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(PresetTests.Repository, "src", "Console", "Components"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => PageDirective().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);

        Assert.Equal(pages.Order(StringComparer.Ordinal), Visit.All(console).Select(visit => visit.Route).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("en-US", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Dark)]
    public async Task Every_page_is_whole_for_an_administrator(string locale, ColorScheme scheme)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(console.Url, "/login", locale, scheme);
        var problems = new List<string>();
        await VisitAsync(page, Visit.All(console)[0], problems);
        await SignInAsync(page, "admin", console.Password);

        foreach (var visit in Visit.All(console).Skip(1))
            await VisitAsync(page, visit, problems);

        problems.AddRange(browser.ScriptErrors);
        problems.AddRange(browser.ConsoleErrors.Where(error => !Expected.Any(path => error.Contains(path, StringComparison.Ordinal))));
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public async Task A_viewer_sees_what_only_shows_and_is_told_what_is_closed()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(console.Url, "/login");
        await Browser.SignInFirstAsync(page, "ann", console.ViewersPassword, "battery-staple");

        var closed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var visit in Visit.All(console).Skip(1))
        {
            var answer = await page.GotoAsync(visit.Path);
            await Expect(page.Locator(".shell[data-listens=no], [aria-busy=true]")).ToHaveCountAsync(0);
            if (answer!.Status == 403)
                closed.Add(visit.Route);
            await Expect(page.Locator("button.danger")).ToHaveCountAsync(0);
        }

        Assert.Equal(Closed, closed);
        Assert.Empty(browser.ScriptErrors);
        // The browser reports by itself that a page was refused.
        Assert.DoesNotContain(browser.ConsoleErrors, error => !error.Contains("status of 403", StringComparison.Ordinal) && !error.Contains("/status/404", StringComparison.Ordinal));
    }

    private static async Task VisitAsync(IPage page, Visit visit, List<string> problems)
    {
        await page.SetViewportSizeAsync(1440, 900);
        await page.GotoAsync(visit.Path);
        await Expect(page.Locator(".shell[data-listens=no], [aria-busy=true]")).ToHaveCountAsync(0);
        problems.AddRange((await SeriousAsync(page)).Select(problem => $"{visit.Path}: {problem}"));
        await KeepAsync(page, visit, "wide");
        await page.SetViewportSizeAsync(360, 800);
        if (await ExcessAsync(page) is > 0 and var excess)
            problems.Add($"{visit.Path}: {excess} px too wide for 360 px");
        await KeepAsync(page, visit, "narrow");
    }

    private static async Task<IEnumerable<string>> SeriousAsync(IPage page)
    {
        var result = await page.RunAxe();
        return result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}");
    }

    /// <summary>By how much the page is wider than the window, once charts have drawn themselves anew.</summary>
    private static async Task<int> ExcessAsync(IPage page)
    {
        const string Excess = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        try
        {
            await page.WaitForFunctionAsync($"{Excess} <= 0", null, new() { Timeout = 5_000 });
            return 0;
        }
        catch (TimeoutException)
        {
            return await page.EvaluateAsync<int>(Excess);
        }
    }

    private static async Task KeepAsync(IPage page, Visit visit, string width)
    {
        if (Screenshots is null)
            return;
        var language = await page.EvaluateAsync<string>("document.documentElement.lang");
        var name = NotInNames().Replace(visit.Path.TrimStart('/'), "-");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"{(name.Length == 0 ? "home" : name)}.{language}.{width}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }

    private static async Task SignInAsync(IPage page, string name, string password)
    {
        await page.Locator("input[name=Name]").FillAsync(name);
        await page.Locator("input[type=password]").FillAsync(password);
        await page.Locator("button.primary[type=submit]").ClickAsync();
        await Browser.ListensAsync(page);
    }

    [GeneratedRegex("""^@page "(.+)"\s*$""", RegexOptions.Multiline)]
    private static partial Regex PageDirective();

    [GeneratedRegex("[^A-Za-z0-9=]+")]
    private static partial Regex NotInNames();
}
