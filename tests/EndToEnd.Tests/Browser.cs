using Microsoft.Playwright;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>A headless Chromium of the system, and pages in it that fail the test on any script error.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _scriptErrors = [];
    private readonly List<string> _consoleErrors = [];

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>What scripts of the pages threw, and what the content security policy kept them from.</summary>
    public IReadOnlyList<string> ScriptErrors => _scriptErrors;

    /// <summary>What the browser wrote in red into its console, with the page that it was written for.</summary>
    public IReadOnlyList<string> ConsoleErrors => _consoleErrors;

    public static async Task<Browser> StartAsync()
    {
        var program = Programs.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"no browser found ({string.Join(", ", Programs)}); ./test.sh installs one");
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        return new Browser(playwright, browser);
    }

    /// <summary>A page of a new visitor.</summary>
    /// <param name="url">Where the console is.</param>
    /// <param name="path">The page, relative to it.</param>
    /// <param name="locale">Language that the browser asks for.</param>
    /// <param name="scheme">Whether its system is light or dark.</param>
    public async Task<IPage> OpenAsync(string url, string path = "/", string locale = "en-US", ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = url, Locale = locale, ColorScheme = scheme, ViewportSize = new() { Width = 1440, Height = 900 }, IgnoreHTTPSErrors = true,
        });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _scriptErrors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                _scriptErrors.Add(message.Text);
            if (message.Type is "error")
                _consoleErrors.Add($"{page.Url}: {message.Text}");
        };
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Fills in the login form.</summary>
    public static async Task SignInAsync(IPage page, string name, string password)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>The first login of somebody new, who is made to choose another password than the one that was given.</summary>
    public static async Task SignInFirstAsync(IPage page, string name, string given, string chosen)
    {
        await SignInAsync(page, name, given);
        await page.GetByLabel("Current password").FillAsync(given);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(chosen);
        await page.GetByLabel("New password, again").FillAsync(chosen);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The password has been changed.")).ToBeVisibleAsync();
    }

    /// <summary>Waits until the page that has just been loaded listens to clicks and typing.</summary>
    public static Task ListensAsync(IPage page) => Assertions.Expect(page.Locator(".shell[data-listens=yes]")).ToBeVisibleAsync();

    /// <summary>Loads a page that needs a login and waits until it listens.</summary>
    public static async Task GoAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await ListensAsync(page);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
