using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands;

/// <summary>The servers that did as asked, where there is nothing else to tell.</summary>
internal sealed record ServersView(IReadOnlyList<string> Servers)
{
    /// <summary>An answer that names each of them on a line of its own.</summary>
    public static Answer Answer<T>(PartialResult<T> result, Func<string, FormattableString> line)
    {
        var view = Of(result);
        return Output.Answer.Of(view, CliJson.Default.ServersView, screen =>
        {
            foreach (var server in view.Servers)
                screen.Print(line(server));
        }).With(result);
    }

    /// <summary>An answer of one line, which is printed only when all did as asked.</summary>
    public static Answer AnswerOnce<T>(PartialResult<T> result, FormattableString line) =>
        Output.Answer.Of(Of(result), CliJson.Default.ServersView, screen =>
        {
            if (result.Failures.Count == 0)
                screen.Print(line);
        }).With(result);

    private static ServersView Of<T>(PartialResult<T> result) => new([.. result.Values.Keys.Order(StringComparer.Ordinal)]);
}
