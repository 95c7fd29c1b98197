using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RocketMQ.EndToEnd.Tests.Pages;

/// <summary>Writes by hand that end at a broker: accounts of one with access control, and a message that waits for its time.</summary>
public sealed class ServerWritesTests(FurnishedConsole console) : HandWriting(console)
{
    [Fact]
    public async Task An_account_of_a_guarded_broker_is_created_changed_and_deleted()
    {
        var guarded = new GuardedCluster();
        await guarded.InitializeAsync();
        using var program = await ApiProgram.SignInAsync(Console.Url, "admin", Console.Password);
        var attachment = new Uri("/api/v1/clusters/guarded/attachment", UriKind.Relative);
        try
        {
            await ApiProgram.DoneAsync(program.PutAsJsonAsync(attachment, new { nameServers = new[] { guarded.NameServer }, accessKey = GuardedCluster.AccessKey, secretKey = GuardedCluster.SecretKey }));
            await using var browser = await Browser.StartAsync();
            var page = await OpenAsync(browser, "/c/guarded/access");
            var account = page.GetByRole(AriaRole.Row, new() { Name = "billing-service" });
            await SaveAsync(page, "billing-service", "orders=EVERYTHING");
            await Expect(page.GetByText("'orders=EVERYTHING' is not NAME=PERMISSION")).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToBeDisabledAsync();
            await SaveAsync(page, "billing-service", "orders=PUB");
            await ClickAsync(page, "Save");
            await Expect(account).ToContainTextAsync("orders=PUB");
            Assert.Equal("orders=PUB", await PermissionsAsync(program, "billing-service"));

            await account.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
            await SaveAsync(page, "billing-service", "orders=PUB|SUB, parcels=SUB");
            await ClickAsync(page, "Save");
            await Expect(account).ToContainTextAsync("orders=PUB|SUB, parcels=SUB");
            Assert.Equal("orders=PUB|SUB, parcels=SUB", await PermissionsAsync(program, "billing-service"));

            await account.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
            await ConfirmAsync(page, "Delete", typed: "billing-service");
            await Expect(account).ToHaveCountAsync(0);
            Assert.Null(await PermissionsAsync(program, "billing-service"));
            await AuditedAsync("billing-service", "acl-account.save", "acl-account.delete");
            Assert.Empty(browser.ScriptErrors);
        }
        finally
        {
            (await program.DeleteAsync(attachment)).Dispose();
            await guarded.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_message_of_a_template_is_sent_for_a_later_time()
    {
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, $"{Cluster}/topics/orders/send");
        await page.GetByLabel("Tag").FillAsync("reminder");
        await page.GetByLabel("Body").FillAsync("""{"order":99,"state":"due"}""");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Due order");
        await ClickAsync(page, "Keep as template");
        await Expect(page.Locator(".templates select")).ToHaveValueAsync("Due order");

        await Browser.GoAsync(page, $"{Cluster}/topics/orders/send");
        await page.Locator(".templates select").SelectOptionAsync("Due order");
        await Expect(page.GetByLabel("Body")).ToHaveValueAsync("""{"order":99,"state":"due"}""");
        await Expect(page.GetByLabel("Tag")).ToHaveValueAsync("reminder");
        var seconds = await page.EvaluateAsync<long>("Math.floor(Date.now() / 1000) + 5 * 3600");
        await page.GetByLabel("Deliver at").FillAsync(await page.EvaluateAsync<string>("s => new Date(s * 1000).toLocaleString('sv').replace(' ', 'T')", seconds));
        await page.GetByLabel("Deliver at").BlurAsync();
        await Expect(page.GetByLabel("Delay level").First).ToBeDisabledAsync();
        await ClickAsync(page, "Send");
        await Expect(page.Locator(".results")).ToContainTextAsync("Stored");
        await page.Locator(".results a[href*='/messages/']").ClickAsync();
        // Until then it lies where brokers keep what is delayed.
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "rmq_sys_wheel_timer" }).First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "TIMER_DELIVER_MS" })).ToContainTextAsync($"{seconds}000");
        await AuditedAsync("orders", "topic.send");
        Assert.Empty(browser.ScriptErrors);
    }

    private static async Task SaveAsync(IPage page, string name, string topics)
    {
        var form = page.Locator("form.form");
        await form.GetByLabel("Account (access key)").FillAsync(name);
        await form.GetByLabel("Secret").FillAsync("secret-of-billing");
        await form.GetByLabel("Topics", new() { Exact = true }).FillAsync(topics);
    }

    /// <summary>What the account may do with topics, as the broker says it; null when there is no such account.</summary>
    private static async Task<string?> PermissionsAsync(HttpClient program, string account)
    {
        var answer = await program.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/clusters/guarded/broker-accounts", UriKind.Relative));
        var row = answer.GetProperty("rows").EnumerateArray().FirstOrDefault(row => row.GetProperty("name").GetString() == account);
        return row.ValueKind is JsonValueKind.Undefined ? null : row.GetProperty("topics").GetString();
    }
}
