using System.Globalization;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Remoting.Tests.Headers;

/// <summary>Reads recorded fields into a header, and notes which names the header asked for.</summary>
internal readonly struct FieldSource(IReadOnlyDictionary<string, string> fields, ISet<string> asked) : IHeaderFields
{
    public string Required(string name, string value) => Find(name) ?? throw new KeyNotFoundException(name);

    public int Required(string name, int value) => int.Parse(Required(name, ""), CultureInfo.InvariantCulture);

    public long Required(string name, long value) => long.Parse(Required(name, ""), CultureInfo.InvariantCulture);

    public bool Required(string name, bool value) => bool.Parse(Required(name, ""));

    public string? IfPresent(string name, string? value) => Find(name) ?? value;

    public int? IfPresent(string name, int? value) => Find(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : value;

    public long? IfPresent(string name, long? value) => Find(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : value;

    public bool? IfPresent(string name, bool? value) => Find(name) is { } text ? bool.Parse(text) : value;

    private string? Find(string name)
    {
        Assert.True(asked.Add(name), $"{name} is listed twice");
        return fields.GetValueOrDefault(name);
    }
}

/// <summary>Writes a header as text, as it would stand on the wire.</summary>
internal readonly struct FieldSink(IDictionary<string, string> fields) : IHeaderFields
{
    public string Required(string name, string value) => fields[name] = value;

    public int Required(string name, int value)
    {
        fields[name] = value.ToString(CultureInfo.InvariantCulture);
        return value;
    }

    public long Required(string name, long value)
    {
        fields[name] = value.ToString(CultureInfo.InvariantCulture);
        return value;
    }

    public bool Required(string name, bool value)
    {
        fields[name] = value ? "true" : "false";
        return value;
    }

    public string? IfPresent(string name, string? value) => value is null ? null : Required(name, value);

    public int? IfPresent(string name, int? value) => value is null ? null : Required(name, value.Value);

    public long? IfPresent(string name, long? value) => value is null ? null : Required(name, value.Value);

    public bool? IfPresent(string name, bool? value) => value is null ? null : Required(name, value.Value);
}
