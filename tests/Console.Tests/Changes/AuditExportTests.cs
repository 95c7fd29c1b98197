using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Changes;

public sealed class AuditExportTests(ConsoleServer server) : IClassFixture<ConsoleServer>
{
    [Fact]
    public async Task The_administrator_exports_what_passes_the_filter()
    {
        var audit = server.Services.GetRequiredService<AuditStore>();
        audit.Begin(Entry("ann", "orders"));
        audit.Begin(Entry("bob", "payments"));
        using var browser = await server.SignedInAsync();

        var csv = await browser.GetStringAsync(Local("/audit/export?format=csv&person=ann"));
        using var json = JsonDocument.Parse(await browser.GetStringAsync(Local("/audit/export?format=json&person=bob")));

        Assert.Contains(",ann,,dev,topic.save,orders,Unfinished,", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", csv, StringComparison.Ordinal);
        Assert.Equal("payments", Assert.Single(json.RootElement.EnumerateArray()).GetProperty("objectName").GetString());
    }

    [Theory]
    [InlineData("/audit/export?format=xml", "allowed are csv and json")]
    [InlineData("/audit/export?format=csv&outcome=fine", "allowed are Unfinished, Done")]
    public async Task A_wrong_parameter_is_named(string address, string problem)
    {
        using var browser = await server.SignedInAsync();
        using var answer = await browser.GetAsync(Local(address));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(problem, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_login_there_is_no_export()
    {
        using var browser = server.Browser();
        using var answer = await browser.GetAsync(Local("/audit/export?format=csv"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static Uri Local(string address) => new(address, UriKind.Relative);

    private static AuditEntry Entry(string person, string name) => new()
    {
        At = Samples.Noon,
        Person = person,
        Cluster = "dev",
        Kind = "topic.save",
        ObjectName = name,
        Brokers = [],
    };
}
