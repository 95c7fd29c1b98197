using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Access;

/// <summary>Accounts and white lists of brokers of 4.x. Brokers of 5.3 no longer know these requests and refuse them.</summary>
public interface IAccessOperations
{
    /// <summary>Creates an account or changes its settings (50).</summary>
    Task<PartialResult<Done>> SaveAsync(PlainAccessConfig account, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Deletes an account (51).</summary>
    Task<PartialResult<Done>> DeleteAsync(string accessKey, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Versions of the access files of each broker (52).</summary>
    Task<PartialResult<AccessVersion>> GetVersionAsync(BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Accounts and white list of each broker (54). The original dropped this request after 4.9.4, ours serves it without secrets.</summary>
    Task<PartialResult<AclConfig>> GetAsync(BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Changes the addresses that need no signature (53).</summary>
    /// <param name="addresses">The new list.</param>
    /// <param name="file">Access file to change; null for the broker's main one.</param>
    /// <param name="target">Which brokers.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<PartialResult<Done>> SaveWhiteListAsync(
        IReadOnlyList<string> addresses, string? file, BrokerTarget target, CancellationToken cancellation = default);
}
