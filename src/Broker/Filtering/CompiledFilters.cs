using System.Collections.Concurrent;
using System.Text;
using RocketMQ.Broker.Persistence;
using RocketMQ.Model.Filtering;

namespace RocketMQ.Broker.Filtering;

/// <summary>Filters by their SQL92 expression, so that a pull that brings its expression along costs no compilation.</summary>
/// <remarks>Any thread. Filters are immutable; two threads may compile the same one, and either is kept.</remarks>
internal sealed class CompiledFilters
{
    /// <summary>Expressions kept. Clients have few; one that makes up new ones pays for each.</summary>
    private const int Most = 1000;

    /// <summary>Characters of an expression that is kept. Longer ones would let a client fill the memory.</summary>
    private const int Longest = 10_000;

    private readonly ConcurrentDictionary<string, CompiledFilter> _known = new(Utf8NameComparer.Instance);
    private readonly ConcurrentDictionary<string, CompiledFilter>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;

    public CompiledFilters() => _byBytes = _known.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>The filter of an expression, or why there is none.</summary>
    public CompiledFilter Get(string? expression)
    {
        if (string.IsNullOrEmpty(expression))
            return new CompiledFilter(null, "the SQL92 expression is empty; a condition on properties is needed, for example a > 1");
        if (_known.TryGetValue(expression, out var known))
            return known;
        var compiled = Compile(expression);
        if (expression.Length > Longest)
            return compiled;
        if (_known.Count >= Most)
            _known.Clear();
        _known[expression] = compiled;
        return compiled;
    }

    /// <summary>The same by the expression's bytes.</summary>
    public CompiledFilter Get(ReadOnlySpan<byte> utf8) => _byBytes.TryGetValue(utf8, out var known) ? known : Get(Encoding.UTF8.GetString(utf8));

    private static CompiledFilter Compile(string expression)
    {
        try
        {
            return new CompiledFilter(SqlFilter.Compile(expression), null);
        }
        catch (SqlSyntaxException wrong)
        {
            return new CompiledFilter(null, wrong.Message);
        }
    }
}

/// <summary>A filter, or why there is none.</summary>
/// <param name="Filter">Null where the expression is none.</param>
/// <param name="Problem">What is wrong with it.</param>
internal sealed record CompiledFilter(SqlFilter? Filter, string? Problem);
