namespace RocketMQ.Remoting.Headers;

/// <summary>The header of requests that have no fields.</summary>
public sealed class NoFields : IRemotingHeader
{
    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
    }
}
