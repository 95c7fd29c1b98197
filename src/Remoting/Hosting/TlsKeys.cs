using RocketMQ.Remoting.Transport;

namespace RocketMQ.Remoting.Hosting;

/// <summary>The properties that say how a server does TLS, the same for every server. docs/protocol.md 1.8.</summary>
public static class TlsKeys
{
    private const string Mode = "tls.server.mode";
    private const string Certificate = "tls.server.certPath";
    private const string Key = "tls.server.keyPath";
    private const string KeyPassword = "tls.server.keyPassword";

    /// <summary>The properties.</summary>
    public static IReadOnlyList<ConfigKey> All { get; } =
    [
        ConfigKey.Choice(Mode, TlsMode.Permissive, "What becomes of connections with and without TLS.", Spell),
        ConfigKey.Text(Certificate, "", "PEM file with the certificate; without one a self-signed certificate is used."),
        ConfigKey.Text(Key, "", "PEM file with the private key; the certificate's file when empty."),
        ConfigKey.Text(KeyPassword, "", "Password of the private key.") with { Secret = true },
    ];

    /// <summary>What the properties say.</summary>
    public static TlsServerOptions Read(ServerConfiguration configuration) => new()
    {
        Mode = Enum.GetValues<TlsMode>().First(mode => Spell(mode) == configuration.Text(Mode)),
        CertificatePath = TextOrNull(configuration, Certificate),
        KeyPath = TextOrNull(configuration, Key),
        KeyPassword = TextOrNull(configuration, KeyPassword),
    };

    private static string? TextOrNull(ServerConfiguration configuration, string key) =>
        configuration.Text(key) is { Length: > 0 } text ? text : null;

    private static string Spell(TlsMode mode) => mode switch
    {
        TlsMode.Disabled => "disabled",
        TlsMode.Enforcing => "enforcing",
        _ => "permissive",
    };
}
