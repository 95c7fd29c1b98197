namespace RocketMQ.Remoting.Headers;

/// <summary>
/// One pass over the fields of a header, either reading (the value on the wire is returned, the argument is the default)
/// or writing (the argument goes to the wire and is returned unchanged; null is left out).
/// </summary>
/// <remarks>
/// A missing required field is refused with SYSTEM_ERROR and a remark that names it, where the original ends in a
/// NullPointerException. A number that can not be parsed is refused the same way. Booleans are "true" in any case, else false.
/// </remarks>
public interface IHeaderFields
{
    /// <summary>A field that every sender must fill.</summary>
    string Required(string name, string value);

    /// <inheritdoc cref="Required(string, string)"/>
    int Required(string name, int value);

    /// <inheritdoc cref="Required(string, string)"/>
    long Required(string name, long value);

    /// <inheritdoc cref="Required(string, string)"/>
    bool Required(string name, bool value);

    /// <summary>A field that may be absent; <paramref name="value"/> stays as it is then.</summary>
    string? IfPresent(string name, string? value);

    /// <inheritdoc cref="IfPresent(string, string?)"/>
    int? IfPresent(string name, int? value);

    /// <inheritdoc cref="IfPresent(string, string?)"/>
    long? IfPresent(string name, long? value);

    /// <inheritdoc cref="IfPresent(string, string?)"/>
    bool? IfPresent(string name, bool? value);
}
