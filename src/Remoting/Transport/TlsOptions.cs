namespace RocketMQ.Remoting.Transport;

/// <summary>What a server does when a connection starts with a TLS handshake, and when it does not. docs/protocol.md 1.8.</summary>
public enum TlsMode
{
    /// <summary>Both are served on the same port.</summary>
    Permissive,

    /// <summary>A connection without TLS is closed.</summary>
    Enforcing,

    /// <summary>A TLS handshake is no frame; the connection is closed.</summary>
    Disabled,
}

/// <summary>TLS of a server.</summary>
public sealed record TlsServerOptions
{
    /// <summary>The mode; the original's default is permissive.</summary>
    public TlsMode Mode { get; init; } = TlsMode.Permissive;

    /// <summary>PEM file with the certificate and its chain. Without one, a self-signed certificate is made at the first handshake.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>PEM file with the private key.</summary>
    public string? KeyPath { get; init; }

    /// <summary>Password of an encrypted private key.</summary>
    public string? KeyPassword { get; init; }
}

/// <summary>TLS of a client.</summary>
public sealed record TlsClientOptions
{
    /// <summary>Whether connections start with a handshake.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whether the server's certificate must be trusted. Off, as in the original, traffic is encrypted but the server is not known.</summary>
    public bool AuthenticateServer { get; init; }

    /// <summary>PEM file with the certificates that are trusted in place of the system's.</summary>
    public string? TrustedCertificatesPath { get; init; }
}
