using RocketMQ.Cli.Commands;
using RocketMQ.Cli.Hosting;

namespace RocketMQ.Cli.Tests;

/// <summary>Help in the layout of the original, Apache Commons CLI.</summary>
public sealed class HelpTests
{
    private readonly Tooling _tool = new(network: null);

    public static TheoryData<string> Commands() => [.. CommandCatalog.Names];

    [Theory]
    [InlineData("help", "clusterList")]
    [InlineData("HELP", "clusterlist")]
    [InlineData("clusterList", "-h")]
    [InlineData("clusterList", "--help")]
    public async Task Help_begins_as_the_original_prints_it(params string[] args)
    {
        Assert.Equal(ExitCodes.Done, await _tool.RunAsync(args));

        Assert.StartsWith(
            """
            usage: mqadmin clusterList [-h] [-i <arg>] [-m] [-n <arg>]
             -h,--help                Print help
             -i,--interval <arg>      specify intervals numbers, it is in seconds
             -m,--moreStats           Print more stats
             -n,--namesrvAddr <arg>   Name server address list, eg: 192.168.0.1:9876;192.168.0.2:9876


            """,
            _tool.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_of_which_one_is_needed_stand_side_by_side_and_long_usages_are_wrapped()
    {
        await _tool.RunAsync("help updateTopic");

        Assert.StartsWith(
            """
            usage: mqadmin updateTopic [-a <arg>] -b <arg> | -c <arg> [-h] [-n <arg>] [-o <arg>] [-p <arg>] [-r <arg>] [-s
                           <arg>] -t <arg> [-u <arg>] [-w <arg>]

            """,
            _tool.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_names_every_option_and_what_is_different_on_purpose(string name)
    {
        var command = CommandCatalog.Find(name)!;
        Assert.Equal(name, command.Name);

        Assert.Equal(ExitCodes.Done, await _tool.RunAsync(["help", name]));

        Assert.All(command.Options.Concat(command.Ours), option => Assert.Contains(option.Name, _tool.Output, StringComparison.Ordinal));
        Assert.All(
            command.Options.Concat(command.Ours), option => Assert.False(string.IsNullOrWhiteSpace(option.Description), $"{option.Name} has no description"));
        foreach (var everywhere in (string[])["--json", "--timeout", "--verbose", "--help", "--namesrvAddr"])
            Assert.Contains(everywhere, _tool.Output, StringComparison.Ordinal);
        Assert.Equal(command.Differences.Count > 0, _tool.Output.Contains("Different from the original on purpose:", StringComparison.Ordinal));
        Assert.Equal(command.Differences.Count, _tool.Output.Split('\n').Count(line => line.StartsWith(" * ", StringComparison.Ordinal)));
        Assert.All(_tool.Output.Split('\n'), line => Assert.True(line.Length <= 110, line));
    }

    [Theory]
    [InlineData("deleteTopic")]
    [InlineData("deleteSubGroup")]
    [InlineData("resetOffsetByTime")]
    [InlineData("cleanUnusedTopic")]
    [InlineData("updateBrokerConfig")]
    [InlineData("wipeWritePerm")]
    public async Task A_command_that_destroys_can_be_tried_first(string name)
    {
        await _tool.RunAsync(["help", name]);

        Assert.Contains("--dry-run", _tool.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void No_two_options_of_a_command_share_a_letter_or_a_name(string name)
    {
        AdminCommand command = CommandCatalog.Find(name)!;
        var common = new Options.CommonOptions();
        var names = command.Options.Concat(common.Original).Concat(CommandLine.OwnOptions(command, common)).SelectMany(option => option.Aliases.Append(option.Name)).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public async Task Without_a_command_all_are_listed()
    {
        Assert.Equal(ExitCodes.Done, await _tool.RunAsync([]));

        Assert.All(CommandCatalog.Names, name => Assert.Contains($"   {name} ", _tool.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("help nonsense")]
    public async Task An_unknown_command_is_bad_usage(string line)
    {
        Assert.Equal(ExitCodes.BadUsage, await _tool.RunAsync(line));

        Assert.StartsWith("The sub command nonsense not exist.", _tool.Errors, StringComparison.Ordinal);
    }
}
