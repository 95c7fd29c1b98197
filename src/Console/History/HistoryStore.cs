using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.History;

/// <summary>The figures of the past in history.db: what a moment brings is added to the finest tier, and each coarser tier is made out of the one before.</summary>
/// <remarks>
/// One writer; readers see the state before. Rows are in order of time, so that new ones come at the end and old ones go at the beginning, whose
/// pages SQLite uses again: the file ends to grow when the oldest rows begin to go. A crash loses what was not written yet, a few seconds; a row
/// that was written in part before goes on being added to. A bucket without a row is a time in which nothing was known.
/// </remarks>
internal sealed class HistoryStore(ConsoleDatabase database, HistoryOptions options)
{
    // So much is deleted with each write at most, in steps of a tier: after a long pause the writer must not stand still.
    private const int MostDeleted = 60;

    private readonly SeriesDirectory _series = new(options.MostSeries);

    /// <summary>How many figures found no room at the last write.</summary>
    public int Refused { get; private set; }

    /// <summary>The tables.</summary>
    public static Schema SchemaOf(HistoryOptions options) => new(
        "history",
        """
        CREATE TABLE series (
          id      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
          cluster TEXT NOT NULL,
          kind    INTEGER NOT NULL,
          name    TEXT NOT NULL,
          figure  INTEGER NOT NULL,
          seen    INTEGER NOT NULL,
          UNIQUE (cluster, kind, name, figure)
        ) STRICT;
        CREATE TABLE rolled_up (
          step   INTEGER NOT NULL PRIMARY KEY,
          before INTEGER NOT NULL
        ) STRICT;
        """ + string.Concat(options.Tiers.Select(tier =>
        $"""

        CREATE TABLE {tier.Table} (
          at     INTEGER NOT NULL,
          series INTEGER NOT NULL,
          sum    REAL NOT NULL,
          count  INTEGER NOT NULL,
          max    REAL NOT NULL,
          PRIMARY KEY (at, series)
        ) STRICT, WITHOUT ROWID;
        """)));

    /// <summary>Adds values to the row of a moment, brings the coarser tiers up to it, and removes what is too old.</summary>
    public void Write(DateTimeOffset at, IEnumerable<KeyValuePair<SeriesKey, Sums>> values)
    {
        using var connection = database.Open();
        // A power failure may cost the last seconds, and never the file; a wait for the disk every few seconds would buy nothing more.
        connection.Run("PRAGMA synchronous = NORMAL");
        using var transaction = connection.BeginTransaction();
        Add(connection, at, values);
        for (var i = 1; i < options.Tiers.Count; i++)
            RollUp(connection, options.Tiers[i - 1], options.Tiers[i], at);
        foreach (var tier in options.Tiers)
            Expire(connection, tier, at);
        SeriesDirectory.Expire(connection, at - options.Tiers[^1].Kept);
        transaction.Commit();
    }

    private void Add(SqliteConnection connection, DateTimeOffset at, IEnumerable<KeyValuePair<SeriesKey, Sums>> values)
    {
        using var insert = connection.Command(
            $"""
            INSERT INTO {options.Tiers[0].Table} (at, series, sum, count, max) VALUES ($at, $series, $sum, $count, $max)
            ON CONFLICT (at, series) DO UPDATE SET sum = sum + excluded.sum, count = count + excluded.count, max = max(max, excluded.max)
            """,
            ("$at", options.Tiers[0].BucketOf(at)), ("$series", 0L), ("$sum", 0d), ("$count", 0L), ("$max", 0d));
        var rows = values.Select(value => (Id: _series.IdOf(connection, value.Key, at), value.Value)).ToList();
        Refused = rows.Count(row => row.Id is null);
        foreach (var (id, sums) in rows.Where(row => row.Id is not null).OrderBy(row => row.Id))
        {
            (insert.Parameters[1].Value, insert.Parameters[2].Value) = (id, sums.Sum);
            (insert.Parameters[3].Value, insert.Parameters[4].Value) = (sums.Count, sums.Max);
            insert.ExecuteNonQuery();
        }
    }

    // Only buckets that are over are made, each once; a clock that was set back makes some anew.
    private static void RollUp(SqliteConnection connection, HistoryTier finer, HistoryTier coarser, DateTimeOffset at)
    {
        var before = coarser.BucketOf(at);
        var ratio = coarser.Step / finer.Step;
        using var select = connection.Command(
            $"SELECT coalesce((SELECT before FROM rolled_up WHERE step = $step), (SELECT min(at) / $ratio FROM {finer.Table}), $before)",
            ("$step", coarser.Step), ("$ratio", ratio), ("$before", before));
        if ((long)select.ExecuteScalar()! is var from && from == before)
            return;
        connection.Run(
            $"""
            INSERT OR REPLACE INTO {coarser.Table} (at, series, sum, count, max)
            SELECT at / $ratio, series, sum(sum), sum(count), max(max) FROM {finer.Table} WHERE at >= $from * $ratio AND at < $before * $ratio GROUP BY 1, 2
            """,
            ("$ratio", ratio), ("$from", from), ("$before", before));
        connection.Run("INSERT OR REPLACE INTO rolled_up (step, before) VALUES ($step, $before)", ("$step", coarser.Step), ("$before", before));
    }

    private static void Expire(SqliteConnection connection, HistoryTier tier, DateTimeOffset now) => connection.Run(
        $"DELETE FROM {tier.Table} WHERE at < min($oldest, (SELECT min(at) FROM {tier.Table}) + $most)",
        ("$oldest", tier.OldestAt(now)), ("$most", MostDeleted));
}
