using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>The accounts of people who may log in.</summary>
/// <remarks>
/// Every request asks who its user is, so all accounts are kept in memory: an immutable table, replaced as a whole under one lock after
/// the file was written. The data folder is locked, so nobody else writes it. A crash loses nothing that a caller was told.
/// </remarks>
internal sealed class UserStore(ConsoleDatabase database)
{
    /// <summary>The tables. Files of before there were versions have the first already.</summary>
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
        """,
        """
        ALTER TABLE users DROP COLUMN stamp;
        ALTER TABLE users ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE users ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE users ADD COLUMN issuer TEXT;
        ALTER TABLE users ADD COLUMN subject TEXT;
        CREATE UNIQUE INDEX users_by_subject ON users (issuer, subject) WHERE subject IS NOT NULL;
        CREATE TABLE cluster_roles (
          user    TEXT NOT NULL COLLATE NOCASE REFERENCES users (name) ON DELETE CASCADE,
          cluster TEXT NOT NULL,
          role    TEXT NOT NULL,
          PRIMARY KEY (user, cluster)
        ) STRICT;
        """);

    private readonly Lock _writing = new();
    private ImmutableSortedDictionary<string, User>? _users;

    /// <summary>Raised after an account was changed or deleted, with its name, on the thread that did it.</summary>
    public event Action<string>? Changed;

    /// <summary>All accounts in order of name.</summary>
    public IEnumerable<User> All => Users.Values;

    private ImmutableSortedDictionary<string, User> Users
    {
        get
        {
            if (Volatile.Read(ref _users) is { } known)
                return known;
            lock (_writing)
                return _users ??= Load();
        }
    }

    /// <summary>Whether any account exists; none does before the first start.</summary>
    public bool Any() => !Users.IsEmpty;

    /// <summary>The account of that name, or null.</summary>
    public User? Find(string name) => Users.GetValueOrDefault(name);

    /// <summary>The account of somebody at a provider, or null.</summary>
    public User? Find(OutsideIdentity identity) => Users.Values.FirstOrDefault(user => user.Outside == identity);

    /// <summary>Adds an account.</summary>
    /// <returns>False when the name is taken.</returns>
    public bool TryAdd(User user) => Write(users => users.ContainsKey(user.Name) ? null : users.Add(user.Name, user), user.Name);

    /// <summary>Changes an account that exists, given what it is at this moment; a change that answers null leaves it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="change">Makes the changed account of the present one and of all accounts.</param>
    /// <returns>Whether it was changed.</returns>
    public bool TryChange(string name, Func<User, IEnumerable<User>, User?> change) => Write(
        users => users.GetValueOrDefault(name) is { } user && change(user, users.Values) is { } changed ? users.SetItem(user.Name, changed) : null, name);

    /// <summary>Deletes an account when the condition holds, given the account and all accounts.</summary>
    /// <returns>Whether it was deleted.</returns>
    public bool TryDelete(string name, Func<User, IEnumerable<User>, bool> condition) => Write(
        users => users.GetValueOrDefault(name) is { } user && condition(user, users.Values) ? users.Remove(user.Name) : null, name);

    private bool Write(Func<ImmutableSortedDictionary<string, User>, ImmutableSortedDictionary<string, User>?> change, string name)
    {
        lock (_writing)
        {
            var before = _users ?? Load();
            if (change(before) is not { } after)
                return false;
            Save(name, after.GetValueOrDefault(name));
            Volatile.Write(ref _users, after);
        }

        Changed?.Invoke(name);
        return true;
    }

    private void Save(string name, User? user)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        if (user is null)
        {
            connection.Run("DELETE FROM users WHERE name = $name", ("$name", name));
        }
        else
        {
            connection.Run(
                """
                INSERT INTO users (name, role, password_hash, created_at, disabled, must_change, issuer, subject)
                VALUES ($name, $role, $hash, $created, $disabled, $must, $issuer, $subject)
                ON CONFLICT (name) DO UPDATE SET role = excluded.role, password_hash = excluded.password_hash, disabled = excluded.disabled,
                  must_change = excluded.must_change
                """,
                ("$name", user.Name),
                ("$role", Access.Roles.NameOf(user.Roles.Everywhere)),
                ("$hash", user.PasswordHash),
                ("$created", user.CreatedAt.ToString("O", CultureInfo.InvariantCulture)),
                ("$disabled", user.IsDisabled ? 1 : 0),
                ("$must", user.MustChangePassword ? 1 : 0),
                ("$issuer", user.Outside?.Issuer),
                ("$subject", user.Outside?.Subject));
            connection.Run("DELETE FROM cluster_roles WHERE user = $name", ("$name", user.Name));
            foreach (var (cluster, role) in user.Roles.PerCluster)
            {
                connection.Run(
                    "INSERT INTO cluster_roles (user, cluster, role) VALUES ($name, $cluster, $role)",
                    ("$name", user.Name),
                    ("$cluster", cluster),
                    ("$role", Access.Roles.NameOf(role)));
            }
        }

        transaction.Commit();
    }

    private ImmutableSortedDictionary<string, User> Load()
    {
        using var connection = database.Open();
        var roles = LoadClusterRoles(connection);
        var users = ImmutableSortedDictionary.CreateBuilder<string, User>(StringComparer.OrdinalIgnoreCase);
        using var command = connection.Command("SELECT name, role, password_hash, created_at, disabled, must_change, issuer, subject FROM users");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var name = reader.GetString(0);
            var everywhere = UserRoles.For(Access.Roles.Parse(reader.GetString(1)) ?? Role.None);
            users[name] = new User(name, reader.GetString(2), roles[name].Aggregate(everywhere, (all, one) => all.With(one.Cluster, one.Role)))
            {
                CreatedAt = DateTimeOffset.Parse(reader.GetString(3), CultureInfo.InvariantCulture),
                IsDisabled = reader.GetInt64(4) != 0,
                MustChangePassword = reader.GetInt64(5) != 0,
                Outside = reader.IsDBNull(7) ? null : new OutsideIdentity(reader.GetString(6), reader.GetString(7)),
            };
        }

        return users.ToImmutable();
    }

    private static ILookup<string, (string Cluster, Role Role)> LoadClusterRoles(SqliteConnection connection)
    {
        List<(string User, string Cluster, Role Role)> all = [];
        using var command = connection.Command("SELECT user, cluster, role FROM cluster_roles");
        using var reader = command.ExecuteReader();
        while (reader.Read())
            all.Add((reader.GetString(0), reader.GetString(1), Access.Roles.Parse(reader.GetString(2)) ?? Role.None));
        return all.ToLookup(row => row.User, row => (row.Cluster, row.Role), StringComparer.OrdinalIgnoreCase);
    }
}
