using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Canaries;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Tailing;

namespace RocketMQ.ManagementConsole.Live;

/// <summary>Live figures for browsers and programs. A caller watches clusters and follows what is in them; what it then gets is in docs/hub.md.</summary>
[Authorize(Policy = Policies.View)]
internal sealed class LiveHub(
    ClusterConnections connections, ClusterAccess access, LiveWatchers watchers, LiveFeeds feeds, CanaryProber canaries, TailStreams tails, TimeProvider time) : Hub
{
    /// <summary>Name of the message with rates.</summary>
    public const string Rates = "rates";

    /// <summary>Name of the message with all figures of one thing.</summary>
    public const string Figures = "figures";

    /// <summary>Most things that one connection may follow.</summary>
    public const int MostFollowed = 200;

    /// <summary>Starts the messages with the rates of a cluster.</summary>
    /// <returns>The rates of the last ten minutes, oldest first.</returns>
    /// <exception cref="HubException">There is no such cluster, or none that the caller sees.</exception>
    public IReadOnlyList<RatesMessage> Watch(string cluster)
    {
        if (Find(cluster) is not IRateSource source)
            throw Unknown(cluster);
        // First the subscription, then the copy: a tick in between comes twice rather than never.
        feeds.Watch(Context.ConnectionId, cluster, watch: true);
        return [.. source.Rates.Ticks.Select(tick => RatesMessage.Of(cluster, tick))];
    }

    /// <summary>Ends the rates of a cluster; one that is not watched is no mistake.</summary>
    public void Unwatch(string cluster) => feeds.Watch(Context.ConnectionId, cluster, watch: false);

    /// <summary>Starts the messages with all figures of a cluster, or of a broker, group or topic in it.</summary>
    /// <returns>The figures as they are now.</returns>
    /// <exception cref="HubException">There is no such thing, none that the caller sees, or the caller follows too much.</exception>
    public FiguresMessage Follow(string cluster, string kind, string name)
    {
        var connection = Find(cluster);
        var subject = SubjectOf(kind, name, connection.Snapshot);
        if (feeds.FollowedBy(Context.ConnectionId) >= MostFollowed)
            throw new HubException($"One connection follows {MostFollowed} things at most; call Unfollow, or open another.");
        feeds.Follow(Context.ConnectionId, new Followed(cluster, subject), follow: true);
        var now = time.GetUtcNow();
        return FiguresMessage.Of(cluster, subject, now, SnapshotFigures.Of(connection.Snapshot, now).Concat(canaries.Readings(cluster, now)).ToLookup(reading => reading.Subject));
    }

    /// <summary>Ends the figures of something; what is not followed is no mistake.</summary>
    public void Unfollow(string cluster, string kind, string name) =>
        feeds.Follow(Context.ConnectionId, new Followed(cluster, new Subject(KindOf(kind), name)), follow: false);

    /// <summary>Streams the messages of a topic as they come in, until the caller cancels it.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="tag">Only messages with this tag; null or empty for all.</param>
    /// <param name="contains">Only messages with this text in body or properties; null or empty for all.</param>
    /// <param name="cancellation">Set when the caller cancels.</param>
    /// <exception cref="HubException">There is no such topic, or none that the caller sees.</exception>
    public IAsyncEnumerable<TailMessage> Tail(string cluster, string topic, string? tag, string? contains, CancellationToken cancellation)
    {
        var connection = Find(cluster);
        _ = SubjectOf("topic", topic, connection.Snapshot);
        var query = new MessageQuery { Topic = topic, Tag = string.IsNullOrWhiteSpace(tag) ? null : tag, Contains = string.IsNullOrEmpty(contains) ? null : contains };
        return tails.ReadAsync(Context.User, connection, query, cancellation).Select(TailMessage.Of);
    }

    public override Task OnConnectedAsync()
    {
        watchers.Add(Context);
        feeds.Add(Context.ConnectionId);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watchers.Remove(Context);
        feeds.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    private IClusterConnection Find(string cluster) =>
        access.RoleIn(Context.User, cluster) is not Role.None && connections.Find(cluster) is { } connection ? connection : throw Unknown(cluster);

    private HubException Unknown(string cluster)
    {
        var known = access.Visible(Context.User).Select(info => info.Name);
        return new HubException($"There is no cluster '{cluster}'; known: {(string.Join(", ", known) is { Length: > 0 } names ? names : "none yet")}");
    }

    private static SubjectKind KindOf(string kind) => kind switch
    {
        "cluster" => SubjectKind.Cluster,
        "broker" => SubjectKind.Broker,
        "group" => SubjectKind.Group,
        "topic" => SubjectKind.Topic,
        _ => throw new HubException($"'{kind}' is no kind; there are cluster, broker, group and topic"),
    };

    private static Subject SubjectOf(string kind, string name, ClusterSnapshot snapshot)
    {
        var subject = new Subject(KindOf(kind), name);
        var there = subject.Kind switch
        {
            SubjectKind.Cluster => name.Length == 0,
            SubjectKind.Broker => snapshot.Brokers.Any(broker => Subject.Broker(broker.BrokerName, broker.BrokerId) == subject),
            SubjectKind.Group => snapshot.Groups.Any(group => group.Name == name),
            _ => snapshot.Topics.Any(topic => topic.Name == name),
        };
        return there ? subject : throw new HubException(subject.Kind switch
        {
            SubjectKind.Cluster => "The cluster itself is followed with an empty name",
            SubjectKind.Broker => $"There is no broker '{name}'; names are as in broker-a/0",
            _ => $"There is no {kind} '{name}' in this cluster",
        });
    }
}
