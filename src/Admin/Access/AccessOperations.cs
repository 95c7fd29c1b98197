using System.Text;
using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Admin.Access;

internal sealed class AccessOperations(AdminCalls calls, BrokerDirectory directory) : IAccessOperations
{
    private static readonly AccessVersionContext Json = new(FastJson.NewOptions());

    public async Task<PartialResult<Done>> SaveAsync(PlainAccessConfig account, BrokerTarget target, CancellationToken cancellation = default)
    {
        var header = new CreateAclConfigRequestHeader
        {
            AccessKey = account.AccessKey ?? throw new ArgumentException("an account needs an access key"),
            SecretKey = account.SecretKey ?? throw new ArgumentException($"account '{account.AccessKey}' needs a secret key"),
            WhiteRemoteAddress = account.WhiteRemoteAddress,
            Admin = account.Admin,
            DefaultTopicPerm = account.DefaultTopicPerm,
            DefaultGroupPerm = account.DefaultGroupPerm,
            TopicPerms = Joined(account.TopicPerms),
            GroupPerms = Joined(account.GroupPerms),
        };
        return await TellAsync(target, RequestCode.UpdateAndCreateAclConfig, header, cancellation);
    }

    public Task<PartialResult<Done>> DeleteAsync(string accessKey, BrokerTarget target, CancellationToken cancellation = default) =>
        TellAsync(target, RequestCode.DeleteAclConfig, new DeleteAclConfigRequestHeader { AccessKey = accessKey }, cancellation);

    public Task<PartialResult<AccessVersion>> GetVersionAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        directory.EachAsync(target, async address => Read(
            address,
            await calls.CallForHeaderAsync<GetBrokerAclConfigResponseHeader>(address, RequestCode.GetBrokerClusterAclInfo, null, cancellation)), cancellation);

    public Task<PartialResult<AclConfig>> GetAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        directory.EachAsync(
            target, address => calls.CallForBodyAsync<AclConfig>(address, RequestCode.GetBrokerClusterAclConfig, null, cancellation), cancellation);

    public Task<PartialResult<Done>> SaveWhiteListAsync(
        IReadOnlyList<string> addresses, string? file, BrokerTarget target, CancellationToken cancellation = default) =>
        TellAsync(
            target,
            RequestCode.UpdateGlobalWhiteAddrsConfig,
            new UpdateGlobalWhiteAddrsRequestHeader { GlobalWhiteAddrs = string.Join(',', addresses), AclFileFullPath = file },
            cancellation);

    private static string? Joined(List<string>? entries) => entries is null ? null : string.Join(',', entries);

    private static AccessVersion Read(string address, GetBrokerAclConfigResponseHeader header)
    {
        try
        {
            var files = header.AllAclFileVersion is { Length: > 0 } all
                ? FastJson.Parse(Encoding.UTF8.GetBytes(all), Json.DictionaryStringDataVersion)
                : new Dictionary<string, DataVersion> { [""] = FastJson.Parse<DataVersion>(Encoding.UTF8.GetBytes(header.Version)) };
            return new AccessVersion(header.ClusterName, header.BrokerName, header.BrokerAddr, files);
        }
        catch (FastJsonException unreadable)
        {
            throw AdminCalls.Unreadable(address, RequestCode.GetBrokerClusterAclInfo, unreadable);
        }
    }

    private async Task<PartialResult<Done>> TellAsync(BrokerTarget target, RequestCode code, IRemotingHeader header, CancellationToken cancellation) =>
        await calls.CallEachAsync(await directory.ResolveAsync(target, cancellation), code, header, cancellation);
}
