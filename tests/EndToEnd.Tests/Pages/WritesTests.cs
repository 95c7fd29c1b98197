using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests.Pages;

/// <summary>Writes by hand in a browser, where no walk of its own has them. The audit says what the console made of each.</summary>
public sealed class WritesTests(FurnishedConsole console) : HandWriting(console)
{
    [Fact]
    public async Task Groups_are_created_paused_resumed_changed_back_and_deleted()
    {
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, $"{Cluster}/groups/new");
        await page.GetByLabel("Group", new() { Exact = false }).First.FillAsync("press");
        await ClickAsync(page, "Apply");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Open press" })).ToBeVisibleAsync();

        await Browser.GoAsync(page, $"{Cluster}/groups/press");
        await AnswerAsync(page, "Pause", "Pause");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeVisibleAsync();
        await AnswerAsync(page, "Resume", "Resume");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync();

        await Browser.GoAsync(page, $"{Cluster}/undo/{Console.Change}");
        await ClickAsync(page, "Undo");
        await Expect(page.Locator(".outcomes")).ToContainTextAsync("done");

        await Browser.GoAsync(page, $"{Cluster}/groups/press/settings");
        await AnswerAsync(page, "Delete group", "Delete group", typed: "press");
        await AuditedAsync("press", "group.save", "group.pause", "group.resume", "group.delete");
        await AuditedAsync("billing", "group.undo");
        Assert.Empty(browser.ScriptErrors);
    }

    [Fact]
    public async Task A_rule_hides_a_body_until_somebody_says_why_it_has_to_be_seen()
    {
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, $"{Cluster}/masking");
        await page.GetByLabel("Name of the rule").FillAsync("states");
        await page.GetByLabel("Topics (* stands for any characters)").FillAsync("ord*");
        await page.GetByLabel("Path, expression or property").FillAsync("$.state");
        await ClickAsync(page, "Save rule");
        await Expect(page.Locator("tbody tr", new() { HasText = "states" })).ToBeVisibleAsync();

        await Browser.GoAsync(page, $"{Cluster}/messages/{Console.MessageId}");
        await Expect(page.GetByText("***").First).ToBeVisibleAsync();
        await page.GetByLabel("Reason, such as a ticket’s number").FillAsync("ticket 4711");
        await ClickAsync(page, "Show in the clear");
        await Expect(page.GetByText("ticket 4711")).ToBeVisibleAsync();
        await Expect(page.GetByText("created").First).ToBeVisibleAsync();

        await Browser.GoAsync(page, $"{Cluster}/masking");
        await page.Locator("tbody tr", new() { HasText = "states" }).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await ConfirmAsync(page, "Delete");
        await Expect(page.Locator("tbody tr", new() { HasText = "states" })).ToHaveCountAsync(0);
        await AuditedAsync("states", "masking.save", "masking.delete");
        await AuditedAsync("orders", "message.reveal");
        Assert.Empty(browser.ScriptErrors);
    }

    [Fact]
    public async Task A_broker_is_taken_out_of_the_routes_and_back_cleaned_up_set_and_proven_alive()
    {
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, $"{Cluster}/cluster/broker-a/0/care");
        await AnswerAsync(page, "Wipe write permission", "Wipe write permission");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Restore write permission" })).ToBeEnabledAsync();
        await AnswerAsync(page, "Restore write permission", "Restore write permission");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Wipe write permission" })).ToBeEnabledAsync();
        foreach (var button in await page.Locator("[data-clean]").AllAsync())
        {
            await button.ClickAsync();
            await page.GetByRole(AriaRole.Dialog).Locator("button[type=submit]").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
            await Expect(button).ToBeEnabledAsync();
        }

        await Browser.GoAsync(page, $"{Cluster}/cluster/broker-a/0/config?q=fileReservedTime");
        await ClickAsync(page, "Edit fileReservedTime");
        await page.GetByLabel("fileReservedTime", new() { Exact = true }).FillAsync("soon");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await page.GetByLabel("fileReservedTime", new() { Exact = true }).FillAsync("48");
        await ClickAsync(page, "Apply");
        await Expect(page.Locator(".outcomes")).ToContainTextAsync("done");

        await Browser.GoAsync(page, $"{Cluster}/cluster");
        await ClickAsync(page, "Switch on");
        await Expect(page.Locator(".proof-table")).ToContainTextAsync("broker-a");
        await ClickAsync(page, "Switch off");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Switch on" })).ToBeVisibleAsync();

        await AuditedAsync(null, "broker.write-off", "broker.write-on", "broker.clean-files", "broker.clean-queues", "broker.clean-topics", "broker.settings", "canary.on", "canary.off");
        Assert.Empty(browser.ScriptErrors);
    }

    [Fact]
    public async Task An_account_is_disabled_enabled_and_given_a_new_password_and_a_token_is_made_and_ended()
    {
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, "/users/new");
        await page.GetByLabel("Name").FillAsync("gus");
        await ClickAsync(page, "Create user");
        await Expect(page.Locator(".notice .copy .mono")).ToBeVisibleAsync();
        await Browser.GoAsync(page, "/users/gus");
        await AnswerAsync(page, "Disable", "Disable");
        await ClickAsync(page, "Enable");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Disable" })).ToBeVisibleAsync();
        await AnswerAsync(page, "Reset password", "Reset password");
        await Expect(page.Locator(".notice .copy .mono")).ToBeVisibleAsync();
        await AuditedAsync("gus", "user.create", "user.disable", "user.enable", "user.password");

        await page.GotoAsync("/account");
        await page.GetByLabel("Name, for example the program that will use it").FillAsync("nightly");
        await ClickAsync(page, "Create token");
        await Expect(page.Locator(".notice pre")).ToContainTextAsync("ey");
        await page.Locator("li", new() { HasText = "nightly" }).GetByRole(AriaRole.Button, new() { Name = "End" }).ClickAsync();
        await Expect(page.Locator("li", new() { HasText = "nightly" })).ToHaveCountAsync(0);
        await AuditedAsync("admin", "account.token", "account.sign-out");
        Assert.Empty(browser.ScriptErrors);
    }
}
