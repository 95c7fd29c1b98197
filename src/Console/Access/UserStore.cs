using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Hosting;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>
/// The users table in the console's SQLite file. Each call opens a pooled connection of its own, so calls from any thread
/// are safe; SQLite serialises writers.
/// </summary>
internal sealed class UserStore(ConsoleOptions options)
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = options.DatabaseFile }.ToString();

    /// <summary>Creates the table in a new file.</summary>
    public void Create()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS users (
              name          TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
              role          TEXT NOT NULL,
              password_hash TEXT NOT NULL,
              stamp         TEXT NOT NULL,
              created_at    TEXT NOT NULL
            ) STRICT;
            """;
        command.ExecuteNonQuery();
    }

    /// <summary>Whether any account exists; none does before the first start.</summary>
    public bool Any()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM users)";
        return command.ExecuteScalar() is 1L;
    }

    /// <summary>The account of that name, or null.</summary>
    public User? Find(string name)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, role, password_hash, stamp FROM users WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new User(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3))
            : null;
    }

    /// <summary>Adds an account; the name must be free.</summary>
    public void Add(User user, DateTimeOffset createdAt)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO users (name, role, password_hash, stamp, created_at) VALUES ($name, $role, $hash, $stamp, $created)";
        command.Parameters.AddWithValue("$name", user.Name);
        command.Parameters.AddWithValue("$role", user.Role);
        command.Parameters.AddWithValue("$hash", user.PasswordHash);
        command.Parameters.AddWithValue("$stamp", user.Stamp);
        command.Parameters.AddWithValue("$created", createdAt.ToString("O"));
        command.ExecuteNonQuery();
    }

    /// <summary>Replaces the password of an existing account, and with it the stamp.</summary>
    public void ChangePassword(string name, string passwordHash, string stamp)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE users SET password_hash = $hash, stamp = $stamp WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$hash", passwordHash);
        command.Parameters.AddWithValue("$stamp", stamp);
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }
}
