namespace RocketMQ.Remoting.Json;

/// <summary>How <see cref="FastJson"/> writes. docs/protocol.md 2.0.</summary>
public enum FastJsonStyle
{
    /// <summary>Bodies on the wire: no white space, numbers as map keys unquoted, objects as map keys as they are.</summary>
    Compact,

    /// <summary>Real JSON for routes: map keys quoted and sorted, everything outside ASCII as <c>\uXXXX</c>.</summary>
    Strict,

    /// <summary>Configuration files: indented with tabs, maps with number keys on one line.</summary>
    Pretty,
}
