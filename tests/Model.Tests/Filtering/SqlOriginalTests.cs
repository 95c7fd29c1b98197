using System.Text;
using System.Text.Json;
using RocketMQ.Model.Filtering;

namespace RocketMQ.Model.Tests.Filtering;

/// <summary>Expressions that the original's parser and evaluator were asked about, and what they said.</summary>
public sealed class SqlOriginalTests
{
    private static readonly IReadOnlyList<Case> Cases = [.. File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "sql.jsonl"))
        .Select(line => JsonSerializer.Deserialize<Case>(line, JsonSerializerOptions.Web)!)];

    [Fact]
    public void An_expression_means_what_it_means_to_the_original()
    {
        var wrong = Cases.Where(one => !one.IgnoresRest && Ask(one) != one.Result).Select(one => $"{one.Expression} is {Ask(one)}, not {one.Result}");

        Assert.Empty(wrong);
        Assert.True(Cases.Count > 1800, $"only {Cases.Count} cases were read");
    }

    [Fact]
    public void What_the_original_takes_and_then_does_not_read_to_its_end_is_refused()
    {
        var ignored = Cases.Where(one => one.IgnoresRest).ToList();

        Assert.NotEmpty(ignored);
        Assert.All(ignored, one => Assert.Throws<SqlSyntaxException>(() => SqlParser.Compile(one.Expression)));
    }

    private static string Ask(Case one)
    {
        try
        {
            var value = SqlParser.Compile(one.Expression).Evaluate(Encoding.UTF8.GetBytes(MessageProperties.Format(one.Properties)));
            return value.IsFailed ? "FAILED" : value.IsNull ? "NULL" : value.IsTrue ? "TRUE" : "FALSE";
        }
        catch (SqlSyntaxException)
        {
            return "REFUSED";
        }
    }

    private sealed record Case(string Expression, Dictionary<string, string> Properties, string Result, bool IgnoresRest = false);
}
