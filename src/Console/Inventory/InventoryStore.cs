using System.Text.Json;
using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Inventory;

/// <summary>What there was when, in history.db: a row for each state of each thing, written only when it became another one.</summary>
/// <remarks>
/// One writer; readers see the state before. A row without a state says that the thing was gone. The state that holds now is never removed, however
/// old it is, so that the file needs no more than the cluster has plus its newest changes.
/// </remarks>
internal sealed class InventoryStore(ConsoleDatabase database, int most = InventoryStore.MostRows)
{
    /// <summary>Most rows beside those that hold now.</summary>
    private const int MostRows = 200_000;

    private const string Newest = "SELECT max(later.at) FROM definitions later WHERE later.cluster = d.cluster AND later.kind = d.kind AND later.owner = d.owner AND later.name = d.name";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    // Clients come and go with every release of a service.
    private static readonly TimeSpan ClientsKept = TimeSpan.FromDays(14);

    /// <summary>Two looks further apart than this have a gap between them.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    /// <summary>The tables. Moments are in milliseconds since 1970.</summary>
    public static readonly Schema Schema = new(
        "inventory",
        """
        CREATE TABLE definitions (
          cluster TEXT NOT NULL,
          kind    INTEGER NOT NULL,
          owner   TEXT NOT NULL,
          name    TEXT NOT NULL,
          at      INTEGER NOT NULL,
          state   TEXT,
          PRIMARY KEY (cluster, kind, owner, name, at)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX definitions_at ON definitions (cluster, at);
        CREATE TABLE looks (
          cluster TEXT NOT NULL,
          first   INTEGER NOT NULL,
          last    INTEGER NOT NULL,
          PRIMARY KEY (cluster, first)
        ) STRICT, WITHOUT ROWID;
        """);

    /// <summary>Keeps what a look found to be different, and that there was one.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="at">When.</param>
    /// <param name="changes">The new states; null for what is gone.</param>
    public void Write(string cluster, DateTimeOffset at, IReadOnlyCollection<KeyValuePair<Definition, string?>> changes)
    {
        using var connection = database.Open();
        connection.Run("PRAGMA synchronous = NORMAL");
        using var transaction = connection.BeginTransaction();
        foreach (var (what, state) in changes)
        {
            connection.Run(
                "INSERT OR REPLACE INTO definitions (cluster, kind, owner, name, at, state) VALUES ($cluster, $kind, $owner, $name, $at, $state)",
                ("$cluster", cluster), ("$kind", (long)what.Kind), ("$owner", what.Owner), ("$name", what.Name), ("$at", Milliseconds(at)), ("$state", state));
        }

        connection.Run(
            """
            INSERT INTO looks (cluster, first, last)
            SELECT $cluster, coalesce((SELECT max(first) FROM looks WHERE cluster = $cluster AND last >= $at - $pause AND first <= $at), $at), $at WHERE true
            ON CONFLICT (cluster, first) DO UPDATE SET last = excluded.last
            """,
            ("$cluster", cluster), ("$at", Milliseconds(at)), ("$pause", (long)LongestPause.TotalMilliseconds));
        if (changes.Count > 0)
            Expire(connection, at);
        transaction.Commit();
    }

    /// <summary>What holds now, as far as is known.</summary>
    public Dictionary<Definition, string> Current(string cluster) => Read(cluster, DateTimeOffset.MaxValue).ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>The states at a moment.</summary>
    public IReadOnlyDictionary<Definition, IReadOnlyDictionary<string, string>> At(string cluster, DateTimeOffset at) =>
        Read(cluster, at).ToDictionary(pair => pair.Key, pair => (IReadOnlyDictionary<string, string>)Fields(pair.Value)!);

    /// <summary>The state of one thing at a moment; null when it was not there.</summary>
    public IReadOnlyDictionary<string, string>? At(string cluster, Definition what, DateTimeOffset at)
    {
        using var connection = database.Open();
        return Fields(StateAt(connection, cluster, what, Milliseconds(at)));
    }

    /// <summary>What is different at a second moment; what changed and changed back is not.</summary>
    public IReadOnlyList<Difference> Between(string cluster, DateTimeOffset from, DateTimeOffset to)
    {
        using var connection = database.Open();
        using var command = connection.Command(
            "SELECT kind, owner, name, max(at) FROM definitions WHERE cluster = $cluster AND at > $from AND at <= $to GROUP BY kind, owner, name ORDER BY kind, owner, name",
            ("$cluster", cluster), ("$from", Milliseconds(from)), ("$to", Milliseconds(to)));
        using var reader = command.ExecuteReader();
        var differences = new List<Difference>();
        while (reader.Read())
        {
            var what = new Definition((DefinitionKind)reader.GetInt32(0), reader.GetString(2), reader.GetString(1));
            var (before, after) = (StateAt(connection, cluster, what, Milliseconds(from)), StateAt(connection, cluster, what, Milliseconds(to)));
            if (before != after)
                differences.Add(new Difference(what, Fields(before), Fields(after), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3))));
        }

        return differences;
    }

    /// <summary>The last look at a moment or before; null when there was none.</summary>
    public DateTimeOffset? LastLook(string cluster, DateTimeOffset at)
    {
        using var connection = database.Open();
        using var command = connection.Command(
            "SELECT max(min(last, $at)) FROM looks WHERE cluster = $cluster AND first <= $at", ("$cluster", cluster), ("$at", Milliseconds(at)));
        return command.ExecuteScalar() is long last ? DateTimeOffset.FromUnixTimeMilliseconds(last) : null;
    }

    private Dictionary<Definition, string> Read(string cluster, DateTimeOffset at)
    {
        using var connection = database.Open();
        using var command = connection.Command(
            // Of an aggregate max, SQLite takes the other columns from the row that has it.
            "SELECT kind, owner, name, state, max(at) FROM definitions WHERE cluster = $cluster AND at <= $at GROUP BY kind, owner, name",
            ("$cluster", cluster), ("$at", Milliseconds(at)));
        using var reader = command.ExecuteReader();
        var states = new Dictionary<Definition, string>();
        while (reader.Read())
        {
            if (!reader.IsDBNull(3))
                states[new Definition((DefinitionKind)reader.GetInt32(0), reader.GetString(2), reader.GetString(1))] = reader.GetString(3);
        }

        return states;
    }

    private static string? StateAt(SqliteConnection connection, string cluster, Definition what, long at)
    {
        using var command = connection.Command(
            "SELECT state FROM definitions WHERE cluster = $cluster AND kind = $kind AND owner = $owner AND name = $name AND at <= $at ORDER BY at DESC LIMIT 1",
            ("$cluster", cluster), ("$kind", (long)what.Kind), ("$owner", what.Owner), ("$name", what.Name), ("$at", at));
        return command.ExecuteScalar() as string;
    }

    // A state is needed until the next one of the same thing is too old as well; what is gone is needed until then.
    private void Expire(SqliteConnection connection, DateTimeOffset now)
    {
        Remove(connection, Milliseconds(now - Kept), "d.kind NOT IN (4, 5)");
        Remove(connection, Milliseconds(now - ClientsKept), "d.kind IN (4, 5)");
        connection.Run("DELETE FROM looks WHERE last < $before", ("$before", Milliseconds(now - Kept)));
        using var count = connection.Command("SELECT count(*) FROM definitions");
        if ((long)count.ExecuteScalar()! is var rows && rows <= most)
            return;
        using var oldest = connection.Command("SELECT at FROM definitions ORDER BY at LIMIT 1 OFFSET $surplus", ("$surplus", rows - (most * 9L / 10)));
        if (oldest.ExecuteScalar() is long before)
            Remove(connection, before, "true");
    }

    private static void Remove(SqliteConnection connection, long before, string which) => connection.Run(
        $"""
        DELETE FROM definitions AS d WHERE d.at < $before AND {which} AND (d.at < ({Newest} AND later.at < $before) OR (d.state IS NULL AND d.at = ({Newest})))
        """,
        ("$before", before));

    private static SortedDictionary<string, string>? Fields(string? state) => state is null ? null : JsonSerializer.Deserialize<SortedDictionary<string, string>>(state);

    private static long Milliseconds(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();
}
