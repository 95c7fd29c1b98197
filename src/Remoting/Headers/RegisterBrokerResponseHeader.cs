namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 103: where the master is, for slaves.</summary>
public sealed class RegisterBrokerResponseHeader : IRemotingHeader
{
    /// <summary>Replication address of the master, host:port.</summary>
    public string? HaServerAddr { get; set; }

    /// <summary>Address of the master, host:port.</summary>
    public string? MasterAddr { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        HaServerAddr = fields.IfPresent("haServerAddr", HaServerAddr);
        MasterAddr = fields.IfPresent("masterAddr", MasterAddr);
    }
}
