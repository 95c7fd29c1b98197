using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>The cluster that the address of a request names.</summary>
internal sealed class ApiCluster(IClusterConnection connection)
{
    /// <summary>How to ask it.</summary>
    public IClusterConnection Connection { get; } = connection;

    /// <summary>What is known of it once brokers have been heard of.</summary>
    /// <exception cref="RequestRefusedException">Nothing is known yet.</exception>
    public ClusterSnapshot Brokers => Connection.Snapshot is { UpdatedAt: not null } or { ListedAt: not null } ? Connection.Snapshot : throw NotYet();

    /// <summary>What is known of it once topics and groups have been listed.</summary>
    /// <exception cref="RequestRefusedException">Nothing is known yet.</exception>
    public ClusterSnapshot Lists => Connection.Snapshot is { ListedAt: not null } snapshot ? snapshot : throw NotYet();

    /// <summary>A topic.</summary>
    /// <exception cref="RequestRefusedException">There is none of that name.</exception>
    public TopicSnapshot Topic(string name) => Lists.Topics.FirstOrDefault(topic => topic.Name == name)
        ?? throw RequestRefusedException.NotFound($"The cluster '{Connection.Name}' has no topic '{name}'.");

    /// <summary>A consumer group.</summary>
    /// <exception cref="RequestRefusedException">There is none of that name.</exception>
    public GroupSnapshot Group(string name) => Lists.Groups.FirstOrDefault(group => group.Name == name)
        ?? throw RequestRefusedException.NotFound($"The cluster '{Connection.Name}' has no consumer group '{name}'.");

    /// <summary>A broker process.</summary>
    /// <exception cref="RequestRefusedException">There is none of that name and number.</exception>
    public BrokerSnapshot Broker(string name, long id) => Brokers.Brokers.FirstOrDefault(broker => broker.BrokerName == name && broker.BrokerId == id)
        ?? throw RequestRefusedException.NotFound(FormattableString.Invariant(
            $"The cluster '{Connection.Name}' has no broker '{name}' with the id {id}; known are {string.Join(", ", Brokers.Brokers.Select(broker => FormattableString.Invariant($"{broker.BrokerName}/{broker.BrokerId}")))}."));

    /// <summary>A message by its offset message id, or by its unique id within a topic.</summary>
    /// <exception cref="RequestRefusedException">There is none, that is not known, or the topic is needed.</exception>
    public async Task<LocatedMessage> MessageAsync(string id, string? topic, CancellationToken cancellation)
    {
        var found = await new MessageLookup(Connection).FindAsync(id, topic, cancellation);
        if (found.Messages is [var message, ..])
            return message;
        if (found.NeedsTopic)
            throw RequestRefusedException.Invalid("topic", "A unique id does not say where its message is: 'topic' is needed.");
        throw new RequestRefusedException(found.Failure is { } failure ? Problems.NoAnswer(failure.Message) : Problems.NotFound($"The cluster '{Connection.Name}' has no message '{id}'."));
    }

    /// <summary>Brokers to change, by name: those that are asked for, or all masters.</summary>
    /// <exception cref="RequestRefusedException">One has no master here.</exception>
    public IReadOnlyList<string> Masters(IReadOnlyList<string>? wanted)
    {
        List<string> known = [.. Brokers.Masters().Select(broker => broker.BrokerName).Distinct().Order(StringComparer.Ordinal)];
        if (wanted?.FirstOrDefault(name => !known.Contains(name)) is { } missing)
            throw RequestRefusedException.Invalid("brokers", $"There is no broker '{missing}' with a master; known are {string.Join(", ", known)}.");
        return wanted is { Count: > 0 } ? wanted : known;
    }

    /// <summary>Called by the framework for handlers that take a cluster.</summary>
    public static async ValueTask<ApiCluster?> BindAsync(HttpContext context)
    {
        var name = context.GetRouteValue("cluster") as string ?? "";
        var connection = context.RequestServices.GetRequiredService<ClusterConnections>().Find(name)
            ?? throw new RequestRefusedException(Problems.NoCluster(name));
        // Whoever asks right after the start waits for the first look instead of being told to come back.
        if (connection.Snapshot is { ListedAt: null, Failure: null })
            await connection.RefreshAsync(context.RequestAborted);
        return new ApiCluster(connection);
    }

    private RequestRefusedException NotYet() => new(Problems.NotYet(Connection.Name, Connection.Snapshot.Failure));
}
