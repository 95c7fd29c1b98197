using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.History;

/// <summary>One figure of one object of one cluster.</summary>
internal readonly record struct SeriesKey(string Cluster, Subject Subject, Figure Figure);

/// <summary>Numbers of series in history.db, and who has room: at most so many are recorded at a time, those first that came first.</summary>
/// <remarks>Used by the one writer. A number is never given twice, so that rows of a series that is gone can stay until they are too old.</remarks>
internal sealed class SeriesDirectory(int most)
{
    // A series that was not heard of for so long makes room.
    private const long Silence = 24 * 3600;
    private const long Hour = 3600;

    private Dictionary<SeriesKey, (long Id, long Seen)>? _known;

    /// <summary>The number of a series; null when there is no room for it.</summary>
    public long? IdOf(SqliteConnection connection, SeriesKey key, DateTimeOffset at)
    {
        var now = at.ToUnixTimeSeconds();
        _known ??= Load(connection, now);
        if (_known.TryGetValue(key, out var found))
        {
            // The moment matters to the day, so it is written once an hour.
            if (now - found.Seen >= Hour)
                Touch(connection, key, found.Id, now);
            return found.Id;
        }

        if (_known.Count >= most && !MakeRoom(now))
            return null;
        var id = Find(connection, key) ?? Add(connection, key, now);
        Touch(connection, key, id, now);
        return id;
    }

    /// <summary>Forgets series whose last row is too old to be kept.</summary>
    public static void Expire(SqliteConnection connection, DateTimeOffset before) =>
        connection.Run("DELETE FROM series WHERE seen < $before", ("$before", before.ToUnixTimeSeconds()));

    /// <summary>Number of a series, as readers find it; null when nothing was recorded.</summary>
    public static long? Find(SqliteConnection connection, SeriesKey key)
    {
        using var command = connection.Command(
            "SELECT id FROM series WHERE cluster = $cluster AND kind = $kind AND name = $name AND figure = $figure", Parameters(key));
        return command.ExecuteScalar() as long?;
    }

    private bool MakeRoom(long now)
    {
        foreach (var silent in _known!.Where(pair => now - pair.Value.Seen > Silence).Select(pair => pair.Key).ToList())
            _known!.Remove(silent);
        return _known!.Count < most;
    }

    private void Touch(SqliteConnection connection, SeriesKey key, long id, long now)
    {
        connection.Run("UPDATE series SET seen = $seen WHERE id = $id", ("$seen", now), ("$id", id));
        _known![key] = (id, now);
    }

    private static long Add(SqliteConnection connection, SeriesKey key, long now)
    {
        using var command = connection.Command(
            "INSERT INTO series (cluster, kind, name, figure, seen) VALUES ($cluster, $kind, $name, $figure, $seen) RETURNING id",
            [.. Parameters(key), ("$seen", now)]);
        return (long)command.ExecuteScalar()!;
    }

    private Dictionary<SeriesKey, (long Id, long Seen)> Load(SqliteConnection connection, long now)
    {
        using var command = connection.Command(
            "SELECT cluster, kind, name, figure, id, seen FROM series WHERE seen >= $since ORDER BY kind, id LIMIT $most", ("$since", now - Silence), ("$most", most));
        using var reader = command.ExecuteReader();
        var known = new Dictionary<SeriesKey, (long Id, long Seen)>();
        while (reader.Read())
        {
            var subject = new Subject((SubjectKind)reader.GetInt32(1), reader.GetString(2));
            known[new SeriesKey(reader.GetString(0), subject, (Figure)reader.GetInt32(3))] = (reader.GetInt64(4), reader.GetInt64(5));
        }

        return known;
    }

    private static (string Name, object? Value)[] Parameters(SeriesKey key) =>
        [("$cluster", key.Cluster), ("$kind", (long)key.Subject.Kind), ("$name", key.Subject.Name), ("$figure", (long)key.Figure)];
}
