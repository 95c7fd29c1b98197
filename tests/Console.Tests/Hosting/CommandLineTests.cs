using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.ManagementConsole.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_options_the_console_serves_this_machine_only()
    {
        var options = CommandLine.Parse([]).Options!;

        Assert.Equal(["http://127.0.0.1:8080"], options.Urls);
        Assert.EndsWith("rocketmq-console", options.DataFolder, StringComparison.Ordinal);
        Assert.Empty(options.Attach);
        Assert.Equal(new ClusterPorts(9876, 10911), options.Ports);
    }

    [Fact]
    public void All_options_are_read()
    {
        var options = CommandLine.Parse(["--urls", "http://*:80;https://localhost:8443", "--data=some/dir", "--attach", "10.0.0.1:9876; ns2:9876", "--ports=19876, 20911"]).Options!;

        Assert.Equal(["http://*:80", "https://localhost:8443"], options.Urls);
        Assert.Equal(Path.GetFullPath("some/dir"), options.DataFolder);
        Assert.Equal(["10.0.0.1:9876", "ns2:9876"], options.Attach);
        Assert.Equal(new ClusterPorts(19876, 20911), options.Ports);
    }

    [Theory]
    [InlineData("--bogus", "Unknown option '--bogus'")]
    [InlineData("--urls", "'--urls' needs a value")]
    [InlineData("--urls=ftp://x", "'ftp://x' is not an address")]
    [InlineData("--urls=8080", "'8080' is not an address")]
    [InlineData("--attach=localhost", "'localhost' is not a name server address")]
    [InlineData("--attach=localhost:99999", "'localhost:99999' is not a name server address")]
    [InlineData("--ports=9876", "'9876' are no ports; allowed is NAMESERVER,BROKER, two numbers from 1024 to 65000")]
    [InlineData("--ports=80,10911", "'80,10911' are no ports")]
    [InlineData("--ports=9876,65001", "'9876,65001' are no ports")]
    [InlineData("stray", "Unknown option 'stray'")]
    public void A_mistake_is_named_and_answered_with_what_is_allowed(string argument, string problem)
    {
        var line = CommandLine.Parse([argument]);

        Assert.Null(line.Options);
        Assert.Equal(2, line.ExitCode);
        Assert.Contains(problem, line.Answer, StringComparison.Ordinal);
        Assert.Contains("--attach HOST:PORT", line.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_is_no_mistake()
    {
        var line = CommandLine.Parse(["--help"]);

        Assert.Equal(0, line.ExitCode);
        Assert.Contains("--data DIR", line.Answer, StringComparison.Ordinal);
    }
}
