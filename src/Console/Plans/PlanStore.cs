using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Plans;

/// <summary>Kept plans. They are never deleted: the audit refers to them.</summary>
internal sealed class PlanStore(ConsoleDatabase database)
{
    /// <summary>The table. Moments are in UTC and sort as text.</summary>
    public static readonly Schema Schema = new(
        "plans",
        """
        CREATE TABLE plans (
          id       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
          cluster  TEXT NOT NULL,
          asked_by TEXT NOT NULL,
          asked_at TEXT NOT NULL,
          note     TEXT NOT NULL,
          items    TEXT NOT NULL,
          status   TEXT NOT NULL,
          ended_by TEXT,
          ended_at TEXT,
          results  TEXT NOT NULL
        ) STRICT;
        CREATE INDEX plans_cluster ON plans (cluster, id);
        """,
        "ALTER TABLE plans ADD COLUMN for_another INTEGER NOT NULL DEFAULT 0;");

    private const string Columns = "id, cluster, asked_by, asked_at, note, items, status, ended_by, ended_at, results, for_another";

    /// <summary>Raised after every change, on any thread.</summary>
    public event Action? Changed;

    /// <summary>Adds a plan, open.</summary>
    /// <returns>Its number.</returns>
    public long Add(KeptPlan plan)
    {
        using var connection = database.Open();
        using var command = connection.Command(
            """
            INSERT INTO plans (cluster, asked_by, asked_at, note, items, status, results, for_another)
            VALUES ($cluster, $askedBy, $askedAt, $note, $items, 'Open', '[]', $forAnother) RETURNING id
            """,
            ("$cluster", plan.Cluster),
            ("$askedBy", plan.AskedBy),
            ("$askedAt", Text(plan.AskedAt)),
            ("$note", plan.Note),
            ("$items", JsonSerializer.Serialize(plan.Items)),
            ("$forAnother", plan.ForAnother ? 1 : 0));
        var id = (long)command.ExecuteScalar()!;
        Changed?.Invoke();
        return id;
    }

    /// <summary>A plan of a cluster; null when there is none of that number.</summary>
    public KeptPlan? Find(string cluster, long id)
    {
        using var connection = database.Open();
        using var command = connection.Command($"SELECT {Columns} FROM plans WHERE cluster = $cluster AND id = $id", ("$cluster", cluster), ("$id", id));
        using var reader = command.ExecuteReader();
        return reader.Read() ? Read(reader) : null;
    }

    /// <summary>The newest plans of a cluster, those that wait first.</summary>
    public IReadOnlyList<KeptPlan> List(string cluster, int most)
    {
        using var connection = database.Open();
        using var command = connection.Command(
            $"SELECT {Columns} FROM plans WHERE cluster = $cluster ORDER BY status = 'Open' DESC, id DESC LIMIT $most", ("$cluster", cluster), ("$most", most));
        using var reader = command.ExecuteReader();
        List<KeptPlan> plans = [];
        while (reader.Read())
            plans.Add(Read(reader));
        return plans;
    }

    /// <summary>Moves a plan from one state to another; only one of several that try it at once succeeds.</summary>
    public bool Move(long id, PlanStatus from, PlanStatus to, string by, DateTimeOffset at, IReadOnlyList<PlanResult?>? results = null)
    {
        using var connection = database.Open();
        var moved = connection.Run(
            "UPDATE plans SET status = $to, ended_by = $by, ended_at = $at, results = $results WHERE id = $id AND status = $from",
            ("$id", id),
            ("$from", from.ToString()),
            ("$to", to.ToString()),
            ("$by", to is PlanStatus.Open ? null : by),
            ("$at", to is PlanStatus.Open ? null : Text(at)),
            ("$results", JsonSerializer.Serialize(results ?? []))) > 0;
        Changed?.Invoke();
        return moved;
    }

    private static KeptPlan Read(SqliteDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Cluster = reader.GetString(1),
        AskedBy = reader.GetString(2),
        AskedAt = Moment(reader.GetString(3)),
        Note = reader.GetString(4),
        Items = JsonSerializer.Deserialize<List<PlanItem>>(reader.GetString(5)) ?? [],
        Status = Enum.Parse<PlanStatus>(reader.GetString(6)),
        EndedBy = reader.IsDBNull(7) ? null : reader.GetString(7),
        ForAnother = reader.GetBoolean(10),
        EndedAt = reader.IsDBNull(8) ? null : Moment(reader.GetString(8)),
        Results = JsonSerializer.Deserialize<List<PlanResult?>>(reader.GetString(9)) ?? [],
    };

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
