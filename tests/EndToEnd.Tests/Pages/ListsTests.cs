using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests.Pages;

/// <summary>Lists on a usual screen: nothing has to be scrolled sideways, and every heading can be read.</summary>
public sealed class ListsTests(FurnishedConsole console) : HandWriting(console)
{
    private const string CutHeadings =
        "[...document.querySelectorAll('.rz-data-grid thead th')].flatMap(th => [...th.querySelectorAll('*')].some(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0) ? [th.innerText] : [])";

    private const string Sideways = "(() => { const e = document.querySelector('.rz-data-grid-data'); return e.scrollWidth - e.clientWidth; })()";

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public async Task Topics_groups_and_brokers_fit_into_1440_pixels_with_whole_headings(string locale)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(Console.Url, locale: locale);
        await Browser.SignInAsync(page, "admin", Console.Password);
        await Browser.ListensAsync(page);

        foreach (var list in new[] { "/topics?kinds=Normal,Retry,DeadLetter,System", "/groups", "/cluster" })
        {
            await Browser.GoAsync(page, Cluster + list);
            await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
            Assert.Empty(await page.EvaluateAsync<string[]>(CutHeadings));
            Assert.Equal(0, await page.EvaluateAsync<int>(Sideways));
        }

        Assert.Empty(browser.ScriptErrors);
    }
}
