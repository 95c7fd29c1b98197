using System.Text;
using RocketMQ.Model.Filtering;

namespace RocketMQ.Model.Tests.Filtering;

public sealed class SqlParserTests
{
    [Theory]
    [InlineData("a > ", "Column 5: the expression ends here; a value: a property's name, a number, a text between single quotes, TRUE, FALSE, NULL or '(' was expected", 5)]
    [InlineData("a = 5 b = 6", "Column 7: 'b' was found; the end, AND, OR or a comparison was expected", 7)]
    [InlineData("a LIKE 'x%'", "Column 3: 'LIKE' was found", 3)]
    [InlineData("a != 5", "Column 3: '!' is not known; 'not equal' is <>", 3)]
    [InlineData("a == 5", "Column 4: '=' was found; a value", 4)]
    [InlineData("a && b", "'and' is AND", 3)]
    [InlineData("a % 2 = 1", "there is no arithmetic but + and - in front of a value", 3)]
    [InlineData("a = \"x\"", "texts stand between single quotes", 5)]
    [InlineData("a = 'x", "the text that starts here has no end", 5)]
    [InlineData("a = 5 /* x", "the comment that starts here has no end", 7)]
    [InlineData("(a = 5", "Column 7: the expression ends here; ')', AND, OR or a comparison was expected", 7)]
    [InlineData("a IN (5)", "Column 7: '5' was found; a text between single quotes was expected", 7)]
    [InlineData("a IN ('x' 'y')", "',' or ')' was expected", 11)]
    [InlineData("5 IN ('5')", "only a property can be looked for with IN", 1)]
    [InlineData("a BETWEEN 1 OR 2", "AND and the upper bound of BETWEEN was expected", 13)]
    [InlineData("a BETWEEN 5 AND 1", "the lower bound of BETWEEN is above the upper one", 11)]
    [InlineData("a > 'x'", "only numbers and properties can be compared with <", 5)]
    [InlineData("b = 1 AND a = NULL", "IS NULL and IS NOT NULL can", 15)]
    [InlineData("TRUE = 5", "TRUE and FALSE can not be compared with a number or a text", 8)]
    [InlineData("a = 9223372036854775808", "whole numbers up to 9223372036854775807 are allowed", 5)]
    [InlineData("a = 0.0", "zero is written 0", 5)]
    [InlineData("a = 007", "there are no leading zeros", 5)]
    [InlineData("a = 5 AND 7", "a condition is needed here", 11)]
    [InlineData("NOT 7", "a condition is needed here", 5)]
    [InlineData("a IS 5", "NULL or NOT NULL was expected", 6)]
    [InlineData("名 = 5", "names have letters a to z, digits, _ and $ only", 1)]
    [InlineData("", "the expression ends here", 1)]
    public void A_bad_expression_is_refused_with_the_column_and_with_what_is_allowed(string expression, string problem, int column)
    {
        var refusal = Assert.Throws<SqlSyntaxException>(() => SqlParser.Compile(expression)).Message;

        Assert.StartsWith($"Invalid MessageSelector. Column {column}: ", refusal, StringComparison.Ordinal);
        Assert.Contains(problem, refusal, StringComparison.Ordinal);
        Assert.EndsWith($"\n{expression}\n{new string(' ', column - 1)}^", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void In_several_lines_the_line_is_told_and_shown()
    {
        var refusal = Assert.Throws<SqlSyntaxException>(() => SqlParser.Compile("a = 5\n  AND b => 6\nOR c = 7")).Message;

        Assert.StartsWith("Invalid MessageSelector. Line 2, column 10: '>' was found", refusal, StringComparison.Ordinal);
        Assert.EndsWith("\n  AND b => 6\n         ^", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_long_expression_the_part_around_the_mistake_is_shown()
    {
        var refusal = Assert.Throws<SqlSyntaxException>(() => SqlParser.Compile($"{string.Join(" OR ", Enumerable.Repeat("a = 5", 500))} OR ! OR {new string('b', 500)}")).Message;

        Assert.True(refusal.Length < 400, refusal);
        var lines = refusal.Split('\n');
        Assert.Equal('!', lines[1][lines[2].Length - 1]);
    }

    [Theory]
    [InlineData("a CONTAINS 'bc'", "abcd", true)]
    [InlineData("a CONTAINS 'bd'", "abcd", false)]
    [InlineData("a not contains 'bd'", "abcd", true)]
    [InlineData("a NOT CONTAINS 'bc'", "abcd", false)]
    [InlineData("a StartsWith 'ab'", "abcd", true)]
    [InlineData("a STARTSWITH 'bc'", "abcd", false)]
    [InlineData("a NOT STARTSWITH 'bc'", "abcd", true)]
    [InlineData("a ENDSWITH 'cd'", "abcd", true)]
    [InlineData("a ENDSWITH 'bc'", "abcd", false)]
    [InlineData("a NOT ENDSWITH 'cd'", "abcd", false)]
    [InlineData("a CONTAINS ''", "abcd", false)]
    [InlineData("missing NOT CONTAINS 'x'", "abcd", false)]
    [InlineData("a CONTAINS 'it''s' OR a CONTAINS 'b' AND TRUE", "abcd", true)]
    public void The_text_searches_of_5_are_understood(string expression, string a, bool matches) =>
        Assert.Equal(matches, SqlParser.Compile(expression).Evaluate(Encoding.UTF8.GetBytes($"a\u0001{a}")).IsTrue);

    [Fact]
    public void The_words_of_5_are_still_names_of_properties() =>
        Assert.True(SqlParser.Compile("contains = 5 AND startsWith IS NULL").Evaluate("contains\u00015"u8).IsTrue);

    [Theory]
    [InlineData("(", ")")]
    [InlineData("NOT ", "")]
    [InlineData("- ", "")]
    public void Parts_that_lie_too_deep_in_each_other_are_refused_before_they_use_up_the_stack(string before, string after)
    {
        var inner = before == "- " ? "a = " : "";
        string Nested(int times) => inner + string.Concat(Enumerable.Repeat(before, times)) + "a" + string.Concat(Enumerable.Repeat(after, times));

        Assert.Contains("at most 200", Assert.Throws<SqlSyntaxException>(() => SqlParser.Compile(Nested(100_000))).Message, StringComparison.Ordinal);
        _ = SqlParser.Compile(Nested(150));
    }

    [Fact]
    public void Comparisons_in_a_long_chain_are_refused_and_conditions_in_a_long_list_are_not()
    {
        Assert.Throws<SqlSyntaxException>(() => SqlParser.Compile("a" + string.Concat(Enumerable.Repeat(" = a", 100_000))));

        var many = SqlParser.Compile("FALSE" + string.Concat(Enumerable.Repeat(" OR a = 5", 100_000)));
        Assert.True(many.Evaluate("a\u00015"u8).IsTrue);
        Assert.True(many.Evaluate("a\u00016"u8).IsFalse);
    }

    [Fact]
    public void Evaluation_allocates_nothing()
    {
        var expression = SqlParser.Compile("(TAGS IN ('TagA', 'TagB', 'TagC') AND a BETWEEN 0 AND 3) OR (b IS NOT NULL AND NOT (b = 'x') AND c > 5.5 AND d CONTAINS 'y' AND -c < e)");
        var properties = "TAGS\u0001TagA\u0002a\u00017\u0002b\u0001y\u0002c\u00017.25\u0002d\u0001xyz\u0002e\u00011"u8.ToArray();
        _ = expression.Evaluate(properties);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var matched = 0;
        for (var i = 0; i < 1000; i++)
            matched += expression.Evaluate(properties).IsFailed ? 1 : 0;

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, matched);
    }
}
