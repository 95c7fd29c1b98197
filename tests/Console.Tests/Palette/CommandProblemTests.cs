using System.Globalization;
using System.Resources;
using RocketMQ.Admin.CommandLines;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Tests.Palette;

/// <summary>What is wrong with a pasted line is said in the reader's language.</summary>
public sealed class CommandProblemTests
{
    private static readonly ResourceManager Words = new(typeof(Texts));

    [Fact]
    public void Every_problem_has_words() =>
        Assert.All(Enum.GetValues<CommandProblemKind>(), kind => Assert.NotNull(Words.GetString("Palette.Problem." + kind, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("mqadmin", "没有命令")]
    [InlineData("mqadmin topicRoute -t 'a", "引号没有闭合")]
    [InlineData("mqadmin rm", "“rm”不是 mqadmin 的命令")]
    [InlineData("mqadmin topicstat", "您是否要用 topicStatus？")]
    [InlineData("mqadmin topicRoute -q 1", "“-q”不是 topicRoute 的选项；可用的选项有 -t -l")]
    [InlineData("mqadmin topicRoute -t a --json=yes", "topicRoute 的 --json 不带值")]
    [InlineData("mqadmin topicRoute -t", "topicRoute 的 -t 需要一个值")]
    public void A_problem_is_said_in_chinese(string line, string expected)
    {
        Assert.False(CommandLine.TryParse(line, out _, out var problem));

        var words = Words.GetString("Palette.Problem." + problem!.Kind, CultureInfo.GetCultureInfo("zh-CN"))!;

        Assert.Contains(expected, string.Format(CultureInfo.InvariantCulture, words, [.. problem.Words]), StringComparison.Ordinal);
    }
}
