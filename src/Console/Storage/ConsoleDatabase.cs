using Microsoft.Data.Sqlite;

namespace RocketMQ.ManagementConsole.Storage;

/// <summary>
/// One SQLite file of the console. A feature declares its tables as a <see cref="Schema"/> and has one store class that talks to them
/// through <see cref="Open"/>.
/// </summary>
/// <remarks>
/// Each call of a store opens a pooled connection of its own, so calls from any thread are safe; SQLite serialises writers, and
/// readers see the state before (write-ahead log). A crash leaves each transaction whole or absent.
/// </remarks>
internal sealed class ConsoleDatabase
{
    private const string VersionTable =
        """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS schema_versions (
          feature TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL
        ) STRICT;
        """;

    private readonly string _connectionString;
    private readonly string _file;

    /// <summary>Opens or creates the file and brings its tables to the versions of <paramref name="schemas"/>.</summary>
    /// <exception cref="NewerDataException">A newer console wrote the file; it is left as it is.</exception>
    /// <exception cref="SqliteException">The file is not a database, or cannot be written.</exception>
    public ConsoleDatabase(string file, IEnumerable<Schema> schemas)
    {
        _file = file;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true }.ToString();
        using var connection = Open();
        connection.RunScript(VersionTable);
        List<Schema> all = [.. schemas];
        RefuseNewer(connection, all);
        foreach (var schema in all)
            Upgrade(connection, schema);
    }

    /// <summary>An open connection, to be disposed; waits up to 30 s for another writer.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // All are looked at before the first is changed, so that a refused file is really left as it is.
    private void RefuseNewer(SqliteConnection connection, IEnumerable<Schema> schemas)
    {
        foreach (var schema in schemas)
        {
            if (VersionOf(connection, schema.Feature) is var found && found > schema.Scripts.Count)
            {
                throw new NewerDataException(
                    $"{_file} was written by a newer console ({schema.Feature} has version {found}, known are versions up to {schema.Scripts.Count}). Use that console, or another data folder.");
            }
        }
    }

    private static void Upgrade(SqliteConnection connection, Schema schema)
    {
        for (var version = VersionOf(connection, schema.Feature) + 1; version <= schema.Scripts.Count; version++)
        {
            using var transaction = connection.BeginTransaction();
            connection.RunScript(schema.Scripts[version - 1]);
            connection.Run(
                "INSERT INTO schema_versions (feature, version) VALUES ($feature, $version) ON CONFLICT (feature) DO UPDATE SET version = excluded.version",
                ("$feature", schema.Feature),
                ("$version", version));
            transaction.Commit();
        }
    }

    private static int VersionOf(SqliteConnection connection, string feature)
    {
        using var command = connection.Command("SELECT version FROM schema_versions WHERE feature = $feature", ("$feature", feature));
        return command.ExecuteScalar() is long version ? (int)version : 0;
    }
}
