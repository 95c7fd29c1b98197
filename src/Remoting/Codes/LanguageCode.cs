namespace RocketMQ.Remoting.Codes;

/// <summary>What a peer is written in, as it says itself in every header; only shown. docs/protocol.md 1.6.</summary>
/// <remarks>On the wire it is a name in JSON (<see cref="LanguageCodes"/>) and this number in the binary header.</remarks>
public enum LanguageCode : byte
{
    /// <summary>JAVA</summary>
    Java = 0,

    /// <summary>CPP</summary>
    Cpp = 1,

    /// <summary>DOTNET</summary>
    DotNet = 2,

    /// <summary>PYTHON</summary>
    Python = 3,

    /// <summary>DELPHI</summary>
    Delphi = 4,

    /// <summary>ERLANG</summary>
    Erlang = 5,

    /// <summary>RUBY</summary>
    Ruby = 6,

    /// <summary>OTHER, and every name or number that is not in this list.</summary>
    Other = 7,

    /// <summary>HTTP</summary>
    Http = 8,

    /// <summary>GO</summary>
    Go = 9,

    /// <summary>PHP</summary>
    Php = 10,

    /// <summary>OMS</summary>
    Oms = 11,

    /// <summary>RUST</summary>
    Rust = 12,

    /// <summary>NODE_JS, 5.x</summary>
    NodeJs = 13,
}
