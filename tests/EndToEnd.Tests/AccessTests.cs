using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RocketMQ.Testing;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>Two people in two browsers: an administrator, and a user whose rights change while she looks.</summary>
public sealed partial class AccessTests
{
    private const string Chosen = "battery-staple";

    [Fact]
    public async Task A_new_user_chooses_a_password_sees_what_the_role_allows_and_is_gone_when_signed_out()
    {
        using var folder = new TemporaryFolder();
        await using var console = await ConsoleProcess.StartAsync(folder.Path);
        await using var browser = await Browser.StartAsync();
        var admin = await browser.OpenAsync(console.Url);
        await Browser.SignInAsync(admin, "admin", console.FirstPassword);
        await Browser.ListensAsync(admin);
        var password = await CreateUserAsync(admin);

        var olivia = await browser.OpenAsync(console.Url, "/c/DefaultCluster/topics");
        await Browser.SignInAsync(olivia, "olivia", password);
        await ChoosePasswordAsync(olivia, password);
        await Browser.GoAsync(olivia, "/c/DefaultCluster/topics");
        await Expect(olivia.GetByRole(AriaRole.Heading, new() { Name = "Topics", Exact = true })).ToBeVisibleAsync();
        await Expect(olivia.GetByRole(AriaRole.Link, new() { Name = "Broker access" })).ToHaveCountAsync(0);
        await Expect(olivia.GetByRole(AriaRole.Link, new() { Name = "Create topic" })).ToHaveCountAsync(0);

        await Browser.GoAsync(admin, "/users/olivia");
        await SetRoleAsync(admin, "operator");
        await Expect(olivia.GetByRole(AriaRole.Link, new() { Name = "Create topic" }).First).ToBeVisibleAsync();

        await SetRoleAsync(admin, "none");
        await Expect(olivia.GetByText("There is no cluster").First).ToBeVisibleAsync();

        await admin.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await Expect(olivia).ToHaveURLAsync(LoginAddress());
        await DeleteAsync(admin);
        Assert.Empty(browser.ScriptErrors);
    }

    private static async Task<string> CreateUserAsync(IPage admin)
    {
        await admin.GetByRole(AriaRole.Button, new() { Name = "User menu of admin" }).ClickAsync();
        await admin.GetByRole(AriaRole.Link, new() { Name = "Users" }).ClickAsync();
        await admin.GetByRole(AriaRole.Link, new() { Name = "New user" }).ClickAsync();
        await Expect(admin.GetByRole(AriaRole.Heading, new() { Name = "New user" })).ToBeVisibleAsync();
        await admin.GetByLabel("Name").FillAsync("olivia");
        await admin.GetByLabel("In DefaultCluster").SelectOptionAsync("viewer");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();
        return await admin.Locator(".notice .copy .mono").InnerTextAsync();
    }

    private static async Task ChoosePasswordAsync(IPage page, string generated)
    {
        await Expect(page.GetByText("Choose a password of your own")).ToBeVisibleAsync();
        await page.GotoAsync("/");
        await Expect(page).ToHaveURLAsync(AccountAddress());
        await page.GetByLabel("Current password").FillAsync(generated);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(Chosen);
        await page.GetByLabel("New password, again").FillAsync(Chosen);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Expect(page.GetByText("The password has been changed.")).ToBeVisibleAsync();
    }

    private static async Task SetRoleAsync(IPage admin, string role)
    {
        var save = admin.GetByRole(AriaRole.Button, new() { Name = "Save roles" });
        await admin.GetByLabel("In DefaultCluster").SelectOptionAsync(role);
        await save.ClickAsync();
        await Expect(admin.GetByText("The roles have been saved")).ToBeVisibleAsync();
    }

    private static async Task DeleteAsync(IPage admin)
    {
        await admin.GetByRole(AriaRole.Button, new() { Name = "Delete user" }).ClickAsync();
        await admin.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync("olivia");
        await admin.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete user" }).ClickAsync();
        await Expect(admin.GetByText("User olivia has been deleted.")).ToBeVisibleAsync();
        await Browser.GoAsync(admin, "/users/admin");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Delete user" }).ClickAsync();
        await admin.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync("admin");
        await admin.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete user" }).ClickAsync();
        await Expect(admin.GetByText("admin is the last local administrator")).ToBeVisibleAsync();
    }

    [GeneratedRegex("/login")]
    private static partial Regex LoginAddress();

    [GeneratedRegex("/account$")]
    private static partial Regex AccountAddress();
}
