using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Components.Processes;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Processes;

public sealed class ProcessesPageTests : ConsolePage
{
    private readonly FakeSupervisor _supervisor;
    private readonly ServerSnapshot _broker;

    public ProcessesPageTests()
        : this(new FakeSupervisor(Directory.CreateTempSubdirectory("processes-").FullName))
    {
    }

    private ProcessesPageTests(FakeSupervisor supervisor)
        : base(services => services.AddSingleton<IServerSupervisors>(new FakeSupervisors(supervisor)))
    {
        _supervisor = supervisor;
        _broker = new ServerSnapshot
        {
            Kind = ServerKind.Broker, Name = "broker-a", Address = "127.0.0.1:10911", State = ServerState.Serving, Since = Clock.GetUtcNow().AddMinutes(-2),
            ProcessId = Environment.ProcessId, Restarts = 3,
        };
        _supervisor.Publish(
            new ServerSnapshot { Kind = ServerKind.NameServer, Name = "namesrv", Address = "127.0.0.1:9876", State = ServerState.Stopped, Since = Clock.GetUtcNow() },
            _broker);
        Directory.CreateDirectory(Path.Combine(_supervisor.Folder, "broker-a"));
        File.WriteAllBytes(Path.Combine(_supervisor.Folder, "broker-a", "f"), new byte[2048]);
        Authorization.SetAuthorized("admin").SetPolicies(Policies.View, Policies.Administer);
    }

    [Fact]
    public void Each_process_has_its_state_port_id_and_what_it_takes()
    {
        var page = Show();

        var broker = Cells(page, "broker-a");
        Assert.Equal(["master", "serving", "10911", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)], broker[1..5]);
        Assert.EndsWith("iB", broker[6], StringComparison.Ordinal);
        Assert.Equal("2 KiB", broker[7]);
        Assert.Equal(["2 min ago", "3"], broker[8..10]);
        Assert.Equal(["name server", "stopped", "9876", "—", "—", "—", "—"], Cells(page, "namesrv")[1..8]);
    }

    [Fact]
    public void What_changes_is_shown()
    {
        var page = Show();

        _supervisor.Publish(_broker with { State = ServerState.Restarting, ProcessId = null, LastEnd = "killed (signal 9)" });

        page.WaitForAssertion(() => Assert.Equal("restarting", Cells(page, "broker-a")[2]));
        Assert.Contains("killed (signal 9)", page.Find("tr.end").TextContent, StringComparison.Ordinal);
        Assert.Equal("—", Cells(page, "broker-a")[4]);
    }

    [Fact]
    public void Only_what_is_possible_can_be_pressed()
    {
        var page = Show();

        Assert.Equal(["Stop", "Restart", "Kill"], Enabled(page, "broker-a"));
        Assert.Equal(["Start"], Enabled(page, "namesrv"));
    }

    [Fact]
    public void A_viewer_sees_the_processes_and_no_button()
    {
        Authorization.SetPolicies(Policies.View);

        var page = Show();

        Assert.Equal(2, page.FindAll("tbody tr").Count);
        Assert.Empty(page.FindAll("button[data-action]"));
        Assert.Empty(page.FindAll("a[download]"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_killed_before_it_was_confirmed(bool confirmed)
    {
        var dialogs = Services.GetRequiredService<DialogService>();
        var asked = new List<string?>();
        dialogs.OnOpen += (title, _, _, _) => asked.Add(title);
        var page = Show();

        var click = page.InvokeAsync(() => Button(page, "broker-a", ServerAction.Kill).ClickAsync(new()));
        page.WaitForAssertion(() => Assert.Equal(["Kill"], asked));
        Assert.Empty(_supervisor.Orders);
        await page.InvokeAsync(() => dialogs.Close(confirmed));
        await click;

        Assert.Equal(Enumerable.Repeat(("broker-a", ServerAction.Kill), confirmed ? 1 : 0), _supervisor.Orders);
    }

    [Fact]
    public void A_start_needs_no_question_and_a_refusal_is_shown_in_full()
    {
        _supervisor.Refusal = "namesrv is starting: start is not possible; possible is stop, restart, kill";
        var page = Show();

        Button(page, "namesrv", ServerAction.Start).Click();

        page.WaitForAssertion(() => Assert.Contains(_supervisor.Refusal, page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Equal([("namesrv", ServerAction.Start)], _supervisor.Orders);
    }

    [Fact]
    public void All_processes_can_be_ordered_at_once()
    {
        var page = Show();

        page.Find(".all button[data-action=Start]").Click();

        Assert.Equal([("*", ServerAction.Start)], _supervisor.Orders);
    }

    [Fact]
    public void The_chosen_process_tells_why_it_ended_and_what_it_prints()
    {
        _supervisor.Publish(_broker with { LastEnd = "exit code 1: no disk", LastEndAt = Clock.GetUtcNow(), LastLines = ["one", "two"] });
        Services.GetRequiredService<NavigationManager>().NavigateTo("c/dev/processes?server=broker-a");

        var page = Show();

        Assert.Contains("exit code 1: no disk 2025-03-04 12:00:00.000 UTC", page.Find("section[aria-label=broker-a]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["one\ntwo", "last of broker-a\nfirst of broker-a"], page.FindAll("pre").Select(block => block.TextContent));
        Assert.Contains(Path.Combine(_supervisor.Folder, "broker-a", "broker.properties"), page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Saved; restart the process to use it")]
    [InlineData("listenPort=x: a whole number from 0 to 65535 is allowed", "listenPort=x: a whole number from 0 to 65535 is allowed")]
    public void Properties_are_edited_in_place_and_a_refused_text_stays_to_be_corrected(string? refusal, string told)
    {
        _supervisor.Refusal = refusal;
        Services.GetRequiredService<NavigationManager>().NavigateTo("c/dev/processes?server=broker-a");
        var page = Show();
        Assert.Equal("listenPort=10911\n", page.Find("textarea").GetAttribute("value"));
        Assert.True(page.Find("textarea ~ .buttons .primary").HasAttribute("disabled"));

        page.Find("textarea").Input("listenPort=x");
        page.Find("textarea ~ .buttons .primary").Click();

        page.WaitForAssertion(() => Assert.Contains(told, page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Equal("listenPort=x", page.Find("textarea").GetAttribute("value"));
        Assert.Equal(refusal is null ? "listenPort=x" : "listenPort=10911\n", _supervisor.Properties);
    }

    [Fact]
    public void A_viewer_does_not_see_the_properties()
    {
        Authorization.SetPolicies(Policies.View);
        Services.GetRequiredService<NavigationManager>().NavigateTo("c/dev/processes?server=broker-a");

        Assert.Empty(Show().FindAll("textarea"));
    }

    [Fact]
    public void A_process_that_is_not_there_is_named_with_those_that_are()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("c/dev/processes?server=broker-z");

        var empty = Show().Find(".empty").TextContent;

        Assert.Contains("broker-z", empty, StringComparison.Ordinal);
        Assert.Contains("namesrv, broker-a", empty, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_that_the_console_does_not_run_says_so()
    {
        var page = Render<ProcessesPage>(p => p.Add(c => c.ClusterName, "prod"));

        Assert.Contains("This cluster is not run by this console", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
        Assert.Empty(page.FindAll("a[download]"));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Directory.Delete(_supervisor.Folder, recursive: true);
    }

    // What the processes take comes after the first rendering; what is pressed before is another rendering's button.
    private IRenderedComponent<ProcessesPage> Show()
    {
        var page = Render<ProcessesPage>(p => p.Add(c => c.ClusterName, "dev"));
        page.WaitForAssertion(() => Assert.Equal("2 KiB", Cells(page, "broker-a")[7]));
        return page;
    }

    private static IElement Row(IRenderedComponent<ProcessesPage> page, string server) =>
        page.FindAll("tbody tr").First(row => row.FirstElementChild!.TextContent == server);

    private static string[] Cells(IRenderedComponent<ProcessesPage> page, string server) =>
        [.. Row(page, server).Children.Select(cell => cell.TextContent.Trim())];

    private static IElement Button(IRenderedComponent<ProcessesPage> page, string server, ServerAction action) =>
        Row(page, server).QuerySelector($"button[data-action={action}]")!;

    private static string[] Enabled(IRenderedComponent<ProcessesPage> page, string server) =>
        [.. Row(page, server).QuerySelectorAll("button[data-action]").Where(button => !button.HasAttribute("disabled")).Select(button => button.TextContent)];
}
