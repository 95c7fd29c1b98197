using System.Globalization;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.DeadLetters;

/// <summary>Which dead letters were sent again, when and by whom, so that nothing is sent twice by accident.</summary>
/// <remarks>
/// A letter is claimed before it is sent. What a crash leaves claimed may have been sent or not, and counts as sent: sending it
/// again has to be forced. SQLite serialises writers, so that of two people only one gets the claim.
/// </remarks>
internal sealed class LetterLedger(ConsoleDatabase database, TimeProvider time)
{
    /// <summary>The table: the newest attempt for each letter, and how many there were.</summary>
    public static readonly Schema Schema = new(
        "dead-letters",
        """
        CREATE TABLE dead_letters (
          cluster  TEXT NOT NULL,
          grp      TEXT NOT NULL,
          letter   TEXT NOT NULL,
          at       TEXT NOT NULL,
          person   TEXT NOT NULL,
          sent_as  TEXT,
          attempts INTEGER NOT NULL,
          PRIMARY KEY (cluster, grp, letter)
        ) STRICT;
        """);

    /// <summary>Claims a letter.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="group">The group.</param>
    /// <param name="letter">The letter.</param>
    /// <param name="person">Who sends it.</param>
    /// <param name="force">Also when it was claimed before.</param>
    /// <returns>False when it was claimed before and is not forced.</returns>
    public bool TryClaim(string cluster, string group, LetterKey letter, string person, bool force)
    {
        using var connection = database.Open();
        var changed = connection.Run(
            """
            INSERT INTO dead_letters (cluster, grp, letter, at, person, sent_as, attempts) VALUES ($cluster, $group, $letter, $at, $person, NULL, 1)
            ON CONFLICT (cluster, grp, letter) DO UPDATE SET at = excluded.at, person = excluded.person, sent_as = NULL, attempts = attempts + 1 WHERE $force
            """,
            ("$cluster", cluster),
            ("$group", group),
            ("$letter", letter.ToString()),
            ("$at", time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            ("$person", person),
            ("$force", force ? 1 : 0));
        return changed > 0;
    }

    /// <summary>Says as what a claimed letter was sent.</summary>
    public void Sent(string cluster, string group, LetterKey letter, string sentAs)
    {
        using var connection = database.Open();
        connection.Run(
            "UPDATE dead_letters SET sent_as = $as WHERE cluster = $cluster AND grp = $group AND letter = $letter",
            ("$cluster", cluster),
            ("$group", group),
            ("$letter", letter.ToString()),
            ("$as", sentAs));
    }

    /// <summary>Takes back the claim of a letter that surely was not sent, unless it had been sent earlier.</summary>
    public void Release(string cluster, string group, LetterKey letter)
    {
        using var connection = database.Open();
        connection.Run(
            "DELETE FROM dead_letters WHERE cluster = $cluster AND grp = $group AND letter = $letter AND attempts = 1",
            ("$cluster", cluster),
            ("$group", group),
            ("$letter", letter.ToString()));
    }

    /// <summary>What is noted of the letters of a group, by name of the letter.</summary>
    public IReadOnlyDictionary<string, LedgerEntry> Of(string cluster, string group)
    {
        using var connection = database.Open();
        using var command = connection.Command(
            "SELECT letter, at, person, sent_as, attempts FROM dead_letters WHERE cluster = $cluster AND grp = $group", ("$cluster", cluster), ("$group", group));
        using var reader = command.ExecuteReader();
        var entries = new Dictionary<string, LedgerEntry>(StringComparer.Ordinal);
        while (reader.Read())
        {
            entries[reader.GetString(0)] = new LedgerEntry(
                DateTimeOffset.Parse(reader.GetString(1), CultureInfo.InvariantCulture), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetInt32(4));
        }

        return entries;
    }
}

/// <summary>That a letter was sent again.</summary>
/// <param name="At">When, the last time.</param>
/// <param name="Person">By whom.</param>
/// <param name="SentAs">Id of the message it became, or the member that consumed it; null when the end is not known.</param>
/// <param name="Attempts">How often.</param>
public sealed record LedgerEntry(DateTimeOffset At, string Person, string? SentAs, int Attempts);
