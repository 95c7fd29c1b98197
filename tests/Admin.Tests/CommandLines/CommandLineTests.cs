using RocketMQ.Admin.CommandLines;

namespace RocketMQ.Admin.Tests.CommandLines;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("mqadmin updateTopic -n 127.0.0.1:9876 -c DefaultCluster -t orders -r 16 -w 16")]
    [InlineData("mqadmin UPDATETOPIC -n127.0.0.1:9876 -cDefaultCluster -torders -r16 -w16")]
    [InlineData("sh bin/mqadmin updateTopic --namesrvAddr=127.0.0.1:9876 --clusterName DefaultCluster --topic=orders -r=16 -w=16")]
    [InlineData("$ NAMESRV_ADDR=a:1 ./mqadmin updateTopic -n '127.0.0.1:9876' \\\n  -c \"DefaultCluster\" -t o'rd'ers -r 16 -w 16")]
    public void A_line_is_read_in_every_form_that_mqadmin_takes(string text)
    {
        Assert.True(CommandLine.TryParse(text, out var line, out var problem), problem?.ToString());

        Assert.Equal("updateTopic", line!.Command);
        Assert.Equal(
            [("clusterName", "DefaultCluster"), ("namesrvAddr", "127.0.0.1:9876"), ("readQueueNums", "16"), ("topic", "orders"), ("writeQueueNums", "16")],
            line.Values.Select(value => (value.Key, value.Value)).Order());
    }

    [Fact]
    public void Quotes_keep_blanks_and_a_flag_takes_no_value()
    {
        Assert.True(CommandLine.TryParse("""mqadmin sendMessage -t orders -p '{"a": "it''s"}' -c "" --dry-run""".Replace("''", "'\\''", StringComparison.Ordinal), out var line, out _));

        Assert.Equal("""{"a": "it's"}""", line!["body"]);
        Assert.Null(line["tags"]);
        Assert.Equal("true", line["dry-run"]);
    }

    [Theory]
    [InlineData("mqadmin", CommandProblemKind.NoCommand)]
    [InlineData("mqadmin topicstat", CommandProblemKind.AlikeCommand, "topicstat", "topicStatus")]
    [InlineData("mqadmin updtTopic -t a", CommandProblemKind.AlikeCommand, "updtTopic", "updateTopic")]
    [InlineData("mqadmin rm -rf /", CommandProblemKind.UnknownCommand, "rm")]
    [InlineData("mqadmin xyz", CommandProblemKind.UnknownCommand, "xyz")]
    [InlineData("mqadmin topicRoute -q 1", CommandProblemKind.UnknownOption, "-q", "topicRoute", "-t -l -h -n --acl-file --json --timeout --verbose --dry-run --watch")]
    [InlineData("mqadmin topicRoute orders", CommandProblemKind.UnknownOption, "orders", "topicRoute", "-t -l -h -n --acl-file --json --timeout --verbose --dry-run --watch")]
    [InlineData("mqadmin topicRoute -t", CommandProblemKind.NeedsValue, "-t", "topicRoute")]
    [InlineData("mqadmin topicRoute -t a --json=yes", CommandProblemKind.TakesNoValue, "--json", "topicRoute")]
    [InlineData("mqadmin topicRoute -t 'a", CommandProblemKind.OpenQuote)]
    public void A_line_that_can_not_be_read_is_answered_with_what_is_wrong(string text, CommandProblemKind expected, params string[] words)
    {
        Assert.False(CommandLine.TryParse(text, out var line, out var problem));

        Assert.Null(line);
        Assert.Equal(expected, problem!.Kind);
        Assert.Equal(words, problem.Words);
    }

    [Theory]
    [InlineData("mqadmin topicList", true)]
    [InlineData("  sh ../bin/mqadmin topicList", true)]
    [InlineData("mqadministrator", false)]
    [InlineData("orders", false)]
    public void A_line_of_mqadmin_is_told_from_other_text(string text, bool expected) => Assert.Equal(expected, CommandLine.Is(text));

    [Fact]
    public void Every_command_of_the_original_is_known_by_both_names()
    {
        Assert.NotNull(CommandSyntax.Find("deleteAclConfig"));
        Assert.NotNull(CommandSyntax.Find("deleteaccessconfig"));
        Assert.True(CommandSyntax.All.Count > 70);
    }
}
