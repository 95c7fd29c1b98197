using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>Who of a group is online, and what they want.</summary>
/// <param name="Members">Clients, each once although it is connected to several brokers.</param>
/// <param name="Subscriptions">What they subscribe to.</param>
/// <param name="Mode">Clustering or broadcasting; null when nobody is online, or members disagree.</param>
/// <param name="Start">Where the group starts on a queue that it has no offset for; null when nobody is online.</param>
/// <param name="Failures">Brokers that did not answer; members connected to these alone are missing.</param>
public sealed record GroupMembers(
    IReadOnlyList<GroupMembers.Member> Members,
    IReadOnlyList<GroupMembers.Subscription> Subscriptions,
    MessageModel? Mode,
    ConsumeFromWhere? Start,
    IReadOnlyList<ServerOutcome> Failures)
{
    /// <summary>How many brokers were asked.</summary>
    public required int Asked { get; init; }

    /// <summary>Members as a figure; null when a broker did not answer.</summary>
    public int? Count => Failures.Count == 0 ? Members.Count : null;

    /// <summary>Asks every master (203).</summary>
    public static async Task<GroupMembers> FetchAsync(IClusterConnection connection, string group, CancellationToken cancellation)
    {
        var result = await connection.Admin.Groups.GetConsumersAsync(group, BrokerTarget.AllMasters, cancellation);
        var online = result.Values.Values.OfType<ConsumerConnection>().ToList();
        var modes = online.Select(connected => connected.MessageModel).Where(mode => mode != MessageModel.Unknown).Distinct().ToList();
        return new GroupMembers(
            [.. online.SelectMany(connected => connected.ConnectionSet).DistinctBy(member => member.ClientId)
                .OrderBy(member => member.ClientId, StringComparer.Ordinal)
                .Select(member => new Member(member.ClientId, member.ClientAddr, LanguageCodes.NameOf(member.Language), RemotingVersion.Describe(member.Version)))],
            [.. online.SelectMany(connected => connected.SubscriptionTable.Values).GroupBy(subscription => subscription.Topic).OrderBy(topic => topic.Key, StringComparer.Ordinal)
                .Select(topic => new Subscription(
                    topic.Key,
                    string.Join("; ", topic.Select(subscription => subscription.SubString).Distinct()),
                    topic.First().ExpressionType ?? "TAG",
                    Moments.Latest(topic.Select(subscription => subscription.SubVersion))))],
            modes is [var only] ? only : null,
            online.Select(connected => connected.ConsumeFromWhere).FirstOrDefault() is var start and not ConsumeFromWhere.Unknown ? start : null,
            [.. ServerOutcome.Of(result, connection.Snapshot).Where(outcome => !outcome.Succeeded)])
        {
            Asked = result.Values.Count + result.Failures.Count,
        };
    }

    /// <summary>One client.</summary>
    /// <param name="ClientId">Its id.</param>
    /// <param name="Address">Where it connects from.</param>
    /// <param name="Language">What it is written in.</param>
    /// <param name="Version">Release of its library.</param>
    public sealed record Member(string ClientId, string Address, string Language, string Version);

    /// <summary>One topic that the group wants.</summary>
    /// <param name="Topic">Topic.</param>
    /// <param name="Expression">Which messages of it; several when members differ.</param>
    /// <param name="Type">TAG or SQL92.</param>
    /// <param name="Since">When it was last changed by a member.</param>
    public sealed record Subscription(string Topic, string Expression, string Type, DateTimeOffset? Since);
}
