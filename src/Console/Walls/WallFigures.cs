using RocketMQ.ManagementConsole.Canaries;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Radar;

namespace RocketMQ.ManagementConsole.Walls;

/// <summary>Reckons what the tiles of a wall show now, from the collector's snapshot.</summary>
internal sealed class WallFigures(ClusterConnections connections, Retentions retentions, CanaryProber canaries, HistoryQuery history, TimeProvider time)
{
    private const int MostRows = 8;

    /// <summary>How far back the charts of tiles go.</summary>
    public static readonly TimeSpan Past = TimeSpan.FromHours(1);

    /// <summary>Of which moment the lists of topics and groups are that tiles show now; null when there are none.</summary>
    public DateTimeOffset? ListedAt(string cluster) => connections.Find(cluster)?.Snapshot.ListedAt;

    /// <summary>What each tile of each screen shows; null for a cluster that is not connected.</summary>
    public IReadOnlyList<IReadOnlyList<TileData>>? Of(Wall wall)
    {
        if (connections.Find(wall.Cluster) is not { } connection)
            return null;
        var (snapshot, now) = (connection.Snapshot, time.GetUtcNow());
        var readings = SnapshotFigures.Of(snapshot, now).ToLookup(reading => reading.Subject);
        return [.. wall.Screens.Select(screen => (IReadOnlyList<TileData>)[.. screen.Tiles.Select(tile => Of(wall.Cluster, tile, connection, snapshot, readings, now))])];
    }

    /// <summary>The last hour of a tile that has a chart: moments in seconds, then one list for each series; null for others.</summary>
    public TilePast? PastOf(Wall wall, WallTile tile)
    {
        Figure[]? figures = tile.Kind switch
        {
            TileKind.Rates => [Figure.In, Figure.Out],
            TileKind.Lag => [Figure.Lag],
            _ => null,
        };
        if (figures is null)
            return null;
        var now = time.GetUtcNow();
        var past = history.Read(wall.Cluster, new Subject(tile.About, tile.Name), figures, now - Past, now);
        var values = figures.Select(figure => past.Series[figure].ToDictionary(point => point.At, point => point.Mean)).ToList();
        List<long> times = [.. values.SelectMany(series => series.Keys).Distinct().Order()];
        return new TilePast([.. times.Select(at => at / 1000d)], [.. times.Select(at => values.Select(series => series.TryGetValue(at, out var value) ? value : (double?)null).ToList())]);
    }

    private TileData Of(
        string cluster, WallTile tile, IClusterConnection connection, ClusterSnapshot snapshot, ILookup<Subject, Reading> readings, DateTimeOffset now)
    {
        var known = readings[new Subject(tile.About, tile.Name)].ToDictionary(reading => reading.Figure, reading => reading.Value);
        var listed = new TileData(snapshot.ListedAt?.ToUnixTimeMilliseconds());
        var updated = new TileData(snapshot.UpdatedAt?.ToUnixTimeMilliseconds());
        return tile.Kind switch
        {
            TileKind.Rates => (tile.About is SubjectKind.Cluster or SubjectKind.Broker ? updated : listed) with { In = Value(Figure.In), Out = Value(Figure.Out) },
            TileKind.Lag => listed with { Lag = Value(Figure.Lag), OldestUnread = Value(Figure.OldestUnread) },
            TileKind.TopTopics => listed with { Rows = TopTopics(snapshot) },
            TileKind.Brokers => updated with { Rows = [.. snapshot.Brokers.Select(Row)], Total = snapshot.Brokers.Length },
            TileKind.Proof => Proven(cluster, now),
            _ => Unread(listed, connection, snapshot, now),
        };

        double? Value(Figure figure) => known.TryGetValue(figure, out var value) ? value : null;
    }

    private TileData Unread(TileData data, IClusterConnection connection, ClusterSnapshot snapshot, DateTimeOffset now)
    {
        var all = Expiry.Of(snapshot, retentions.Find(connection), now);
        return data with
        {
            Total = all.Count,
            Rows =
            [
                .. all.Take(MostRows).Select(expiry => new TileRow(expiry.Group, StateOf(expiry.State))
                {
                    Detail = FormattableString.Invariant($"{expiry.Queue.Topic} {expiry.Queue.BrokerName}/{expiry.Queue.QueueId}"),
                    Messages = expiry.Queue.Messages,
                    Left = expiry.IsForced ? 0 : (expiry.KeptUntil - now)?.TotalSeconds,
                }),
            ],
        };
    }

    private TileData Proven(string cluster, DateTimeOffset now)
    {
        var proofs = canaries.Find(cluster);
        return new TileData(proofs.Max(proof => proof.LastTry)?.ToUnixTimeMilliseconds())
        {
            Total = proofs.Count,
            Rows =
            [
                .. proofs.Take(MostRows).Select(proof => new TileRow(proof.BrokerName, proof.Failure is null ? "good" : "bad")
                {
                    Age = (now - proof.LastSuccess)?.TotalSeconds,
                    P99 = proof.P99,
                }),
            ],
        };
    }

    private static IReadOnlyList<TileRow> TopTopics(ClusterSnapshot snapshot) =>
    [
        .. snapshot.Topics
            .Where(topic => topic.Kind is TopicKind.Normal)
            .Select(topic => (topic.Name, Flow: snapshot.Flows.GetValueOrDefault(topic.Name)))
            .Where(topic => topic.Flow?.InRate is not null)
            .OrderByDescending(topic => topic.Flow!.InRate)
            .ThenBy(topic => topic.Name, StringComparer.Ordinal)
            .Take(MostRows)
            .Select(topic => new TileRow(topic.Name, "good") { In = topic.Flow!.InRate, Out = topic.Flow.OutRate }),
    ];

    private static TileRow Row(BrokerSnapshot broker) =>
        new(FormattableString.Invariant($"{broker.BrokerName}/{broker.BrokerId}"), broker.Failure is not null ? "bad" : broker.Runtime is null ? "unknown" : "good")
        {
            In = broker.InRate,
            Out = broker.OutRate,
            Disk = broker.Runtime?.CommitLogDiskRatio,
        };

    private static string StateOf(ExpiryState state) => state switch
    {
        ExpiryState.Imminent => "bad",
        ExpiryState.Approaching => "warn",
        ExpiryState.Unknown => "unknown",
        _ => "good",
    };
}

/// <summary>Points of a tile's chart: moments in seconds since 1970, and a row of values for each.</summary>
internal sealed record TilePast(IReadOnlyList<double> Times, IReadOnlyList<IReadOnlyList<double?>> Rows);
