using Microsoft.Extensions.Time.Testing;
using RocketMQ.Admin;
using RocketMQ.Cli.Hosting;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Codes;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>What a person at a terminal gets, and a pipe does not.</summary>
public sealed class TerminalTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public async Task A_table_fits_the_terminal(int width)
    {
        var cluster = new RecordedCluster("4.9.8", "brokerConsumeStats");
        var tool = new Tooling(cluster.Network) { Terminal = width };

        Assert.Equal(ExitCodes.Done, await tool.RunAsync($"brokerConsumeStats -b {cluster.Broker} -n {cluster.NameServer}"));

        var lines = Plain(tool.Output).Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.Contains(lines, line => line.Contains("Topic", StringComparison.Ordinal));
        Assert.DoesNotContain("#Topic", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_are_for_terminals_only()
    {
        var cluster = new RecordedCluster("4.9.8", "topicStatus");
        var terminal = new Tooling(cluster.Network) { Terminal = 120 };
        var pipe = new Tooling(cluster.Network);

        await terminal.RunAsync($"topicStatus -t CapTopic -n {cluster.NameServer}");
        await pipe.RunAsync($"topicStatus -t CapTopic -n {cluster.NameServer}");

        Assert.Contains('\e', terminal.Output);
        Assert.DoesNotContain('\e', pipe.Output);
    }

    [Fact]
    public void Without_colours_a_terminal_gets_none()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var screen = new Screen(output, errors) { IsTerminal = true, ErrorsAreTerminal = true, Colours = false };

        new TableLayout<int>(["#One"], "{0}", number => [number]).Print(screen, [1]);
        screen.Complain("no");

        Assert.DoesNotContain('\e', output.ToString() + errors);
    }

    [Fact]
    public async Task Progress_shows_on_a_terminal_and_is_gone_at_the_end()
    {
        var cluster = new RecordedCluster("5.3.3", "statsAll");
        var terminal = new Tooling(cluster.Network) { Terminal = 200 };
        var pipe = new Tooling(cluster.Network);

        await terminal.RunAsync($"statsAll -n {cluster.NameServer}");
        await pipe.RunAsync($"statsAll -n {cluster.NameServer}");

        Assert.Contains("topics [##############################] ", terminal.Errors, StringComparison.Ordinal);
        Assert.EndsWith(" \r", terminal.Errors, StringComparison.Ordinal);
        Assert.Equal("", pipe.Errors);
    }

    [Fact]
    public void A_bar_is_as_long_as_the_work_is_done()
    {
        using var errors = new StringWriter();
        using var bar = new ProgressLine(new Screen(TextWriter.Null, errors) { ErrorsAreTerminal = true }, "groups");

        bar.Report(new WorkProgress(1, 3));

        Assert.Equal("\rgroups [##########....................] 1/3", errors.ToString());
    }

    [Theory]
    [InlineData("topicStatus -t CapTopic --watch 2")]
    [InlineData("clusterList -i 2")]
    [InlineData("clusterList --watch 2")]
    public async Task A_watched_command_prints_again_after_its_pause_until_it_is_stopped(string line)
    {
        var cluster = new RecordedCluster("4.9.8", "topicStatus");
        var time = new CountingTime();
        var tool = new Tooling(cluster.Network, time);
        using var stop = new CancellationTokenSource();

        var running = tool.RunAsync($"{line} -n {cluster.NameServer}", stop.Token);
        await time.NextPauseAsync(TimeSpan.FromSeconds(2));
        var once = Headers(tool.Output);
        time.Advance(TimeSpan.FromSeconds(2));
        await time.NextPauseAsync(TimeSpan.FromSeconds(2));
        var twice = Headers(tool.Output);
        await stop.CancelAsync();

        Assert.Equal((1, 2, ExitCodes.Stopped), (once, twice, await running));
    }

    [Fact]
    public async Task Who_watches_sees_a_cluster_come_back()
    {
        var network = new MemoryNetwork();
        var time = new CountingTime();
        var tool = new Tooling(network, time);
        using var stop = new CancellationTokenSource();

        var running = tool.RunAsync("topicList --watch 5 -n ns:9876", stop.Token);
        await time.NextPauseAsync(TimeSpan.FromSeconds(5));
        var before = (tool.Output, tool.Errors);
        new FakeServer().On(RequestCode.GetAllTopicListFromNameServer, """{"topicList":["back"]}""").Listen(network, "ns:9876");
        time.Advance(TimeSpan.FromSeconds(5));
        await time.NextPauseAsync(TimeSpan.FromSeconds(5));
        var after = tool.Output;
        await stop.CancelAsync();
        await running;

        Assert.Equal("", before.Output);
        Assert.Contains("ns:9876", before.Errors, StringComparison.Ordinal);
        Assert.Equal("back\n", after);
    }

    private static int Headers(string output) => output.Split('\n').Count(line => line.StartsWith('#'));

    private static string Plain(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\e\\[[0-9;]*[A-Za-z]", "");

    /// <summary>A clock that tells when somebody has begun to wait for it.</summary>
    private sealed class CountingTime : FakeTimeProvider
    {
        private readonly SemaphoreSlim _pauses = new(0);

        public async Task NextPauseAsync(TimeSpan pause)
        {
            Assert.True(await _pauses.WaitAsync(TimeSpan.FromSeconds(30)), $"nobody waits for {pause}");
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero)
                _pauses.Release();
            return timer;
        }
    }
}
