using System.Globalization;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.Requests;

/// <summary>Collects the fields of a header as they would stand on the wire.</summary>
internal readonly struct HeaderText(SortedDictionary<string, string> fields) : IHeaderFields
{
    public static IReadOnlyDictionary<string, string> Read(IRemotingHeader? header)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var collector = new HeaderText(fields);
        header?.Fields(ref collector);
        return fields;
    }

    public string Required(string name, string value) => fields[name] = value;

    public int Required(string name, int value) => (int)Put(name, value);

    public long Required(string name, long value) => Put(name, value);

    public bool Required(string name, bool value) => Put(name, value);

    public string? IfPresent(string name, string? value) => value is null ? null : Required(name, value);

    public int? IfPresent(string name, int? value) => value is { } number ? Required(name, number) : null;

    public long? IfPresent(string name, long? value) => value is { } number ? Required(name, number) : null;

    public bool? IfPresent(string name, bool? value) => value is { } flag ? Put(name, flag) : null;

    private long Put(string name, long value)
    {
        fields[name] = value.ToString(CultureInfo.InvariantCulture);
        return value;
    }

    private bool Put(string name, bool value)
    {
        fields[name] = value ? "true" : "false";
        return value;
    }
}
