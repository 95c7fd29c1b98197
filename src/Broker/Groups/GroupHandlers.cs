using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Offsets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Groups;

/// <summary>200: a consumer group is created or changed (docs/protocol.md 2.4.9).</summary>
internal sealed class UpdateGroupHandler(GroupTable groups) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        groups.Put(GroupLimits.Checked(RequestBody.Parse<SubscriptionGroupConfig>(request.Body)));
        return ValueTask.FromResult(Reply.With(new NoFields()));
    }
}

/// <summary>225: several groups in one request (5.x, docs/protocol.md 2.4.14).</summary>
internal sealed class UpdateGroupListHandler(GroupTable groups) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var list = RequestBody.Parse<SubscriptionGroupList>(request.Body).GroupConfigList;
        foreach (var config in list)
            _ = GroupLimits.Checked(config);
        if (list.Count > 0)
            groups.Put(list);
        return ValueTask.FromResult(Reply.With(new NoFields()));
    }
}

/// <summary>201: all groups with their version.</summary>
internal sealed class AllGroupsHandler(GroupTable groups) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.With(new NoFields(), FastJson.Write(groups.Snapshot())));
}

/// <summary>352: one group (5.x, docs/protocol.md 2.4.14).</summary>
internal sealed class GroupConfigHandler(GroupTable groups) : IRequestHandler<GetSubscriptionGroupConfigRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetSubscriptionGroupConfigRequestHeader> request, CancellationToken stopping) =>
        ValueTask.FromResult(groups.Find(request.Header.Group) is { } group
            ? Reply.With(new NoFields(), FastJson.Write(group.Config))
            : Reply.Refused(ResponseCode.SubscriptionGroupNotExist, $"subscription group [{request.Header.Group}] does not exist"));
}

/// <summary>207: a group goes, and its offsets where that is asked for. Unknown groups are no failure.</summary>
internal sealed class DeleteGroupHandler(GroupTable groups, OffsetTable offsets) : IRequestHandler<DeleteSubscriptionGroupRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<DeleteSubscriptionGroupRequestHeader> request, CancellationToken stopping)
    {
        groups.Remove(request.Header.GroupName);
        if (request.Header.ClearsOffsets)
            offsets.RemoveGroup(request.Header.GroupName);
        return ValueTask.FromResult(Reply.With(new NoFields()));
    }
}

/// <summary>What the settings of a group may be.</summary>
internal static class GroupLimits
{
    /// <exception cref="RejectedException">A setting is out of bounds; the remark names it.</exception>
    public static SubscriptionGroupConfig Checked(SubscriptionGroupConfig config)
    {
        if (GroupRules.Check(config.GroupName).Problem is { } problem)
            throw new RejectedException(ResponseCode.SystemError, problem);
        if (config.RetryQueueNums is < 0 or > 1024)
            throw new RejectedException(ResponseCode.SystemError, $"retryQueueNums={config.RetryQueueNums}: 0 to 1024 is allowed");
        return config;
    }
}
