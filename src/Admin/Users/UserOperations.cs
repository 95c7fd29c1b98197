using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Admin.Users;

internal sealed class UserOperations(AdminCalls calls, BrokerDirectory directory) : IUserOperations
{
    public Task<PartialResult<Done>> CreateAsync(UserInfo user, BrokerTarget target, CancellationToken cancellation = default)
    {
        UserRules.Check(user, isNew: true);
        return TellAsync(target, RequestCode.AuthCreateUser, Named(user.Username!), cancellation, FastJson.Write(user));
    }

    public Task<PartialResult<Done>> UpdateAsync(UserInfo user, BrokerTarget target, CancellationToken cancellation = default)
    {
        UserRules.Check(user, isNew: false);
        return TellAsync(target, RequestCode.AuthUpdateUser, Named(user.Username!), cancellation, FastJson.Write(user));
    }

    public Task<PartialResult<Done>> DeleteAsync(string name, BrokerTarget target, CancellationToken cancellation = default) =>
        TellAsync(target, RequestCode.AuthDeleteUser, Named(name), cancellation);

    public Task<PartialResult<UserInfo?>> FindAsync(string name, BrokerTarget target, CancellationToken cancellation = default) =>
        FindAsync<UserInfo>(target, RequestCode.AuthGetUser, Named(name), cancellation);

    public Task<PartialResult<IReadOnlyList<UserInfo>>> ListAsync(string? filter, BrokerTarget target, CancellationToken cancellation = default) =>
        ListAsync<UserInfo>(target, RequestCode.AuthListUser, new ListUsersRequestHeader { Filter = filter }, cancellation);

    public Task<PartialResult<Done>> CreateAclAsync(AclInfo acl, BrokerTarget target, CancellationToken cancellation = default)
    {
        UserRules.Check(acl);
        return TellAsync(target, RequestCode.AuthCreateAcl, Of(acl.Subject!), cancellation, FastJson.Write(acl));
    }

    public Task<PartialResult<Done>> UpdateAclAsync(AclInfo acl, BrokerTarget target, CancellationToken cancellation = default)
    {
        UserRules.Check(acl);
        return TellAsync(target, RequestCode.AuthUpdateAcl, Of(acl.Subject!), cancellation, FastJson.Write(acl));
    }

    public Task<PartialResult<Done>> DeleteAclAsync(string subject, string? resource, BrokerTarget target, CancellationToken cancellation = default) =>
        TellAsync(target, RequestCode.AuthDeleteAcl, new DeleteAclRequestHeader { Subject = subject, Resource = resource }, cancellation);

    public Task<PartialResult<AclInfo?>> FindAclAsync(string subject, BrokerTarget target, CancellationToken cancellation = default) =>
        FindAsync<AclInfo>(target, RequestCode.AuthGetAcl, Of(subject), cancellation);

    public Task<PartialResult<IReadOnlyList<AclInfo>>> ListAclsAsync(
        string? subject, string? resource, BrokerTarget target, CancellationToken cancellation = default) =>
        ListAsync<AclInfo>(
            target, RequestCode.AuthListAcl, new ListAclsRequestHeader { SubjectFilter = subject, ResourceFilter = resource }, cancellation);

    private static UserRequestHeader Named(string name) => new() { Username = name };

    private static AclRequestHeader Of(string subject) => new() { Subject = subject };

    private async Task<PartialResult<Done>> TellAsync(
        BrokerTarget target, RequestCode code, IRemotingHeader header, CancellationToken cancellation, ReadOnlyMemory<byte> body = default) =>
        await calls.CallEachAsync(await directory.ResolveAsync(target, cancellation), code, header, cancellation, body);

    // "There is none" is a success without a body.
    private Task<PartialResult<T?>> FindAsync<T>(BrokerTarget target, RequestCode code, IRemotingHeader header, CancellationToken cancellation)
        where T : class, new() =>
        directory.EachAsync(
            target,
            async address => await calls.CallAsync(address, code, header, cancellation) is { Body.IsEmpty: false } answer
                ? AdminCalls.ReadBody<T>(answer, address, code)
                : null,
            cancellation);

    private Task<PartialResult<IReadOnlyList<T>>> ListAsync<T>(BrokerTarget target, RequestCode code, IRemotingHeader header, CancellationToken cancellation) =>
        directory.EachAsync<IReadOnlyList<T>>(
            target, async address => await calls.CallForBodyAsync<List<T>>(address, code, header, cancellation), cancellation);
}
