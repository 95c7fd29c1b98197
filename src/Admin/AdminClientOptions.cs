using RocketMQ.Admin.Rehearsals;
using RocketMQ.Remoting.Access;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Admin;

/// <summary>Which cluster an admin client asks, and how patient it is.</summary>
public sealed record AdminClientOptions
{
    /// <summary>Name servers, "host:port" each, at least one. The first that answers is asked until it stops answering.</summary>
    public required IReadOnlyList<string> NameServers { get; init; }

    /// <summary>For one request, and for making one connection. Default 5 s, as mqadmin's.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>TLS towards name servers and brokers; off by default.</summary>
    public TlsClientOptions Tls { get; init; } = new();

    /// <summary>What requests are signed with; null to send them unsigned.</summary>
    public AccessKeys? Keys { get; init; }

    /// <summary>When given, nothing is changed: what would be sent is noted in it. Null to work in earnest.</summary>
    public Rehearsal? Rehearsal { get; init; }
}
