using System.Collections.Immutable;
using System.Globalization;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>The rules of all clusters, and who may see what they hide for a while.</summary>
/// <remarks>
/// Every message that is shown is asked about, so all is kept in memory: one immutable state, replaced as a whole under one lock after the file was
/// written. A crash loses nothing that a caller was told.
/// </remarks>
internal sealed class MaskingStore(ConsoleDatabase database, TimeProvider time)
{
    /// <summary>The tables. Moments are in UTC and sort as text.</summary>
    public static readonly Schema Schema = new(
        "masking",
        """
        CREATE TABLE masking_rules (
          cluster TEXT NOT NULL,
          name    TEXT NOT NULL,
          topics  TEXT NOT NULL,
          kind    TEXT NOT NULL,
          target  TEXT NOT NULL,
          PRIMARY KEY (cluster, name)
        ) STRICT;
        CREATE TABLE reveals (
          cluster TEXT NOT NULL,
          person  TEXT NOT NULL COLLATE NOCASE,
          topic   TEXT NOT NULL,
          reason  TEXT NOT NULL,
          until   TEXT NOT NULL,
          PRIMARY KEY (cluster, person, topic)
        ) STRICT;
        """);

    private readonly Lock _writing = new();
    private State? _state;

    /// <summary>Raised after rules or reveals of a cluster have changed, with its name, on the thread that did it.</summary>
    public event Action<string>? Changed;

    private State Current
    {
        get
        {
            if (Volatile.Read(ref _state) is { } known)
                return known;
            lock (_writing)
                return _state ??= Load();
        }
    }

    /// <summary>The rules of a cluster, by name.</summary>
    public IReadOnlyList<MaskingRule> RulesOf(string cluster) => Current.Rules.GetValueOrDefault(cluster, []);

    /// <summary>What somebody may see in the clear for now, and why; null when nothing.</summary>
    public Reveal? FindReveal(string cluster, string person, string topic) =>
        Current.Reveals.GetValueOrDefault((cluster, person.ToUpperInvariant(), topic)) is { } reveal && reveal.Until > time.GetUtcNow() ? reveal : null;

    /// <summary>Adds a rule, or replaces the one of its name.</summary>
    public void Save(string cluster, MaskingRule rule)
    {
        Write(cluster, connection => connection.Run(
            """
            INSERT INTO masking_rules (cluster, name, topics, kind, target) VALUES ($cluster, $name, $topics, $kind, $target)
            ON CONFLICT (cluster, name) DO UPDATE SET topics = excluded.topics, kind = excluded.kind, target = excluded.target
            """,
            ("$cluster", cluster),
            ("$name", rule.Name),
            ("$topics", rule.Topics),
            ("$kind", rule.Kind.ToString()),
            ("$target", rule.Target)));
    }

    /// <summary>Deletes a rule.</summary>
    /// <returns>False when there was none of that name.</returns>
    public bool Delete(string cluster, string name) =>
        Write(cluster, connection => connection.Run("DELETE FROM masking_rules WHERE cluster = $cluster AND name = $name", ("$cluster", cluster), ("$name", name))) > 0;

    /// <summary>Lets somebody see the messages of a topic in the clear until a moment.</summary>
    public void Reveal(string cluster, string person, string topic, Reveal reveal)
    {
        Write(cluster, connection =>
        {
            // What has run out is of no use to anybody; who saw what, and why, is in the audit.
            connection.Run("DELETE FROM reveals WHERE until <= $now", ("$now", Text(time.GetUtcNow())));
            return connection.Run(
                """
                INSERT INTO reveals (cluster, person, topic, reason, until) VALUES ($cluster, $person, $topic, $reason, $until)
                ON CONFLICT (cluster, person, topic) DO UPDATE SET reason = excluded.reason, until = excluded.until
                """,
                ("$cluster", cluster),
                ("$person", person),
                ("$topic", topic),
                ("$reason", reveal.Reason),
                ("$until", Text(reveal.Until)));
        });
    }

    private int Write(string cluster, Func<Microsoft.Data.Sqlite.SqliteConnection, int> write)
    {
        int rows;
        lock (_writing)
        {
            using (var connection = database.Open())
                rows = write(connection);
            Volatile.Write(ref _state, Load());
        }

        Changed?.Invoke(cluster);
        return rows;
    }

    private State Load()
    {
        using var connection = database.Open();
        List<(string Cluster, MaskingRule Rule)> rules = [];
        using (var command = connection.Command("SELECT cluster, name, topics, kind, target FROM masking_rules ORDER BY cluster, name"))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
                rules.Add((reader.GetString(0), new MaskingRule(reader.GetString(1), reader.GetString(2), Enum.Parse<MaskingKind>(reader.GetString(3)), reader.GetString(4))));
        }

        var reveals = ImmutableDictionary.CreateBuilder<(string, string, string), Reveal>();
        using (var command = connection.Command("SELECT cluster, person, topic, reason, until FROM reveals"))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                var until = DateTimeOffset.Parse(reader.GetString(4), CultureInfo.InvariantCulture);
                reveals[(reader.GetString(0), reader.GetString(1).ToUpperInvariant(), reader.GetString(2))] = new Reveal(reader.GetString(3), until);
            }
        }

        return new State(rules.GroupBy(pair => pair.Cluster).ToImmutableDictionary(cluster => cluster.Key, cluster => cluster.Select(pair => pair.Rule).ToImmutableList()), reveals.ToImmutable());
    }

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private sealed record State(ImmutableDictionary<string, ImmutableList<MaskingRule>> Rules, ImmutableDictionary<(string Cluster, string Person, string Topic), Reveal> Reveals);
}

/// <summary>Leave to see what is hidden.</summary>
/// <param name="Reason">Why it was asked for.</param>
/// <param name="Until">When it ends.</param>
public sealed record Reveal(string Reason, DateTimeOffset Until);
