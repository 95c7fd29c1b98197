using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Users;

/// <summary>Users of brokers of 5.3 and what they may do. Other brokers, ours among them, do not know these requests and refuse them.</summary>
public interface IUserOperations
{
    /// <summary>Creates a user (3001).</summary>
    /// <exception cref="ArgumentException">Name, password or type is missing or is none; nothing was sent.</exception>
    Task<PartialResult<Done>> CreateAsync(UserInfo user, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Changes what is given of a user (3002).</summary>
    /// <exception cref="ArgumentException">There is no name, nothing to change, or type or status is none; nothing was sent.</exception>
    Task<PartialResult<Done>> UpdateAsync(UserInfo user, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Deletes a user (3003). That there was none is a success too.</summary>
    Task<PartialResult<Done>> DeleteAsync(string name, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>A user of each broker (3004), with the password where the broker tells it; null where there is none.</summary>
    Task<PartialResult<UserInfo?>> FindAsync(string name, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Users of each broker (3005).</summary>
    /// <param name="filter">A part of the name; null for all.</param>
    /// <param name="target">Which brokers.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<PartialResult<IReadOnlyList<UserInfo>>> ListAsync(string? filter, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Creates what somebody may do (3006).</summary>
    /// <exception cref="ArgumentException">Subject, resource, action or decision is missing or is none; nothing was sent.</exception>
    Task<PartialResult<Done>> CreateAclAsync(AclInfo acl, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Changes or adds what somebody may do on the resources that are named (3007).</summary>
    /// <exception cref="ArgumentException">Subject, resource, action or decision is missing or is none; nothing was sent.</exception>
    Task<PartialResult<Done>> UpdateAclAsync(AclInfo acl, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Deletes what somebody may do (3008).</summary>
    /// <param name="subject">Who, for example User:alice.</param>
    /// <param name="resource">Only on this resource; null for all.</param>
    /// <param name="target">Which brokers.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<PartialResult<Done>> DeleteAclAsync(string subject, string? resource, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>What somebody may do on each broker (3009); null where nothing is said about him.</summary>
    Task<PartialResult<AclInfo?>> FindAclAsync(string subject, BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Who may do what on each broker (3010).</summary>
    /// <param name="subject">A part of the subject; null for all.</param>
    /// <param name="resource">A part of the resource; null for all.</param>
    /// <param name="target">Which brokers.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<PartialResult<IReadOnlyList<AclInfo>>> ListAclsAsync(
        string? subject, string? resource, BrokerTarget target, CancellationToken cancellation = default);
}
