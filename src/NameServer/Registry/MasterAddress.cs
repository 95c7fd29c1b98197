namespace RocketMQ.NameServer.Registry;

/// <summary>Where slaves find their master.</summary>
/// <param name="Address">Its address for requests.</param>
/// <param name="HaAddress">Its address for replication.</param>
internal sealed record MasterAddress(string Address, string HaAddress)
{
    /// <summary>The broker id of masters.</summary>
    public const long MasterId = 0;
}
