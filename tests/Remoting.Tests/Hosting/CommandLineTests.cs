using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Remoting.Tests.Hosting;

public class CommandLineTests
{
    [Fact]
    public void Both_spellings_of_every_option_are_read()
    {
        foreach (var args in new[] { new[] { "-c", "f", "-n", "a:1", "-p", "-m", "-h" }, ["--configFile", "f", "--namesrvAddr", "a:1", "--printConfigItem", "--printImportantConfig", "--help"] })
        {
            var line = ServerCommandLine.Parse(args, takesNameServers: true);

            Assert.Null(line.Problem);
            Assert.Equal(("f", "a:1", true, true, true), (line.ConfigFile, line.NameServers, line.PrintAll, line.PrintImportant, line.Help));
        }
    }

    [Theory]
    [InlineData("-x", "-x")]
    [InlineData("-c", "-c")]
    [InlineData("--configFile", "--configFile")]
    [InlineData("stray", "stray")]
    public void What_is_wrong_is_named(string argument, string named)
    {
        Assert.Contains(named, ServerCommandLine.Parse([argument], takesNameServers: true).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_server_takes_no_name_servers()
    {
        Assert.NotNull(ServerCommandLine.Parse(["-n", "a:1"], takesNameServers: false).Problem);
        Assert.NotNull(ServerCommandLine.Parse(["-m"], takesNameServers: false).Problem);
        Assert.DoesNotContain("-n,", ServerCommandLine.Usage("mqnamesrv", takesNameServers: false), StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_of_two_equal_options_counts()
    {
        Assert.Equal("b", ServerCommandLine.Parse(["-c", "a", "-c", "b"], takesNameServers: false).ConfigFile);
    }
}
