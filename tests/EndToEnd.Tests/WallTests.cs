using System.Globalization;
using Microsoft.Playwright;
using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>A wall in a real browser: composed, opened by somebody without a login, and left hanging.</summary>
public sealed class WallTests
{
    /// <summary>Stands in for the hub's client, so that updates come as fast as the browser takes them.</summary>
    private const string FastHub =
        """
        window.signalR = {
          LogLevel: { None: 0 },
          HubConnectionBuilder: class {
            withUrl() { return this; }
            configureLogging() { return this; }
            build() {
              return {
                state: 'Connected',
                on: (name, handler) => { window.handlers = { ...window.handlers, [name]: handler }; },
                onclose() {},
                start: async () => {},
                invoke: async () => ({
                  name: 'Desk', seconds: 600, now: 0,
                  screens: [['Rates', 'Lag', 'TopTopics', 'Brokers', 'Expiry', 'Proof'].map(kind => ({ kind, about: 'Cluster', name: '', past: { times: [], rows: [] } }))],
                }),
              };
            }
          },
        };
        """;

    private const string Update =
        """
        (count) => {
          for (let i = 0; i < count; i++) {
            window.update = (window.update ?? 0) + 1;
            const asOf = window.update * 5000;
            const rows = [...Array(window.update % 9).keys()].map(n => ({ name: `row-${n}-${window.update}`, state: ['good', 'warn', 'bad', 'unknown'][n % 4], in: window.update, out: n, disk: 0.5, messages: n, left: n * 1000, age: n, p99: n, detail: `d${window.update}` }));
            window.handlers.tiles({ now: asOf, screens: [[{ asOf, in: window.update, out: null }, { asOf, lag: window.update, oldestUnread: 3 }, { asOf, rows }, { asOf, rows }, { asOf, rows, total: 20 }, { asOf, rows }]] });
          }
          return document.getElementsByTagName('*').length;
        }
        """;

    [Fact]
    public async Task A_wall_opens_by_its_link_alone_and_comes_back_by_itself_after_the_console_was_started_again()
    {
        using var folder = new TemporaryFolder();
        var url = "http://127.0.0.1:" + FreePorts.Next().ToString(CultureInfo.InvariantCulture);
        await using var browser = await Browser.StartAsync();
        IPage wall;
        await using (var console = await ConsoleProcess.StartAsync(folder.Path, "--urls", url))
        {
            var link = await ComposeAsync(browser, console);
            wall = await browser.OpenAsync(url, link);
            await Expect(wall.GetByRole(AriaRole.Heading, new() { Name = "Support desk" })).ToBeVisibleAsync();
            await Expect(wall.Locator("[data-kind=Brokers] li")).ToContainTextAsync("broker-a/0");
            await Expect(wall.Locator("[data-kind=Brokers] .age")).ToContainTextAsync("as of");
            await wall.EvaluateAsync("window.sameDocument = true");
            await console.KillAsync();
        }

        await Expect(wall.Locator("[data-kind=Brokers] .age")).ToContainTextAsync("no data for");
        await Expect(wall.Locator("[data-kind=Brokers]")).ToHaveAttributeAsync("data-stale", "true");

        await using var again = await ConsoleProcess.StartAsync(folder.Path, "--urls", url);
        await Expect(wall.Locator("[data-kind=Brokers] .age")).ToContainTextAsync("as of");
        await Expect(wall.Locator("[data-kind=Brokers]")).ToHaveAttributeAsync("data-stale", "false");
        Assert.True(await wall.EvaluateAsync<bool>("window.sameDocument"));
        Assert.Empty(browser.ScriptErrors);
    }

    [Fact]
    public async Task Ten_thousand_updates_leave_the_page_as_small_as_it_was()
    {
        using var folder = new TemporaryFolder();
        await using var console = await ConsoleProcess.StartAsync(folder.Path);
        await using var browser = await Browser.StartAsync();
        var wall = await browser.OpenAsync(console.Url, "/login");
        await wall.RouteAsync("**/signalr*.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = FastHub }));
        await wall.GotoAsync("/wall/anything");
        await Expect(wall.Locator(".tile")).ToHaveCountAsync(6);

        // Once around, so that charts are full and every list was at its longest.
        var elements = await wall.EvaluateAsync<int>(Update, 2000);
        var heap = await HeapAsync(wall);
        for (var i = 0; i < 5; i++)
            Assert.InRange(await wall.EvaluateAsync<int>(Update, 2000), 1, elements + 200);

        var grown = await HeapAsync(wall) - heap;
        Assert.True(grown < 1_000_000, $"the heap grew by {grown} bytes over 10,000 updates, from {heap}");
        Assert.Empty(browser.ScriptErrors);
    }

    private static async Task<string> ComposeAsync(Browser browser, ConsoleProcess console)
    {
        var page = await browser.OpenAsync(console.Url);
        await Browser.SignInAsync(page, "admin", console.FirstPassword);
        await Browser.ListensAsync(page);
        await Browser.GoAsync(page, "/c/DefaultCluster/walls/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Support desk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByLabel("Where it hangs").FillAsync("2nd floor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        return (await page.GetByRole(AriaRole.Link, new() { Name = "Open", Exact = true }).GetAttributeAsync("href"))!;
    }

    private static async Task<long> HeapAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("HeapProfiler.enable");
        await session.SendAsync("HeapProfiler.collectGarbage");
        var usage = await session.SendAsync("Runtime.getHeapUsage");
        await session.DetachAsync();
        return (long)usage!.Value.GetProperty("usedSize").GetDouble();
    }
}
