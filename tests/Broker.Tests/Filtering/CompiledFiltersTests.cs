using RocketMQ.Broker.Filtering;

namespace RocketMQ.Broker.Tests.Filtering;

public sealed class CompiledFiltersTests
{
    [Fact]
    public void Expressions_are_compiled_once_and_bad_ones_told_again()
    {
        var filters = new CompiledFilters();

        Assert.Same(filters.Get("a > 5").Filter, filters.Get("a > 5"u8).Filter);
        Assert.NotNull(filters.Get("a > 5").Filter);
        Assert.Same(filters.Get("a >").Problem, filters.Get("a >"u8).Problem);
        Assert.Contains("Column 4", filters.Get("a >").Problem, StringComparison.Ordinal);
        Assert.Contains("is empty", filters.Get("").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Expressions_that_are_made_up_do_not_pile_up()
    {
        var filters = new CompiledFilters();
        var first = filters.Get("a > 1000000").Filter;
        for (var i = 0; i < 2000; i++)
            _ = filters.Get($"a > {i}");
        var longOne = "a > 5 OR " + new string('b', 20_000);

        Assert.NotSame(first, filters.Get("a > 1000000").Filter);
        Assert.NotSame(filters.Get(longOne).Filter, filters.Get(longOne).Filter);
    }
}
