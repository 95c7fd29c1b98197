using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Broker.Clients;

/// <summary>A client on one connection, as its newest heartbeat told it. Two connections of one client id are two channels (docs/protocol.md 6.4).</summary>
/// <param name="Connection">Where it is reached.</param>
/// <param name="ClientId">What it calls itself.</param>
/// <param name="Language">Its language, for display.</param>
/// <param name="Version">Its version ordinal.</param>
/// <param name="LastSeen">Time of the newest heartbeat, milliseconds since 1970.</param>
internal sealed record ClientChannel(RemotingConnection Connection, string ClientId, LanguageCode Language, int Version, long LastSeen)
{
    /// <summary>The form in which tools see it.</summary>
    public Connection ToBody() => new() { ClientAddr = Connection.RemoteAddress, ClientId = ClientId, Language = Language, Version = Version };
}
