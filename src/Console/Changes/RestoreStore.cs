using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>Restore points by number of their entry in the audit, and which were used. Kept as long as the audit is.</summary>
internal sealed class RestoreStore(ConsoleDatabase database)
{
    /// <summary>The table.</summary>
    public static readonly Schema Schema = new(
        "restore-points",
        """
        CREATE TABLE restore_points (
          entry     INTEGER NOT NULL PRIMARY KEY,
          kind      TEXT NOT NULL,
          state     TEXT NOT NULL,
          undone_by INTEGER
        ) STRICT;
        """);

    /// <summary>Keeps what the change of an entry replaces.</summary>
    public void Save(long entry, RestorePoint point)
    {
        using var connection = database.Open();
        connection.Run(
            "INSERT INTO restore_points (entry, kind, state) VALUES ($entry, $kind, $state)",
            ("$entry", entry),
            ("$kind", point.Kind),
            ("$state", point.State));
    }

    /// <summary>The restore point of an entry, and the entry that undid it; null when there is none.</summary>
    public (RestorePoint Point, long? UndoneBy)? Find(long entry)
    {
        using var connection = database.Open();
        using var command = connection.Command("SELECT kind, state, undone_by FROM restore_points WHERE entry = $entry", ("$entry", entry));
        using var reader = command.ExecuteReader();
        return reader.Read() ? (new RestorePoint(reader.GetString(0), reader.GetString(1)), reader.IsDBNull(2) ? null : reader.GetInt64(2)) : null;
    }

    /// <summary>Says that an entry was undone.</summary>
    public void MarkUndone(long entry, long by)
    {
        using var connection = database.Open();
        connection.Run("UPDATE restore_points SET undone_by = $by WHERE entry = $entry", ("$entry", entry), ("$by", by));
    }
}
