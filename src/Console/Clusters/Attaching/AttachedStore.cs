using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Storage;
using RocketMQ.Remoting.Access;

namespace RocketMQ.ManagementConsole.Clusters.Attaching;

/// <summary>The clusters that people attached. Keys are encrypted with the console's own, which lie outside the database.</summary>
internal sealed class AttachedStore(ConsoleDatabase database, IDataProtectionProvider protection)
{
    /// <summary>The table.</summary>
    public static readonly Schema Schema = new(
        "attached-clusters",
        """
        CREATE TABLE attached_clusters (
          name         TEXT NOT NULL PRIMARY KEY,
          registered   TEXT NOT NULL,
          name_servers TEXT NOT NULL,
          keys         TEXT
        ) STRICT;
        """);

    private readonly IDataProtector _protector = protection.CreateProtector("cluster-keys");

    /// <summary>All, in order of name.</summary>
    public IReadOnlyList<AttachedCluster> All()
    {
        using var connection = database.Open();
        using var command = connection.Command("SELECT name, registered, name_servers, keys IS NOT NULL FROM attached_clusters ORDER BY name");
        using var reader = command.ExecuteReader();
        List<AttachedCluster> all = [];
        while (reader.Read())
            all.Add(Read(reader));
        return all;
    }

    /// <summary>The one of that name; null when there is none.</summary>
    public AttachedCluster? Find(string name) => All().FirstOrDefault(cluster => cluster.Name == name);

    /// <summary>What requests to a cluster are signed with; null for none.</summary>
    /// <exception cref="CryptographicException">The keys were encrypted with keys that the console no longer has.</exception>
    public AccessKeys? KeysOf(string name)
    {
        using var connection = database.Open();
        using var command = connection.Command("SELECT keys FROM attached_clusters WHERE name = $name", ("$name", name));
        return command.ExecuteScalar() is string text ? JsonSerializer.Deserialize<AccessKeys>(_protector.Unprotect(text)) : null;
    }

    /// <summary>Adds or changes a cluster.</summary>
    public void Save(Attachment attachment)
    {
        using var connection = database.Open();
        connection.Run(
            """
            INSERT INTO attached_clusters (name, registered, name_servers, keys) VALUES ($name, $registered, $servers, $keys)
            ON CONFLICT (name) DO UPDATE SET registered = excluded.registered, name_servers = excluded.name_servers,
              keys = CASE WHEN $forget THEN NULL ELSE coalesce(excluded.keys, keys) END
            """,
            ("$name", attachment.Name),
            ("$registered", attachment.RegisteredName),
            ("$servers", string.Join(';', attachment.NameServers)),
            ("$keys", attachment.NewKeys is { } keys ? _protector.Protect(JsonSerializer.Serialize(keys)) : null),
            ("$forget", attachment.ForgetKeys));
    }

    /// <summary>Forgets a cluster and its keys.</summary>
    public void Delete(string name)
    {
        using var connection = database.Open();
        connection.Run("DELETE FROM attached_clusters WHERE name = $name", ("$name", name));
    }

    private static AttachedCluster Read(SqliteDataReader reader) =>
        new(reader.GetString(0), reader.GetString(1), reader.GetString(2).Split(';'), reader.GetBoolean(3));
}
