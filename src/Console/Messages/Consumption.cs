using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;
using TargetFailure = RocketMQ.Admin.Targets.TargetFailure;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>Which groups have consumed a message.</summary>
/// <param name="Groups">Groups of the topic, by name.</param>
/// <param name="Omitted">Groups that were not asked about because there are so many.</param>
/// <param name="Failures">Brokers that did not name their groups.</param>
/// <param name="Failure">Why nothing is known; null when something is.</param>
public sealed record Consumption(
    IReadOnlyList<GroupPassage> Groups, int Omitted = 0, IReadOnlyList<TargetFailure>? Failures = null, AskFailure? Failure = null)
{
    /// <summary>Groups asked about at most; each is a request to the message's broker.</summary>
    public const int MaxGroups = 64;

    private const int AtOnce = 8;

    /// <summary>Asks which groups consume the message's topic, and its broker how far each is.</summary>
    internal static async Task<Consumption> FindAsync(IClusterConnection connection, LocatedMessage located, CancellationToken cancellation)
    {
        try
        {
            var listed = await connection.Admin.Topics.ListGroupsAsync(located.Message.Topic, cancellation);
            var groups = listed.Values.Values.SelectMany(names => names).Distinct().Order(StringComparer.Ordinal).ToList();
            using var gate = new SemaphoreSlim(AtOnce);
            var passages = await Task.WhenAll(groups.Take(MaxGroups).Select(group => AskAsync(group)));
            return new Consumption(passages, Math.Max(0, groups.Count - MaxGroups), listed.Failures);

            async Task<GroupPassage> AskAsync(string group)
            {
                await gate.WaitAsync(cancellation);
                try
                {
                    return await FindAsync(connection, group, located, cancellation);
                }
                finally
                {
                    gate.Release();
                }
            }
        }
        catch (Exception exception) when (AskFailure.Covers(exception))
        {
            return new Consumption([], Failure: AskFailure.Of(exception));
        }
    }

    private static async Task<GroupPassage> FindAsync(
        IClusterConnection connection, string group, LocatedMessage located, CancellationToken cancellation)
    {
        try
        {
            var broker = BrokerTarget.Broker(located.BrokerName);
            var members = await MembersAsync(connection, group, broker, cancellation);
            if (members?.MessageModel is MessageModel.Broadcasting)
                return new GroupPassage(group, PassageState.Broadcasting) { Clients = ClientsOf(members) };
            var answer = await connection.Admin.Groups.GetProgressAsync(group, broker, located.Message.Topic, cancellation);
            if (answer.Failures is [var failure, ..])
                return new GroupPassage(group, PassageState.Unknown, Reason: failure.Message);
            var offsets = answer.Values.Values
                .SelectMany(stats => stats.OffsetTable)
                .Where(pair => pair.Key.Topic == located.Message.Topic && pair.Key.QueueId == located.Message.QueueId)
                .Select(pair => pair.Value)
                .FirstOrDefault();
            var wish = GroupWish.Of(members?.SubscriptionTable.GetValueOrDefault(located.Message.Topic), located);
            return Of(group, offsets, located, wish) with { Clients = ClientsOf(members), Filter = wish.Filter, IsWanted = wish.IsWanted };
        }
        catch (Exception exception) when (AskFailure.Covers(exception))
        {
            return new GroupPassage(group, PassageState.Unknown, Reason: exception.Message);
        }
    }

    private static IReadOnlyList<string>? ClientsOf(ConsumerConnection? members) => members is null ? null : [.. members.ConnectionSet.Select(member => member.ClientId).Order(StringComparer.Ordinal)];

    // Members are connected to every broker of their topics. A group without any has no connections, which is an answer; what a broker
    // refuses leaves only the members unknown.
    private static async Task<ConsumerConnection?> MembersAsync(IClusterConnection connection, string group, BrokerTarget broker, CancellationToken cancellation)
    {
        var answer = await connection.Admin.Groups.GetConsumersAsync(group, broker, cancellation);
        return answer.Values.Count == 0 ? null : answer.Values.Values.First() ?? new ConsumerConnection();
    }

    private static GroupPassage Of(string group, OffsetWrapper? offsets, LocatedMessage located, GroupWish wish)
    {
        if (offsets is null or { ConsumerOffset: < 0 })
            return new GroupPassage(group, PassageState.NoOffset);
        DateTimeOffset? last = offsets.LastTimestamp > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(offsets.LastTimestamp) : null;
        return offsets.ConsumerOffset > located.Message.QueueOffset
            ? new GroupPassage(group, wish.IsWanted == false ? PassageState.Filtered : PassageState.Passed, null, last)
            : new GroupPassage(group, PassageState.Waiting, located.Message.QueueOffset - offsets.ConsumerOffset, last)
            {
                Behind = last is { } moment && moment <= located.StoredAt ? located.StoredAt - moment : null,
            };
    }
}
