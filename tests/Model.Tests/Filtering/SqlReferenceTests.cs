using System.Text;
using RocketMQ.Model.Filtering;
using static RocketMQ.Model.Tests.Filtering.SqlReference;

namespace RocketMQ.Model.Tests.Filtering;

public sealed class SqlReferenceTests
{
    private static readonly string[] Names = ["a", "b", "c", "A"];
    private static readonly string[] Texts = ["1", "0", "-1", "5", "5.5", "+4", "007", "1e3", "x", "it's", "true", "FALSE", "3000000000", "-2147483648", "-2147483649", "9223372036854775808", "中"];
    private static readonly string[] Signs = ["=", "<>", "<", "<=", ">", ">="];
    private static readonly Constant[] Constants =
    [
        new(0, "0"), new(1, "1"), new(5, "5L"), new(3000000000L, "3000000000"), new(long.MaxValue, "9223372036854775807l"), new(5.5, "5.5"), new(1000.0, "1E3"),
        new(0.5, ".5"), new("x", "'x'"), new("it's", "'it''s'"), new("5", "'5'"), new(true, "TRUE"), new(false, "fAlse"), new(null, "NULL"),
    ];

    [Fact]
    public void A_compiled_expression_agrees_with_the_obvious_evaluation()
    {
        var random = new Random(20261122);
        var (compared, results) = (0, new Dictionary<string, int>());
        while (compared < 20_000)
        {
            var node = Condition(random, 3);
            SqlExpression compiled;
            try
            {
                compiled = SqlParser.Compile(Write(node));
            }
            catch (SqlSyntaxException)
            {
                // Kinds of operands that are refused; which ones is known from the original.
                continue;
            }

            var properties = Names.Where(_ => random.Next(4) > 0).ToDictionary(name => name, _ => Texts[random.Next(Texts.Length)]);
            var (expected, actual) = (Expected(node, properties), Actual(compiled, properties));
            Assert.True(expected == actual, $"{Write(node)} with {string.Join(", ", properties)} is {actual}; {expected} was expected");
            results[actual] = results.GetValueOrDefault(actual) + 1;
            compared++;
        }

        Assert.All(new[] { "True", "False", "null", "fails" }, result => Assert.True(results[result] > 500, $"{result} only {results[result]} times"));
    }

    private static string Expected(Node node, Dictionary<string, string> properties)
    {
        try
        {
            return Truth(node, properties)?.ToString() ?? "null";
        }
        catch (Exception incomparable) when (incomparable is FormatException or OverflowException or InvalidCastException)
        {
            return "fails";
        }
    }

    private static string Actual(SqlExpression compiled, Dictionary<string, string> properties)
    {
        var value = compiled.Evaluate(Encoding.UTF8.GetBytes(MessageProperties.Format(properties)));
        return value.IsFailed ? "fails" : value.IsNull ? "null" : value.IsTrue ? "True" : "False";
    }

    private static Node Condition(Random random, int depth) => random.Next(depth > 0 ? 9 : 5) switch
    {
        0 or 1 => new Compare(Signs[random.Next(Signs.Length)], Value(random, depth - 1), Value(random, depth - 1)),
        2 => new IsNull(Value(random, depth - 1), random.Next(2) == 0),
        3 => new In(Name(random), [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => Texts[random.Next(Texts.Length)])], random.Next(2) == 0),
        4 => new Between(Value(random, depth - 1), Value(random, 0), Value(random, 0), random.Next(2) == 0),
        5 => new Not(Condition(random, depth - 1)),
        6 => new Property(Name(random)),
        _ => new Junction(random.Next(2) == 0, Condition(random, depth - 1), Condition(random, depth - 1)),
    };

    private static Node Value(Random random, int depth) => random.Next(depth > 0 ? 8 : 6) switch
    {
        0 or 1 or 2 => new Property(Name(random)),
        3 or 4 => Constants[random.Next(Constants.Length)],
        5 => new Negate(Constants[random.Next(Constants.Length)]),
        _ => Condition(random, depth - 1),
    };

    private static string Name(Random random) => Names[random.Next(Names.Length)];
}
