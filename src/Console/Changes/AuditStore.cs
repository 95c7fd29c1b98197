using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>The audit: every write with who, what, before, after and outcome. Entries are added and completed, never changed otherwise.</summary>
internal sealed class AuditStore(ConsoleDatabase database)
{
    /// <summary>The table. Moments are in UTC and sort as text.</summary>
    public static readonly Schema Schema = new(
        "audit",
        """
        CREATE TABLE audit (
          id       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
          at       TEXT NOT NULL,
          person   TEXT NOT NULL COLLATE NOCASE,
          address  TEXT,
          cluster  TEXT NOT NULL,
          kind     TEXT NOT NULL,
          object   TEXT NOT NULL,
          brokers  TEXT NOT NULL,
          command  TEXT,
          status   TEXT NOT NULL,
          outcomes TEXT NOT NULL
        ) STRICT;
        CREATE INDEX audit_object ON audit (cluster, object, id);
        CREATE INDEX audit_at ON audit (at);
        """,
        """
        ALTER TABLE audit ADD COLUMN asked_by TEXT;
        ALTER TABLE audit ADD COLUMN plan INTEGER;
        """);

    private const string Columns = "id, at, person, address, cluster, kind, object, brokers, command, status, outcomes, asked_by, plan";

    /// <summary>What changes replaced.</summary>
    public RestoreStore Restores { get; } = new(database);

    /// <summary>Adds an entry, unfinished.</summary>
    /// <returns>Its number.</returns>
    public long Begin(AuditEntry entry)
    {
        using var connection = database.Open();
        using var command = connection.Command(
            """
            INSERT INTO audit (at, person, address, cluster, kind, object, brokers, command, status, outcomes, asked_by, plan)
            VALUES ($at, $person, $address, $cluster, $kind, $object, $brokers, $command, $status, '[]', $askedBy, $plan) RETURNING id
            """,
            ("$at", Text(entry.At)),
            ("$person", entry.Person),
            ("$address", entry.Address),
            ("$cluster", entry.Cluster),
            ("$kind", entry.Kind),
            ("$object", entry.ObjectName),
            ("$brokers", JsonSerializer.Serialize(entry.Brokers)),
            ("$command", entry.CommandLine),
            ("$status", ChangeStatus.Unfinished.ToString()),
            ("$askedBy", entry.AskedBy),
            ("$plan", entry.Plan));
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Says what became of an unfinished entry.</summary>
    public void Complete(long id, ChangeStatus status, IReadOnlyList<ServerOutcome> outcomes)
    {
        using var connection = database.Open();
        connection.Run(
            "UPDATE audit SET status = $status, outcomes = $outcomes WHERE id = $id AND status = 'Unfinished'",
            ("$id", id),
            ("$status", status.ToString()),
            ("$outcomes", JsonSerializer.Serialize(outcomes)));
    }

    /// <summary>The newest entries that pass, newest first.</summary>
    public IReadOnlyList<AuditEntry> Find(AuditFilter filter, int most)
    {
        using var connection = database.Open();
        using var command = connection.Command(
            $"""
            SELECT {Columns} FROM audit
            WHERE ($person IS NULL OR person = $person) AND ($cluster IS NULL OR cluster = $cluster)
              AND ($object IS NULL OR object = $object) AND ($objectKind IS NULL OR substr(kind, 1, length($objectKind) + 1) = $objectKind || '.')
              AND ($status IS NULL OR status = $status) AND ($from IS NULL OR at >= $from) AND ($to IS NULL OR at < $to)
              AND ($before IS NULL OR id < $before)
            ORDER BY id DESC LIMIT $most
            """,
            ("$person", filter.Person),
            ("$cluster", filter.Cluster),
            ("$object", filter.ObjectName),
            ("$objectKind", filter.ObjectKind),
            ("$status", filter.Status?.ToString()),
            ("$from", filter.From is { } from ? Text(from) : null),
            ("$to", filter.To is { } to ? Text(to) : null),
            ("$before", filter.Before),
            ("$most", most));
        using var reader = command.ExecuteReader();
        List<AuditEntry> entries = [];
        while (reader.Read())
            entries.Add(Read(reader));
        return entries;
    }

    /// <summary>An entry by its number; null when there is none.</summary>
    public AuditEntry? Find(long id)
    {
        using var connection = database.Open();
        using var command = connection.Command(
            $"SELECT {Columns} FROM audit WHERE id = $id", ("$id", id));
        using var reader = command.ExecuteReader();
        return reader.Read() ? Read(reader) : null;
    }

    /// <summary>How many entries there are in all.</summary>
    public long Count()
    {
        using var connection = database.Open();
        using var command = connection.Command("SELECT count(*) FROM audit");
        return (long)command.ExecuteScalar()!;
    }

    private static AuditEntry Read(SqliteDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        At = DateTimeOffset.Parse(reader.GetString(1), CultureInfo.InvariantCulture),
        Person = reader.GetString(2),
        Address = reader.IsDBNull(3) ? null : reader.GetString(3),
        Cluster = reader.GetString(4),
        Kind = reader.GetString(5),
        ObjectName = reader.GetString(6),
        Brokers = JsonSerializer.Deserialize<List<BrokerChange>>(reader.GetString(7)) ?? [],
        CommandLine = reader.IsDBNull(8) ? null : reader.GetString(8),
        Status = Enum.Parse<ChangeStatus>(reader.GetString(9)),
        Outcomes = JsonSerializer.Deserialize<List<ServerOutcome>>(reader.GetString(10)) ?? [],
        AskedBy = reader.IsDBNull(11) ? null : reader.GetString(11),
        Plan = reader.IsDBNull(12) ? null : reader.GetInt64(12),
    };

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
