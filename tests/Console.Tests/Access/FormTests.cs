using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Access;

/// <summary>Every form that is posted, sent as another site could make a browser send it: with its cookies, without its hidden field.</summary>
public sealed partial class FormTests(ConsoleServer server) : IClassFixture<ConsoleServer>
{
    /// <summary>Forms by name; each with its page and fields that would be accepted.</summary>
    private static readonly Dictionary<string, (string Page, Dictionary<string, string> Fields)> Forms = new()
    {
        ["login"] = ("/login", new() { ["Name"] = "admin", ["Password"] = ConsoleServer.Password }),
        ["password"] = ("/account", new() { ["Current"] = ConsoleServer.Password, ["New"] = "battery-staple", ["Repeat"] = "battery-staple" }),
        ["token"] = ("/account", new() { ["Label"] = "stolen", ["Days"] = "30" }),
        ["logins"] = ("/account", new() { ["End"] = "all" }),
        ["logout"] = ("/logout", []),
    };

    public static TheoryData<string> Names() => [.. Forms.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_form_without_its_hidden_field_or_with_somebody_elses_is_refused_and_does_nothing(string name)
    {
        using var browser = name == "login" ? server.Browser() : await server.SignedInAsync();
        using var other = server.Browser();
        // The cookie that belongs to the field.
        await browser.GetStringAsync(Local(name == "login" ? "/login" : "/account"));
        var foreign = Field().Match(await other.GetStringAsync(Local("/login"))).Groups[1].Value;

        foreach (var field in new[] { null, "", "nonsense", foreign })
        {
            using var answer = await PostAsync(browser, name, field);
            Assert.Equal((field, HttpStatusCode.BadRequest), (field, answer.StatusCode));
            Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith(AccessServices.CookieName + "=", StringComparison.Ordinal)));
        }

        Assert.NotNull(server.Services.GetRequiredService<LoginService>().Login("admin", ConsoleServer.Password, "test").User);
        Assert.DoesNotContain(server.Services.GetRequiredService<SessionStore>().Of("admin"), session => session.Label == "stolen");
        if (name != "login")
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Local("/account"))).StatusCode);
    }

    [Fact]
    public void No_form_is_left_out()
    {
        var components = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "src", "Console", "Components"));
        var posted = Directory.EnumerateFiles(components, "*.razor", SearchOption.AllDirectories).SelectMany(file => PostedForm().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value);

        // The language switch does without: the worst another site can do is change the language.
        Assert.Equal(Forms.Keys.Append("preferences/language").Order(StringComparer.Ordinal), posted.Order(StringComparer.Ordinal));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient browser, string name, string? hidden)
    {
        var (page, fields) = Forms[name];
        var sent = new Dictionary<string, string>(fields) { ["_handler"] = name };
        if (hidden is not null)
            sent["__RequestVerificationToken"] = hidden;
        return browser.PostAsync(Local(page), new FormUrlEncodedContent(sent));
    }

    private static Uri Local(string path) => new(path, UriKind.Relative);

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Field();

    [GeneratedRegex("<form[^>]*method=\"post\"[^>]*?(?:@formname=\"([^\"]+)\"|action=\"([^\"]+)\")")]
    private static partial Regex PostedForm();
}
