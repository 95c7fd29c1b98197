using RocketMQ.Admin.Groups;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Groups;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Consumer groups of a cluster.</summary>
internal static class GroupEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapGroups(this RouteGroupBuilder api)
    {
        var groups = api.MapGroup("/clusters/{cluster}/groups").WithTags("Groups");
        groups.MapGet("/", List).RequireAuthorization(Policies.View).WithName("listGroups")
            .WithSummary("Consumer groups by part of the name or regular expression. A lag of null is unknown, never zero.")
            .Produces<Page<GroupAnswer>>().Refuses(400, 401, 404, 503);
        groups.MapGet("/{group}", Get).RequireAuthorization(Policies.View).WithName("getGroup").WithSummary("A group with its settings on each broker.")
            .Produces<GroupAnswer>().Refuses(401, 404, 503);
        groups.MapPut("/{group}", PutAsync).RequireAuthorization(Policies.Operate).WithName("putGroup")
            .WithSummary("Creates a group or changes its settings; what is left out stays as it is. dryRun=true only plans, keep=true keeps the plan.")
            .Produces<ChangeAnswer>().Produces<PlanAnswer>(StatusCodes.Status201Created).Refuses(400, 401, 403, 404, 409, 502, 503);
        groups.MapDelete("/{group}", DeleteAsync).RequireAuthorization(Policies.Operate).WithName("deleteGroup")
            .WithSummary("Deletes a group, which takes an administrator, with its offsets unless offsets=false, and with its retry and dead letter topics if topics=true. dryRun=true only plans, keep=true keeps the plan.")
            .Produces<ChangeAnswer>().Produces<PlanAnswer>(StatusCodes.Status201Created).Refuses(401, 403, 404, 409, 502, 503);
        groups.MapGet("/{group}/progress", ProgressAsync).RequireAuthorization(Policies.View).WithName("getGroupProgress")
            .WithSummary("How far the group is, queue by queue.").Produces<GroupProgress>().Refuses(401, 404, 502, 503);
        groups.MapPost("/{group}/pause", (ApiCluster target, string group, bool? dryRun, ApiChanges changes, HttpContext context) =>
                changes.RunAsync(new GroupPause(target.Group(group).Name, true), target, dryRun, context))
            .RequireAuthorization(Policies.Operate).WithName("pauseGroup").WithSummary("Has brokers refuse messages to the group (consumeEnable). dryRun=true only plans.")
            .Produces<ChangeAnswer>().Refuses(401, 403, 404, 409, 502, 503);
        groups.MapPost("/{group}/resume", (ApiCluster target, string group, bool? dryRun, ApiChanges changes, HttpContext context) =>
                changes.RunAsync(new GroupPause(target.Group(group).Name, false), target, dryRun, context))
            .RequireAuthorization(Policies.Operate).WithName("resumeGroup").WithSummary("Has brokers give messages to the group again. dryRun=true only plans.")
            .Produces<ChangeAnswer>().Refuses(401, 403, 404, 409, 502, 503);
        groups.MapGet("/{group}/members/{client}", MemberAsync).RequireAuthorization(Policies.View).WithName("getGroupMember")
            .WithSummary("What a member says of itself: queues, rates, subscriptions; with stacks=true the stacks of its threads.")
            .Produces<ConsumerRunningInfo>().Refuses(401, 404, 502, 503);
        groups.MapGet("/{group}/members", MembersAsync).RequireAuthorization(Policies.View).WithName("listGroupMembers")
            .WithSummary("Who of the group is online, and what they subscribe to.").Produces<GroupMembers>().Refuses(401, 404, 502, 503);
    }

    private static Page<GroupAnswer> List(ApiCluster target, string? q, bool? regex, bool? system, int? offset, int? limit)
    {
        var names = new NameFilter(q, regex is true);
        if (names.Problem is not null)
            throw RequestRefusedException.Invalid("q", names.Problem);
        return Pages.Of([.. target.Lists.Groups.Where(group => (system is true || !group.IsSystem) && names.Matches(group.Name)).Select(GroupAnswer.Of)], offset, limit);
    }

    private static GroupAnswer Get(ApiCluster target, string group) => GroupAnswer.Of(target.Group(group));

    private static Task<IResult> PutAsync(
        ApiCluster target, string group, GroupSettings settings, bool? dryRun, bool? keep, string? note, bool? forAnother, ApiChanges changes, HttpContext context) =>
        changes.RunAsync(new GroupSave(Draft(target, group, settings)), target, new HowToRun(dryRun, keep, note, forAnother), context);

    private static Task<IResult> DeleteAsync(
        ApiCluster target, string group, bool? offsets, bool? topics, bool? dryRun, bool? keep, string? note, bool? forAnother, ApiChanges changes, HttpContext context) =>
        changes.RunAsync(
            new GroupRemoval(target.Group(group).Name, new GroupDeletion(offsets is not false, topics is true)), target, new HowToRun(dryRun, keep, note, forAnother), context);

    private static async Task<IResult> ProgressAsync(ApiCluster target, string group, CancellationToken cancellation)
    {
        var progress = await GroupProgress.FetchAsync(target.Connection, target.Group(group).Name, cancellation);
        return progress.Failures.Count == 0 ? Results.Ok(progress) : Problems.Partial(progress.Failures, progress);
    }

    private static async Task<IResult> MembersAsync(ApiCluster target, string group, CancellationToken cancellation)
    {
        var members = await GroupMembers.FetchAsync(target.Connection, target.Group(group).Name, cancellation);
        return members.Failures.Count == 0 ? Results.Ok(members) : Problems.Partial(members.Failures, members);
    }

    private static async Task<ConsumerRunningInfo> MemberAsync(ApiCluster target, string group, string client, bool? stacks, CancellationToken cancellation) =>
        await target.Connection.Admin.Groups.FindRunningInfoAsync(target.Group(group).Name, client, stacks is true, cancellation)
            ?? throw RequestRefusedException.NotFound($"No member '{client}' of the group '{group}' is connected.");

    private static GroupDraft Draft(ApiCluster target, string name, GroupSettings settings)
    {
        if (GroupRules.Check(name).Problem is { } problem)
            throw RequestRefusedException.Invalid("group", problem);
        var known = target.Lists.Groups.FirstOrDefault(group => group.Name == name);
        var draft = known is null ? GroupDraft.New(target.Lists) : GroupDraft.Edit(known);
        var config = draft.Config;
        config.GroupName = name;
        config.ConsumeEnable = settings.ConsumeEnable ?? config.ConsumeEnable;
        config.ConsumeFromMinEnable = settings.ConsumeFromMinEnable ?? config.ConsumeFromMinEnable;
        config.ConsumeBroadcastEnable = settings.ConsumeBroadcastEnable ?? config.ConsumeBroadcastEnable;
        config.RetryMaxTimes = AtLeast("retryMaxTimes", settings.RetryMaxTimes, -1) ?? config.RetryMaxTimes;
        config.RetryQueueNums = AtLeast("retryQueueNums", settings.RetryQueueNums, 0) ?? config.RetryQueueNums;
        config.NotifyConsumerIdsChangedEnable = settings.NotifyConsumerIdsChangedEnable ?? config.NotifyConsumerIdsChangedEnable;
        if (settings.Brokers is not null)
        {
            draft.Brokers.Clear();
            draft.Brokers.UnionWith(target.Masters(settings.Brokers));
        }

        return draft;
    }

    private static int? AtLeast(string field, int? value, int least) =>
        value < least ? throw RequestRefusedException.Invalid(field, FormattableString.Invariant($"'{field}' has to be {least} or more.")) : value;

    /// <summary>Settings to give a group.</summary>
    internal sealed record GroupSettings(
        bool? ConsumeEnable,
        bool? ConsumeFromMinEnable,
        bool? ConsumeBroadcastEnable,
        int? RetryMaxTimes,
        int? RetryQueueNums,
        bool? NotifyConsumerIdsChangedEnable,
        IReadOnlyList<string>? Brokers);

    /// <summary>A group.</summary>
    /// <param name="Name">Name.</param>
    /// <param name="IsSystem">Whether the servers made it for themselves.</param>
    /// <param name="Lag">Messages stored and not consumed.</param>
    /// <param name="ConsumeRate">Messages consumed a second.</param>
    /// <param name="DrainSeconds">When it will have caught up; 0 when it has, null when that is not known or the lag does not shrink.</param>
    /// <param name="Members">Clients online.</param>
    /// <param name="Mode">How it consumes, or that nobody is online.</param>
    /// <param name="AskedAt">When it was last asked who is online.</param>
    /// <param name="Retries">Messages in its retry topic that wait for it.</param>
    /// <param name="DeadLetters">Messages in its dead letter topic.</param>
    /// <param name="LastConsumed">Store time of the last message it consumed.</param>
    /// <param name="Topics">Topics it has offsets in.</param>
    /// <param name="Brokers">Its settings by name of the broker set.</param>
    internal sealed record GroupAnswer(
        string Name,
        bool IsSystem,
        long? Lag,
        double? ConsumeRate,
        double? DrainSeconds,
        int? Members,
        GroupMode? Mode,
        DateTimeOffset? AskedAt,
        long? Retries,
        long? DeadLetters,
        DateTimeOffset? LastConsumed,
        IReadOnlyList<string>? Topics,
        IReadOnlyDictionary<string, SubscriptionGroupConfig> Brokers)
    {
        /// <summary>The answer about a group.</summary>
        public static GroupAnswer Of(GroupSnapshot group)
        {
            var row = GroupRow.Of(group);
            return new GroupAnswer(
                group.Name, group.IsSystem, row.Lag, row.Rate, row.Drain?.Time?.TotalSeconds, row.Members, row.Mode, group.Presence?.At, row.Retries, row.DeadLetters,
                row.LastConsumed, group.Topics, group.Configs);
        }
    }
}
