using System.Net;

namespace RocketMQ.Remoting.Transport;

/// <summary>Where a server listens and what it accepts.</summary>
public sealed record RemotingServerOptions
{
    /// <summary>Address to bind; loopback unless configured otherwise.</summary>
    public IPAddress BindAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Port to bind; 0 takes a free one.</summary>
    public required int Port { get; init; }

    /// <summary>What the port is for and which setting moves it, told when it can not be opened. Example: "listenPort".</summary>
    public string PortSetting { get; init; } = "listenPort";

    /// <summary>Connections waiting to be accepted. The original's default is 1024.</summary>
    public int Backlog { get; init; } = 1024;

    /// <summary>Open connections; further ones are closed at once.</summary>
    public int MaxConnections { get; init; } = 100_000;

    /// <summary>How long a new connection may take for its first byte where TLS has to be told apart, and for a handshake.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What one connection may cost.</summary>
    public ConnectionLimits Limits { get; init; } = new();

    /// <summary>TLS on the same port.</summary>
    public TlsServerOptions Tls { get; init; } = new();
}

/// <summary>Told of connections as they come and go; client tables hang on this. Called on the connection's own thread, must not wait.</summary>
public interface IConnectionObserver
{
    /// <summary>A connection is open and has not been read from yet.</summary>
    void OnOpened(RemotingConnection connection);

    /// <summary>A connection has ended, for whatever reason.</summary>
    void OnClosed(RemotingConnection connection);
}
