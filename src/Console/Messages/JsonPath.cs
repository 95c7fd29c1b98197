using System.Globalization;
using System.Text.Json;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>
/// A path to values in JSON, in the part of the usual notation that names places: <c>$.order.lines[0].price</c>, <c>lines[*]</c>,
/// <c>..card</c> at any depth, <c>['a name']</c>. Nothing of it computes. Immutable.
/// </summary>
public sealed class JsonPath
{
    /// <summary>Steps a path may have.</summary>
    public const int MostSteps = 32;

    private readonly List<Step> _steps;

    private JsonPath(string text, List<Step> steps) => (Text, _steps) = (text, steps);

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a path; null when it is none. A dollar sign at the beginning may be left out.</summary>
    public static JsonPath? Parse(string text)
    {
        var steps = new List<Step>();
        var rest = text.AsSpan().Trim();
        if (rest is ['$', ..])
            rest = rest[1..];
        else if (rest is not ['.' or '[', ..])
            rest = "." + rest.ToString();
        while (!rest.IsEmpty)
        {
            if (steps.Count == MostSteps || !TryTake(ref rest, out var step))
                return null;
            steps.Add(step);
        }

        return steps.Count == 0 ? null : new JsonPath(text.Trim(), steps);
    }

    /// <summary>Whether a place is one that the path leads to.</summary>
    /// <param name="place">Names and numbers from the root to the place.</param>
    internal bool Leads(ReadOnlySpan<JsonPlace> place) => Leads(0, place);

    /// <summary>The values that the path leads to, in their order.</summary>
    public IEnumerable<JsonElement> Select(JsonElement root)
    {
        IEnumerable<JsonElement> found = [root];
        foreach (var step in _steps)
            found = found.SelectMany(element => step.Deep ? Below(element).SelectMany(inner => Children(inner, step)) : Children(element, step));
        return found;
    }

    /// <inheritdoc />
    public override string ToString() => Text;

    private bool Leads(int at, ReadOnlySpan<JsonPlace> place)
    {
        if (at == _steps.Count)
            return place.IsEmpty;
        var step = _steps[at];
        for (var skipped = 0; skipped < place.Length; skipped++)
        {
            if (step.Fits(place[skipped]) && Leads(at + 1, place[(skipped + 1)..]))
                return true;
            if (!step.Deep)
                return false;
        }

        return false;
    }

    private static IEnumerable<JsonElement> Children(JsonElement element, Step step) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Where(property => step.Fits(new JsonPlace(property.Name, 0))).Select(property => property.Value),
        JsonValueKind.Array => element.EnumerateArray().Where((_, index) => step.Fits(new JsonPlace(null, index))),
        _ => [],
    };

    private static IEnumerable<JsonElement> Below(JsonElement element)
    {
        var waiting = new Stack<JsonElement>([element]);
        while (waiting.TryPop(out var next))
        {
            yield return next;
            IEnumerable<JsonElement> inner = next.ValueKind switch
            {
                JsonValueKind.Object => next.EnumerateObject().Select(property => property.Value),
                JsonValueKind.Array => next.EnumerateArray(),
                _ => [],
            };
            foreach (var child in inner.Reverse())
                waiting.Push(child);
        }
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, out Step step)
    {
        step = default;
        var deep = rest.StartsWith("..");
        if (deep || rest is ['.', ..])
            rest = rest[(deep ? 2 : 1)..];
        if (rest is ['[', ..])
            return TryTakeBracket(ref rest, deep, out step);
        if (rest.Length == 0 || (!deep && rest is ['.', ..]))
            return false;
        var end = rest.IndexOfAny('.', '[');
        var name = (end < 0 ? rest : rest[..end]).ToString();
        rest = end < 0 ? [] : rest[end..];
        step = name == "*" ? new Step(null, null, deep) : new Step(name, null, deep);
        return name.Length > 0;
    }

    private static bool TryTakeBracket(ref ReadOnlySpan<char> rest, bool deep, out Step step)
    {
        step = default;
        if (rest is ['[', '\'' or '"', ..])
        {
            var close = rest[2..].IndexOf(rest[1]);
            if (close < 0 || rest[(close + 3)..] is not [']', ..])
                return false;
            step = new Step(rest.Slice(2, close).ToString(), null, deep);
            rest = rest[(close + 4)..];
            return true;
        }

        var end = rest.IndexOf(']');
        if (end < 0)
            return false;
        var inner = rest[1..end];
        rest = rest[(end + 1)..];
        if (inner is "*")
        {
            step = new Step(null, null, deep);
            return true;
        }

        if (!int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return false;
        step = new Step(null, index, deep);
        return true;
    }

    /// <summary>One step: a name, a number, or anything.</summary>
    private readonly record struct Step(string? Name, int? Index, bool Deep)
    {
        public bool Fits(JsonPlace place) => Name is not null
            ? place.Name == Name
            : Index is null || (place.Name is null && place.Index == Index);
    }
}

/// <summary>A place within an object or an array.</summary>
/// <param name="Name">Name in an object; null in an array.</param>
/// <param name="Index">Number in an array.</param>
internal readonly record struct JsonPlace(string? Name, int Index);
