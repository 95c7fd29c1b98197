using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace RocketMQ.ManagementConsole.Navigation;

/// <summary>
/// Reads and writes the query string: filters, sorting, tabs and time ranges live there and nowhere else, so that reload,
/// back button and a pasted link all show the same page.
/// </summary>
internal sealed class UrlState(NavigationManager navigation)
{
    /// <summary>The whole query, for telling whether it has changed.</summary>
    public string Query => new Uri(navigation.Uri).Query;

    /// <summary>The value of a parameter, or null when it is absent or empty.</summary>
    public string? Get(string name)
    {
        var query = QueryHelpers.ParseQuery(Query);
        return query.TryGetValue(name, out var values) && values is [{ Length: > 0 } value, ..] ? value : null;
    }

    /// <summary>A whole number, or null when the parameter is absent or no number.</summary>
    public long? GetNumber(string name) =>
        long.TryParse(Get(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>One of an enum's names, or the default when the parameter is absent or unknown.</summary>
    public TEnum Get<TEnum>(string name, TEnum otherwise) where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(Get(name), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : otherwise;

    /// <summary>Sets one parameter; null or empty removes it. Typing replaces the history entry, choosing adds one.</summary>
    public void Set(string name, string? value, bool replace = false) =>
        Set(new Dictionary<string, string?> { [name] = value }, replace);

    /// <summary>Sets several parameters in one step of the history.</summary>
    public void Set(IReadOnlyDictionary<string, string?> values, bool replace = false)
    {
        var target = With(values);
        if (target != navigation.Uri)
            navigation.NavigateTo(target, new NavigationOptions { ReplaceHistoryEntry = replace });
    }

    /// <summary>This page's address with some parameters changed, for links.</summary>
    public string With(IReadOnlyDictionary<string, string?> values) => navigation.GetUriWithQueryParameters(
        values.ToDictionary(pair => pair.Key, pair => (object?)(string.IsNullOrEmpty(pair.Value) ? null : pair.Value)));
}
