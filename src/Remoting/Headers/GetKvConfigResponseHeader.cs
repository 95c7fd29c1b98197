namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 101.</summary>
public sealed class GetKvConfigResponseHeader : IRemotingHeader
{
    /// <summary>Value.</summary>
    public string? Value { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Value = fields.IfPresent("value", Value);
    }
}
