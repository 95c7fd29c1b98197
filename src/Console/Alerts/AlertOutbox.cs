using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Alerts;

/// <summary>A message about an alert to somebody outside.</summary>
/// <param name="Channel">How: "webhook" or "mail".</param>
/// <param name="Target">Where to.</param>
/// <param name="Subject">One line about it.</param>
/// <param name="Body">JSON of a webhook, text of a mail.</param>
/// <param name="MadeAt">When.</param>
internal sealed record OutgoingAlert(string Channel, string Target, string Subject, string Body, DateTimeOffset MadeAt)
{
    /// <summary>Channel of messages that are posted.</summary>
    public const string ToWebhook = "webhook";

    /// <summary>Channel of mails.</summary>
    public const string ByMail = "mail";

    /// <summary>Number in the outbox.</summary>
    public long Id { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last try failed.</summary>
    public string? Failure { get; init; }
}

/// <summary>Messages that are still to be delivered; they outlive the console.</summary>
internal sealed class AlertOutbox(ConsoleDatabase database)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan GiveUp = TimeSpan.FromDays(2);

    // Delivered messages are kept so long that somebody can look up whether they went out.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Adds a message, within the transaction of what it is about.</summary>
    public static void Add(SqliteConnection connection, OutgoingAlert message) => connection.Run(
        "INSERT INTO alert_outbox (channel, target, subject, body, made_at, due_at) VALUES ($channel, $target, $subject, $body, $now, $now)",
        ("$channel", message.Channel), ("$target", message.Target), ("$subject", message.Subject), ("$body", message.Body), ("$now", AlertStore.Text(message.MadeAt)));

    /// <summary>Messages whose turn it is, the oldest first.</summary>
    public IReadOnlyList<OutgoingAlert> Due(DateTimeOffset now) => Read("ended_at IS NULL AND due_at <= $now", now);

    /// <summary>Messages that were tried and not delivered yet.</summary>
    public IReadOnlyList<OutgoingAlert> Failing(DateTimeOffset now) => Read("ended_at IS NULL AND attempts > 0", now);

    /// <summary>Notes that a message was delivered.</summary>
    public void Delivered(OutgoingAlert message, DateTimeOffset now)
    {
        using var connection = database.Open();
        connection.Run("UPDATE alert_outbox SET ended_at = $now, attempts = attempts + 1, failure = NULL WHERE id = $id", ("$id", message.Id), ("$now", AlertStore.Text(now)));
        connection.Run("DELETE FROM alert_outbox WHERE ended_at < $old", ("$old", AlertStore.Text(now - Kept)));
    }

    /// <summary>Notes that a try failed. It is tried again, each time later, for two days.</summary>
    public void Failed(OutgoingAlert message, string failure, DateTimeOffset now)
    {
        var wait = TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(message.Attempts, 10)));
        using var connection = database.Open();
        connection.Run(
            "UPDATE alert_outbox SET attempts = attempts + 1, failure = $failure, due_at = $due, ended_at = $ended WHERE id = $id",
            ("$id", message.Id), ("$failure", failure), ("$due", AlertStore.Text(now + wait)), ("$ended", now - message.MadeAt > GiveUp ? AlertStore.Text(now) : null));
    }

    private List<OutgoingAlert> Read(string condition, DateTimeOffset now)
    {
        using var connection = database.Open();
        using var command = connection.Command(
            $"SELECT id, channel, target, subject, body, made_at, attempts, failure FROM alert_outbox WHERE {condition} ORDER BY id LIMIT 100", ("$now", AlertStore.Text(now)));
        using var reader = command.ExecuteReader();
        List<OutgoingAlert> messages = [];
        while (reader.Read())
        {
            messages.Add(new OutgoingAlert(reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), AlertStore.Moment(reader, 5)!.Value)
            {
                Id = reader.GetInt64(0),
                Attempts = reader.GetInt32(6),
                Failure = reader.IsDBNull(7) ? null : reader.GetString(7),
            });
        }

        return messages;
    }
}
