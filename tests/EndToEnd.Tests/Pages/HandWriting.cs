using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests.Pages;

/// <summary>What tests of writes by hand need: the page of an administrator, buttons that ask first, and what the audit says afterwards.</summary>
[Collection(FurnishedConsoleCollection.Name)]
public abstract class HandWriting(FurnishedConsole console)
{
    /// <summary>Pages of the cluster that the console started.</summary>
    protected const string Cluster = "/c/DefaultCluster";

    /// <summary>The console that every class of writes shares.</summary>
    protected FurnishedConsole Console { get; } = console;

    /// <summary>A page of the administrator that listens.</summary>
    protected async Task<IPage> OpenAsync(Browser browser, string path)
    {
        var page = await browser.OpenAsync(Console.Url);
        await Browser.SignInAsync(page, "admin", Console.Password);
        await Browser.ListensAsync(page);
        await Browser.GoAsync(page, path);
        return page;
    }

    protected static Task ClickAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Clicks a button that asks first, and confirms.</summary>
    protected static async Task AnswerAsync(IPage page, string button, string confirm, string? typed = null)
    {
        await ClickAsync(page, button);
        await ConfirmAsync(page, confirm, typed);
    }

    protected static async Task ConfirmAsync(IPage page, string confirm, string? typed = null)
    {
        if (typed is not null)
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync(typed);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = confirm, Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    /// <summary>Expects changes of these kinds, done, by the one who clicked.</summary>
    protected async Task AuditedAsync(string? name, params string[] kinds)
    {
        using var program = await ApiProgram.SignInAsync(Console.Url, "admin", Console.Password);
        await Eventually.HoldsAsync(string.Join(", ", kinds) + " in the audit", async () =>
        {
            var audit = await program.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/audit?person=admin&outcome=done&limit=1000" + (name is null ? "" : "&object=" + name), UriKind.Relative));
            return kinds.All(kind => audit.GetProperty("entries").EnumerateArray().Any(entry => entry.GetProperty("kind").GetString() == kind));
        });
    }
}

/// <summary>One console for all classes of writes: they take turns.</summary>
[CollectionDefinition(Name)]
public sealed class FurnishedConsoleCollection : ICollectionFixture<FurnishedConsole>
{
    public const string Name = "writes";
}
