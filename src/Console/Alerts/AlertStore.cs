using System.Globalization;
using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Alerts;

/// <summary>Rules, alerts and silences. An alert and what others are to be told of it are written in one transaction.</summary>
internal sealed class AlertStore(ConsoleDatabase database)
{
    /// <summary>The tables. Moments are in UTC and sort as text.</summary>
    public static readonly Schema Schema = new(
        "alerts",
        """
        CREATE TABLE alert_rules (
          id        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
          cluster   TEXT NOT NULL,
          name      TEXT NOT NULL,
          kind      INTEGER NOT NULL,
          objects   TEXT NOT NULL,
          figure    INTEGER NOT NULL,
          condition INTEGER NOT NULL,
          threshold REAL NOT NULL,
          seconds   INTEGER NOT NULL,
          webhook   TEXT NOT NULL,
          mail      TEXT NOT NULL,
          disabled  INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE alerts (
          id              INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
          rule            INTEGER NOT NULL REFERENCES alert_rules (id) ON DELETE CASCADE,
          kind            INTEGER NOT NULL,
          name            TEXT NOT NULL,
          state           INTEGER NOT NULL,
          since           TEXT NOT NULL,
          value           REAL,
          fired_at        TEXT,
          resolved_at     TEXT,
          acknowledged_by TEXT,
          acknowledged_at TEXT,
          told            INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX alerts_open ON alerts (rule, state);
        CREATE TABLE alert_silences (
          id      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
          cluster TEXT NOT NULL,
          rule    INTEGER REFERENCES alert_rules (id) ON DELETE CASCADE,
          objects TEXT NOT NULL,
          until   TEXT NOT NULL,
          maker   TEXT NOT NULL
        ) STRICT;
        CREATE TABLE alert_outbox (
          id       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
          channel  TEXT NOT NULL,
          target   TEXT NOT NULL,
          subject  TEXT NOT NULL,
          body     TEXT NOT NULL,
          made_at  TEXT NOT NULL,
          due_at   TEXT NOT NULL,
          attempts INTEGER NOT NULL DEFAULT 0,
          failure  TEXT,
          ended_at TEXT
        ) STRICT;
        """);

    /// <summary>The rules of a cluster, or of all, by name.</summary>
    public IReadOnlyList<AlertRule> Rules(string? cluster = null) => Read(
        "SELECT id, cluster, name, kind, objects, figure, condition, threshold, seconds, webhook, mail, disabled FROM alert_rules WHERE $cluster IS NULL OR cluster = $cluster ORDER BY name, id",
        reader => new AlertRule(
            reader.GetInt64(0), reader.GetString(1), reader.GetString(2), (SubjectKind)reader.GetInt32(3), reader.GetString(4), (Figure)reader.GetInt32(5),
            (AlertCondition)reader.GetInt32(6), reader.GetDouble(7), reader.GetInt32(8))
        {
            Webhook = reader.GetString(9),
            Mail = reader.GetString(10),
            IsDisabled = reader.GetInt64(11) != 0,
        },
        ("$cluster", cluster));

    /// <summary>Adds a rule, or replaces the one of the same number.</summary>
    /// <returns>Its number.</returns>
    public long Save(AlertRule rule)
    {
        using var connection = database.Open();
        using var command = connection.Command(
            """
            INSERT INTO alert_rules (id, cluster, name, kind, objects, figure, condition, threshold, seconds, webhook, mail, disabled)
            VALUES ($id, $cluster, $name, $kind, $objects, $figure, $condition, $threshold, $seconds, $webhook, $mail, $disabled)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, objects = excluded.objects, figure = excluded.figure, condition = excluded.condition,
              threshold = excluded.threshold, seconds = excluded.seconds, webhook = excluded.webhook, mail = excluded.mail, disabled = excluded.disabled
            RETURNING id
            """,
            ("$id", rule.Id == 0 ? null : rule.Id), ("$cluster", rule.Cluster), ("$name", rule.Name), ("$kind", (long)rule.Kind), ("$objects", rule.Objects),
            ("$figure", (long)rule.Figure), ("$condition", (long)rule.Condition), ("$threshold", rule.Threshold), ("$seconds", (long)rule.Seconds),
            ("$webhook", rule.Webhook), ("$mail", rule.Mail), ("$disabled", rule.IsDisabled ? 1L : 0L));
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Deletes a rule with its alerts.</summary>
    public void DeleteRule(long id) => Run("DELETE FROM alert_rules WHERE id = $id", ("$id", id));

    /// <summary>Alerts that are pending or firing, the oldest first.</summary>
    public IReadOnlyList<Alert> Open(string? cluster = null) => Alerts("state <> 2", "since, id", 10_000, cluster);

    /// <summary>Alerts that have ended, the newest first.</summary>
    public IReadOnlyList<Alert> Ended(string cluster, int most) => Alerts("state = 2", "resolved_at DESC, id DESC", most, cluster);

    /// <summary>Keeps what became of an alert, and what others are to be told of it.</summary>
    public void Save(Alert alert, IEnumerable<OutgoingAlert> messages)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        if (alert is { State: AlertState.Resolved, FiredAt: null })
            connection.Run("DELETE FROM alerts WHERE id = $id", ("$id", alert.Id));
        else
            Put(connection, alert);
        foreach (var message in messages)
            AlertOutbox.Add(connection, message);
        transaction.Commit();
    }

    /// <summary>Somebody takes an alert on.</summary>
    public void Acknowledge(long id, string person, DateTimeOffset now) => Run(
        "UPDATE alerts SET acknowledged_by = $person, acknowledged_at = $now WHERE id = $id AND state <> 2 AND acknowledged_by IS NULL",
        ("$id", id), ("$person", person), ("$now", Text(now)));

    /// <summary>Silences that are not over.</summary>
    public IReadOnlyList<AlertSilence> Silences(DateTimeOffset now, string? cluster = null) => Read(
        "SELECT id, cluster, rule, objects, until, maker FROM alert_silences WHERE until > $now AND ($cluster IS NULL OR cluster = $cluster) ORDER BY until",
        reader => new AlertSilence(
            reader.GetInt64(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetInt64(2), reader.GetString(3), Moment(reader, 4)!.Value, reader.GetString(5)),
        ("$now", Text(now)), ("$cluster", cluster));

    /// <summary>Adds a silence.</summary>
    public void Add(AlertSilence silence) => Run(
        "INSERT INTO alert_silences (cluster, rule, objects, until, maker) VALUES ($cluster, $rule, $objects, $until, $maker)",
        ("$cluster", silence.Cluster), ("$rule", silence.Rule), ("$objects", silence.Objects), ("$until", Text(silence.Until)), ("$maker", silence.Maker));

    /// <summary>Ends a silence.</summary>
    public void DeleteSilence(long id) => Run("DELETE FROM alert_silences WHERE id = $id", ("$id", id));

    internal static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    internal static DateTimeOffset? Moment(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : DateTimeOffset.Parse(reader.GetString(column), CultureInfo.InvariantCulture);

    // What somebody acknowledged meanwhile stays.
    private static void Put(SqliteConnection connection, Alert alert) => connection.Run(
        """
        INSERT INTO alerts (id, rule, kind, name, state, since, value, fired_at, resolved_at, told)
        VALUES ($id, $rule, $kind, $name, $state, $since, $value, $fired, $resolved, $told)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, value = excluded.value, fired_at = excluded.fired_at, resolved_at = excluded.resolved_at, told = excluded.told
        """,
        ("$id", alert.Id == 0 ? null : alert.Id), ("$rule", alert.Rule), ("$kind", (long)alert.Subject.Kind), ("$name", alert.Subject.Name), ("$state", (long)alert.State),
        ("$since", Text(alert.Since)), ("$value", alert.Value), ("$fired", alert.FiredAt is { } fired ? Text(fired) : null),
        ("$resolved", alert.ResolvedAt is { } resolved ? Text(resolved) : null), ("$told", alert.IsTold ? 1L : 0L));

    private List<Alert> Alerts(string condition, string order, int most, string? cluster) => Read(
        $"""
        SELECT id, rule, kind, name, state, since, value, fired_at, resolved_at, acknowledged_by, acknowledged_at, told FROM alerts
        WHERE {condition} AND ($cluster IS NULL OR rule IN (SELECT id FROM alert_rules WHERE cluster = $cluster)) ORDER BY {order} LIMIT $most
        """,
        reader => new Alert(
            reader.GetInt64(0), reader.GetInt64(1), new Subject((SubjectKind)reader.GetInt32(2), reader.GetString(3)), (AlertState)reader.GetInt32(4), Moment(reader, 5)!.Value)
        {
            Value = reader.IsDBNull(6) ? null : reader.GetDouble(6),
            FiredAt = Moment(reader, 7),
            ResolvedAt = Moment(reader, 8),
            AcknowledgedBy = reader.IsDBNull(9) ? null : reader.GetString(9),
            AcknowledgedAt = Moment(reader, 10),
            IsTold = reader.GetInt64(11) != 0,
        },
        ("$cluster", cluster), ("$most", most));

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = database.Open();
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    private void Run(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = database.Open();
        connection.Run(sql, parameters);
    }
}
