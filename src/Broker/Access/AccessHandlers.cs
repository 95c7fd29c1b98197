using System.Text;
using RocketMQ.Broker.Hosting;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Access;

/// <summary>50: adds or changes an account (docs/protocol.md 2.4.13).</summary>
internal sealed class PutAccountHandler(AccessControl? control) : IRequestHandler<CreateAclConfigRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<CreateAclConfigRequestHeader> request, CancellationToken stopping) =>
        ValueTask.FromResult(AccessChanges.Apply(control, ResponseCode.UpdateAndCreateAclConfigFailed, access => Put(access, request.Header)));

    private static string? Put(AccessControl access, CreateAclConfigRequestHeader account)
    {
        if (account.AccessKey.Length <= AccountSettings.MinLength || account.SecretKey.Length <= AccountSettings.MinLength)
        {
            return $"The accessKey={account.AccessKey} and its secretKey must have more than {AccountSettings.MinLength} characters; "
                + $"they have {account.AccessKey.Length} and {account.SecretKey.Length}";
        }

        var problem = CheckDefault("defaultTopicPerm", account.DefaultTopicPerm) ?? CheckDefault("defaultGroupPerm", account.DefaultGroupPerm)
            ?? CheckEntries("topicPerms", account.TopicPerms) ?? CheckEntries("groupPerms", account.GroupPerms)
            ?? AccessChanges.CheckAddresses("whiteRemoteAddress", [account.WhiteRemoteAddress ?? ""]);
        if (problem is null)
            access.Put(account);
        return problem;
    }

    private static string? CheckDefault(string name, string? rights) =>
        string.IsNullOrEmpty(rights) || RightsText.Parse(rights) is not null ? null : $"{name} is '{rights}'; {RightsText.Allowed} is allowed";

    private static string? CheckEntries(string name, string? entries)
    {
        var wrong = entries?.Split(',', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(entry => RightsText.ParseEntry(entry) is null);
        return wrong is null ? null : $"'{wrong}' in {name}: NAME= and {RightsText.Allowed} are allowed, separated by commas";
    }
}

/// <summary>51: takes an account out.</summary>
internal sealed class RemoveAccountHandler(AccessControl? control) : IRequestHandler<DeleteAclConfigRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<DeleteAclConfigRequestHeader> request, CancellationToken stopping)
    {
        var name = request.Header.AccessKey;
        return ValueTask.FromResult(AccessChanges.Apply(
            control,
            ResponseCode.DeleteAclConfigFailed,
            access => access.Remove(name) ? null : $"The accesskey[{name}] corresponding to accessConfig has been deleted failed. There is no such account"));
    }
}

/// <summary>53: replaces the addresses that are not checked.</summary>
internal sealed class WhiteAddressesHandler(AccessControl? control) : IRequestHandler<UpdateGlobalWhiteAddrsRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<UpdateGlobalWhiteAddrsRequestHeader> request, CancellationToken stopping) =>
        ValueTask.FromResult(AccessChanges.Apply(control, ResponseCode.UpdateGlobalWhiteAddrsConfigFailed, access => Set(access, request.Header)));

    private static string? Set(AccessControl access, UpdateGlobalWhiteAddrsRequestHeader header)
    {
        if (AccessChanges.CheckAddresses("globalWhiteAddrs", header.GlobalWhiteAddrs.Split(',', StringSplitOptions.RemoveEmptyEntries)) is { } problem)
            return problem;
        if (access.SetWhiteAddresses(header.GlobalWhiteAddrs, header.AclFileFullPath))
            return null;
        var files = access.Rules.Files.Select(file => file.Path).Append(access.MainFile).Distinct();
        return $"The globalWhiteAddresses[{header.GlobalWhiteAddrs}] has been updated failed. '{header.AclFileFullPath}' is no access file; {string.Join(" and ", files)} are";
    }
}

/// <summary>52: versions of the access files.</summary>
internal sealed class AccessVersionHandler(AccessControl? control, BrokerIdentity identity) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        if (control is null)
            return ValueTask.FromResult(Reply.Refused(ResponseCode.SystemError, AccessChanges.Off));
        var files = control.Rules.Files;
        var main = files.FirstOrDefault(file => file.Path == control.MainFile)?.Version ?? new DataVersion();
        return ValueTask.FromResult(Reply.With(new GetBrokerAclConfigResponseHeader
        {
            Version = Encoding.UTF8.GetString(FastJson.Write(main)),
            AllAclFileVersion = Encoding.UTF8.GetString(FastJson.Write(files.ToDictionary(file => file.Path, file => file.Version))),
            BrokerName = identity.BrokerName,
            BrokerAddr = identity.Address,
            ClusterName = identity.ClusterName,
        }));
    }
}

/// <summary>54: accounts and addresses that are not checked. Apache's brokers answer it up to 4.9.4 and tell the secrets as well.</summary>
internal sealed class AccountListHandler(AccessControl? control) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        if (control is null)
            return ValueTask.FromResult(Reply.Refused(ResponseCode.SystemError, AccessChanges.Off));
        var files = control.Rules.Files;
        return ValueTask.FromResult(Reply.WithBody(FastJson.Write(new AclConfig
        {
            GlobalWhiteAddrs = [.. files.SelectMany(file => file.WhiteTexts).Distinct()],
            PlainAccessConfigs = [.. files.SelectMany(file => file.Accounts).DistinctBy(account => account.AccessKey).Select(Describe)],
        })));
    }

    private static PlainAccessConfig Describe(AccountSettings account) => new()
    {
        AccessKey = account.AccessKey,
        WhiteRemoteAddress = account.WhiteText,
        Admin = account.Admin,
        DefaultTopicPerm = RightsText.Write(account.DefaultTopicPerm),
        DefaultGroupPerm = RightsText.Write(account.DefaultGroupPerm),
        TopicPerms = Describe(account.TopicPerms),
        GroupPerms = Describe(account.GroupPerms),
    };

    private static List<string> Describe(IReadOnlyDictionary<string, Rights> permissions) =>
        [.. permissions.Select(permission => $"{permission.Key}={RightsText.Write(permission.Value)}")];
}

/// <summary>What the requests that change access files have in common.</summary>
internal static class AccessChanges
{
    public const string Off = "access control is off on this broker; it needs aclEnable=true and a restart";

    /// <summary>Makes a change, and answers with <paramref name="failed"/> and the reason where it could not be made.</summary>
    public static Reply Apply(AccessControl? control, ResponseCode failed, Func<AccessControl, string?> change)
    {
        try
        {
            var problem = control is null ? Off : change(control);
            return problem is null ? Reply.Success : Reply.Refused(failed, problem);
        }
        catch (Exception failure) when (failure is AccessFileException or IOException or UnauthorizedAccessException)
        {
            return Reply.Refused(failed, failure.Message);
        }
    }

    public static string? CheckAddresses(string name, IEnumerable<string> addresses)
    {
        var wrong = addresses.FirstOrDefault(address => !AddressPattern.TryParse(address, out _));
        return wrong is null ? null : $"'{wrong}' in {name} is no pattern of addresses; {AddressPattern.Allowed}";
    }
}
