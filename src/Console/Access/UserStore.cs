using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>The accounts of people who may log in.</summary>
internal sealed class UserStore(ConsoleDatabase database)
{
    /// <summary>The table. Files of before there were versions have it already.</summary>
    public static readonly Schema Schema = new(
        "users",
        """
        CREATE TABLE IF NOT EXISTS users (
          name          TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
          role          TEXT NOT NULL,
          password_hash TEXT NOT NULL,
          stamp         TEXT NOT NULL,
          created_at    TEXT NOT NULL
        ) STRICT;
        """);

    /// <summary>Whether any account exists; none does before the first start.</summary>
    public bool Any()
    {
        using var connection = database.Open();
        using var command = connection.Command("SELECT EXISTS (SELECT 1 FROM users)");
        return command.ExecuteScalar() is 1L;
    }

    /// <summary>The account of that name, or null.</summary>
    public User? Find(string name)
    {
        using var connection = database.Open();
        using var command = connection.Command("SELECT name, role, password_hash, stamp FROM users WHERE name = $name", ("$name", name));
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new User(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3))
            : null;
    }

    /// <summary>Adds an account; the name must be free.</summary>
    public void Add(User user, DateTimeOffset createdAt)
    {
        using var connection = database.Open();
        connection.Run(
            "INSERT INTO users (name, role, password_hash, stamp, created_at) VALUES ($name, $role, $hash, $stamp, $created)",
            ("$name", user.Name),
            ("$role", user.Role),
            ("$hash", user.PasswordHash),
            ("$stamp", user.Stamp),
            ("$created", createdAt.ToString("O")));
    }

    /// <summary>Replaces the password of an existing account, and with it the stamp.</summary>
    public void ChangePassword(string name, string passwordHash, string stamp)
    {
        using var connection = database.Open();
        connection.Run(
            "UPDATE users SET password_hash = $hash, stamp = $stamp WHERE name = $name",
            ("$name", name),
            ("$hash", passwordHash),
            ("$stamp", stamp));
    }
}
