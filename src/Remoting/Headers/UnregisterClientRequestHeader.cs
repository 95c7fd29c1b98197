namespace RocketMQ.Remoting.Headers;

/// <summary>35: a client leaves. docs/protocol.md 2.4.5.</summary>
public sealed class UnregisterClientRequestHeader : IRemotingHeader
{
    /// <summary>Client id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Producer group that ends.</summary>
    public string? ProducerGroup { get; set; }

    /// <summary>Consumer group that ends.</summary>
    public string? ConsumerGroup { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ClientId = fields.Required("clientID", ClientId);
        ProducerGroup = fields.IfPresent("producerGroup", ProducerGroup);
        ConsumerGroup = fields.IfPresent("consumerGroup", ConsumerGroup);
    }
}
