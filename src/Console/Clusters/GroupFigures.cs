using System.Collections.Immutable;
using RocketMQ.Admin;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>What no bulk request tells about groups: who is online (203), and how many dead letters are stored (202). A few in each round.</summary>
/// <remarks>Used by one round of the lists at a time; only the counts of viewers are shared.</remarks>
internal sealed class GroupFigures
{
    /// <summary>Groups asked about in a round. With the lists, the runtime figures and the dead letters a broker gets at most ten requests.</summary>
    private const int PresencesPerRound = 3;

    private const int DeadLettersPerRound = 1;

    private readonly IAdminClient _admin;
    private readonly Question _question;
    private readonly TimeProvider _time;
    private readonly RotatingFigures<GroupPresence> _presences;
    private readonly RotatingFigures<DeadLetters> _deadLetters;
    private IReadOnlyCollection<BrokerNode> _masters = [];

    public GroupFigures(IAdminClient admin, Question question, TimeProvider time)
    {
        (_admin, _question, _time) = (admin, question, time);
        _presences = new RotatingFigures<GroupPresence>(AskPresenceAsync, time);
        _deadLetters = new RotatingFigures<DeadLetters>(AskDeadLettersAsync, time);
    }

    /// <summary>Groups that pages show.</summary>
    public RowWatchers Watched { get; } = new();

    /// <summary>How many requests a broker gets at most in a round about these groups.</summary>
    public static int RequestsFor(ImmutableArray<GroupSnapshot> groups, IReadOnlySet<string>? topics) =>
        Math.Min(groups.Length, PresencesPerRound) + (topics?.Any(SystemTopics.IsDeadLetter) == true ? DeadLettersPerRound : 0);

    /// <summary>Asks about some groups, and adds to all what is known of them.</summary>
    /// <param name="groups">All groups.</param>
    /// <param name="topics">Names of all topics; null while a master has not listed its own, so that a missing topic says nothing.</param>
    /// <param name="masters">Whom to ask.</param>
    /// <param name="stopping">Ends the asking.</param>
    public async Task<ImmutableArray<GroupSnapshot>> AddAsync(
        ImmutableArray<GroupSnapshot> groups, IReadOnlySet<string>? topics, IReadOnlyCollection<BrokerNode> masters, CancellationToken stopping)
    {
        _masters = masters;
        var names = groups.Select(group => group.Name).ToList();
        await Task.WhenAll(
            _presences.AskAsync(PresencesPerRound, names, Watched.IsWatched, stopping),
            _deadLetters.AskAsync(DeadLettersPerRound, [.. names.Where(name => topics?.Contains(SystemTopics.DeadLetterTopicOf(name)) == true)], Watched.IsWatched, stopping));
        return [.. groups.Select(group => group with
        {
            Presence = _presences.Find(group.Name),
            // A topic that is on no broker has no messages; that is known without a question.
            Retries = group.Retries ?? (topics?.Contains(SystemTopics.RetryTopicOf(group.Name)) == false ? 0 : null),
            DeadLetters = topics?.Contains(SystemTopics.DeadLetterTopicOf(group.Name)) == false ? 0 : _deadLetters.Find(group.Name)?.Count,
        })];
    }

    private async Task<GroupPresence> AskPresenceAsync(string group, CancellationToken stopping)
    {
        var answers = await Task.WhenAll(_masters.Select(master => _question.AskAsync(
            master.Address,
            "GET_CONSUMER_CONNECTION_LIST",
            async limit => new Connected(MasterLists.Only(await _admin.Groups.GetConsumersAsync(group, BrokerTarget.Address(master.Address), limit))),
            stopping)));
        return GroupPresence.Of(
            [.. answers.Select(answer => answer.Value?.Members).OfType<ConsumerConnection>()],
            answers.Select(answer => answer.Failure?.Reason).FirstOrDefault(reason => reason is not null),
            _time.GetUtcNow());
    }

    private async Task<DeadLetters> AskDeadLettersAsync(string group, CancellationToken stopping)
    {
        var answer = await _question.AskAsync(
            _admin.NameServers.Addresses[0],
            "GET_TOPIC_STATS_INFO",
            limit => _admin.Topics.GetStatisticsAsync(SystemTopics.DeadLetterTopicOf(group), limit),
            stopping);
        return new DeadLetters(answer.Value is { Failures.Count: 0 } statistics
            ? statistics.Values.Values.SelectMany(broker => broker.OffsetTable.Values).Sum(queue => queue.MaxOffset - queue.MinOffset)
            : null);
    }

    // Null on a broker where nobody of the group is connected, which is an answer too.
    private sealed record Connected(ConsumerConnection? Members);

    private sealed record DeadLetters(long? Count);
}
