using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>A search that somebody keeps.</summary>
/// <param name="Name">Name of theirs.</param>
/// <param name="Query">The query of its address, with the question mark.</param>
public sealed record SavedSearch(string Name, string Query);

/// <summary>Searches that people keep, each for themselves and one cluster.</summary>
/// <remarks>Asked once per page, so nothing is kept in memory.</remarks>
internal sealed class SavedSearchStore(ConsoleDatabase database)
{
    /// <summary>Characters that a name may have.</summary>
    public const int LongestName = 80;

    /// <summary>Searches that one person may keep per cluster.</summary>
    public const int Most = 100;

    /// <summary>The table.</summary>
    public static readonly Schema Schema = new(
        "saved-searches",
        """
        CREATE TABLE saved_searches (
          person  TEXT NOT NULL COLLATE NOCASE,
          cluster TEXT NOT NULL,
          name    TEXT NOT NULL,
          query   TEXT NOT NULL,
          PRIMARY KEY (person, cluster, name)
        ) STRICT;
        """);

    /// <summary>The searches of somebody, by name.</summary>
    public IReadOnlyList<SavedSearch> Of(string person, string cluster)
    {
        using var connection = database.Open();
        using var command = connection.Command(
            "SELECT name, query FROM saved_searches WHERE person = $person AND cluster = $cluster ORDER BY name", ("$person", person), ("$cluster", cluster));
        using var reader = command.ExecuteReader();
        List<SavedSearch> searches = [];
        while (reader.Read())
            searches.Add(new SavedSearch(reader.GetString(0), reader.GetString(1)));
        return searches;
    }

    /// <summary>Keeps a search, in place of the one of its name.</summary>
    /// <returns>False when somebody keeps as many as they may.</returns>
    public bool Save(string person, string cluster, SavedSearch search)
    {
        using var connection = database.Open();
        return connection.Run(
            """
            INSERT INTO saved_searches (person, cluster, name, query)
            SELECT $person, $cluster, $name, $query
            WHERE (SELECT count(*) FROM saved_searches WHERE person = $person AND cluster = $cluster AND name <> $name) < $most
            ON CONFLICT (person, cluster, name) DO UPDATE SET query = excluded.query
            """,
            ("$person", person),
            ("$cluster", cluster),
            ("$name", search.Name),
            ("$query", search.Query),
            ("$most", Most)) > 0;
    }

    /// <summary>Forgets a search.</summary>
    public void Delete(string person, string cluster, string name)
    {
        using var connection = database.Open();
        connection.Run("DELETE FROM saved_searches WHERE person = $person AND cluster = $cluster AND name = $name", ("$person", person), ("$cluster", cluster), ("$name", name));
    }
}
