namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 200055.</summary>
public sealed class PollingInfoResponseHeader : IRemotingHeader
{
    /// <summary>Requests that wait.</summary>
    public int PollingNum { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        PollingNum = fields.Required("pollingNum", PollingNum);
    }
}
