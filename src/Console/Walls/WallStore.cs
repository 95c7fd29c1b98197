using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Walls;

/// <summary>Walls and the links to them.</summary>
internal sealed class WallStore(ConsoleDatabase database)
{
    /// <summary>The tables. Moments are in UTC.</summary>
    public static readonly Schema Schema = new(
        "walls",
        """
        CREATE TABLE walls (
          id      TEXT NOT NULL PRIMARY KEY,
          cluster TEXT NOT NULL,
          name    TEXT NOT NULL,
          seconds INTEGER NOT NULL,
          screens TEXT NOT NULL
        ) STRICT;
        CREATE TABLE wall_links (
          id         TEXT NOT NULL PRIMARY KEY,
          wall       TEXT NOT NULL REFERENCES walls (id) ON DELETE CASCADE,
          label      TEXT NOT NULL,
          maker      TEXT NOT NULL,
          created_at TEXT NOT NULL,
          expires_at TEXT NOT NULL,
          revoked    INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        """);

    /// <summary>Raised after a wall or a link has changed, with the wall's id, on the thread that changed it.</summary>
    public event Action<string>? Changed;

    /// <summary>An id that no wall has.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>The walls of a cluster, by name.</summary>
    public IReadOnlyList<Wall> List(string cluster)
    {
        using var connection = database.Open();
        using var command = connection.Command("SELECT id, cluster, name, seconds, screens FROM walls WHERE cluster = $cluster ORDER BY name, id", ("$cluster", cluster));
        using var reader = command.ExecuteReader();
        List<Wall> walls = [];
        while (reader.Read())
            walls.Add(Read(reader));
        return walls;
    }

    /// <summary>A wall; null when there is none.</summary>
    public Wall? Find(string id)
    {
        using var connection = database.Open();
        using var command = connection.Command("SELECT id, cluster, name, seconds, screens FROM walls WHERE id = $id", ("$id", id));
        using var reader = command.ExecuteReader();
        return reader.Read() ? Read(reader) : null;
    }

    /// <summary>Adds a wall or replaces the one of the same id.</summary>
    public void Save(Wall wall)
    {
        using (var connection = database.Open())
        {
            connection.Run(
                """
                INSERT INTO walls (id, cluster, name, seconds, screens) VALUES ($id, $cluster, $name, $seconds, $screens)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, seconds = excluded.seconds, screens = excluded.screens
                """,
                ("$id", wall.Id), ("$cluster", wall.Cluster), ("$name", wall.Name), ("$seconds", wall.Seconds), ("$screens", JsonSerializer.Serialize(wall.Screens)));
        }

        Changed?.Invoke(wall.Id);
    }

    /// <summary>Deletes a wall with its links.</summary>
    public void Delete(string id)
    {
        using (var connection = database.Open())
            connection.Run("DELETE FROM walls WHERE id = $id", ("$id", id));
        Changed?.Invoke(id);
    }

    /// <summary>The links to a wall, the newest first.</summary>
    public IReadOnlyList<WallLink> Links(string wall)
    {
        using var connection = database.Open();
        using var command = connection.Command(SelectLinks + "WHERE wall = $wall ORDER BY created_at DESC", ("$wall", wall));
        using var reader = command.ExecuteReader();
        List<WallLink> links = [];
        while (reader.Read())
            links.Add(ReadLink(reader));
        return links;
    }

    /// <summary>A link; null when there is none.</summary>
    public WallLink? FindLink(string id)
    {
        using var connection = database.Open();
        using var command = connection.Command(SelectLinks + "WHERE id = $id", ("$id", id));
        using var reader = command.ExecuteReader();
        return reader.Read() ? ReadLink(reader) : null;
    }

    /// <summary>Adds a link.</summary>
    public void Add(WallLink link)
    {
        using var connection = database.Open();
        connection.Run(
            "INSERT INTO wall_links (id, wall, label, maker, created_at, expires_at) VALUES ($id, $wall, $label, $maker, $created, $expires)",
            ("$id", link.Id), ("$wall", link.Wall), ("$label", link.Label), ("$maker", link.Maker), ("$created", Text(link.CreatedAt)), ("$expires", Text(link.ExpiresAt)));
    }

    /// <summary>Takes a link back.</summary>
    public void Revoke(WallLink link)
    {
        using (var connection = database.Open())
            connection.Run("UPDATE wall_links SET revoked = 1 WHERE id = $id", ("$id", link.Id));
        Changed?.Invoke(link.Wall);
    }

    private const string SelectLinks = "SELECT id, wall, label, maker, created_at, expires_at, revoked FROM wall_links ";

    private static Wall Read(SqliteDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), JsonSerializer.Deserialize<List<WallScreen>>(reader.GetString(4)) ?? []);

    private static WallLink ReadLink(SqliteDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), Moment(reader.GetString(4)), Moment(reader.GetString(5)), reader.GetInt64(6) != 0);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
