namespace RocketMQ.Remoting.Headers;

/// <summary>217, 5.x: registers a topic without a broker's registration.</summary>
public sealed class RegisterTopicRequestHeader : IRemotingHeader
{
    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Topic = fields.Required("topic", Topic);
    }
}
