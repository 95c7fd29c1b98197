using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>The logins that are open, and the refresh tokens of those of programs.</summary>
/// <remarks>
/// Kept in memory as well as in the file, since every request asks; entries are immutable and replaced atomically, the file is written
/// first. When a login was last seen is written once a minute at most, so a crash can forget a minute of that. Of refresh tokens only
/// hashes are stored; used ones stay until their login ends, so that one used twice is recognised.
/// </remarks>
internal sealed class SessionStore
{
    /// <summary>The tables.</summary>
    public static readonly Schema Schema = new(
        "sessions",
        """
        CREATE TABLE sessions (
          id         TEXT NOT NULL PRIMARY KEY,
          user       TEXT NOT NULL COLLATE NOCASE,
          kind       TEXT NOT NULL,
          label      TEXT NOT NULL,
          address    TEXT NOT NULL,
          created_at TEXT NOT NULL,
          seen_at    TEXT NOT NULL,
          expires_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE refresh_tokens (
          hash    TEXT NOT NULL PRIMARY KEY,
          session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
          used    INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        """);

    private static readonly TimeSpan SeenAge = TimeSpan.FromMinutes(1);

    private readonly ConsoleDatabase _database;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, Session> _sessions;

    public SessionStore(ConsoleDatabase database, TimeProvider clock)
    {
        (_database, _clock) = (database, clock);
        _sessions = new(Load().Select(session => KeyValuePair.Create(session.Id, session)), StringComparer.Ordinal);
    }

    /// <summary>Raised after logins were ended, with the user's name, on the thread that did it.</summary>
    public event Action<string>? Ended;

    /// <summary>The login of that id; null when it never was, was ended or has expired.</summary>
    public Session? Find(string id) => _sessions.GetValueOrDefault(id) is { } session && session.ExpiresAt > _clock.GetUtcNow() ? session : null;

    /// <summary>The logins of a user that are open, the one used last first.</summary>
    public IReadOnlyList<Session> Of(string user) =>
        [.. _sessions.Values.Where(session => IsOf(session, user) && session.ExpiresAt > _clock.GetUtcNow()).OrderByDescending(session => session.SeenAt)];

    /// <summary>Opens a login.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="kind">How.</param>
    /// <param name="lifetime">How long it lasts without being used.</param>
    /// <param name="label">What it is called in the list.</param>
    /// <param name="address">Where from.</param>
    public Session Open(string user, SessionKind kind, TimeSpan lifetime, string label, string address)
    {
        ForgetExpired();
        var now = _clock.GetUtcNow();
        var session = new Session(RandomNumberGenerator.GetHexString(32, lowercase: true), user, kind, now)
        {
            Label = label.Length > 200 ? label[..200] : label,
            Address = address,
            SeenAt = now,
            ExpiresAt = now + lifetime,
        };
        Save(session);
        return session;
    }

    /// <summary>Notes that a login is in use, and moves its end when a lifetime is given.</summary>
    public void Seen(Session session, TimeSpan? lifetime)
    {
        var now = _clock.GetUtcNow();
        if (now - session.SeenAt < SeenAge || !_sessions.ContainsKey(session.Id))
            return;
        Save(session with { SeenAt = now, ExpiresAt = lifetime is { } more ? now + more : session.ExpiresAt });
    }

    /// <summary>Ends one login of a user.</summary>
    /// <returns>False when the user has no such login.</returns>
    public bool End(string user, string id)
    {
        if (_sessions.GetValueOrDefault(id) is not { } session || !IsOf(session, user))
            return false;
        Remove([session]);
        return true;
    }

    /// <summary>Ends all logins of a user but one.</summary>
    public void EndAll(string user, string? except = null) =>
        Remove([.. _sessions.Values.Where(session => IsOf(session, user) && session.Id != except)]);

    /// <summary>A refresh token for a login: the only time it is seen.</summary>
    public string NewRefreshToken(Session session)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        using var connection = _database.Open();
        connection.Run("INSERT INTO refresh_tokens (hash, session) VALUES ($hash, $session)", ("$hash", Hash(token)), ("$session", session.Id));
        return token;
    }

    /// <summary>Uses a refresh token up. One that was used before has been stolen, from its owner or by it: the login ends.</summary>
    public RefreshResult UseRefreshToken(string token)
    {
        using var connection = _database.Open();
        using var command = connection.Command("SELECT session FROM refresh_tokens WHERE hash = $hash", ("$hash", Hash(token)));
        if (command.ExecuteScalar() is not string id || Find(id) is not { } session)
            return new RefreshResult(null, WasReused: false);
        if (connection.Run("UPDATE refresh_tokens SET used = 1 WHERE hash = $hash AND used = 0", ("$hash", Hash(token))) == 1)
            return new RefreshResult(session, WasReused: false);
        Remove([session]);
        return new RefreshResult(session, WasReused: true);
    }

    private static bool IsOf(Session session, string user) => session.User.Equals(user, StringComparison.OrdinalIgnoreCase);

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static string Text(DateTimeOffset moment) => moment.ToString("O", CultureInfo.InvariantCulture);

    private void Save(Session session)
    {
        using var connection = _database.Open();
        connection.Run(
            """
            INSERT INTO sessions (id, user, kind, label, address, created_at, seen_at, expires_at)
            VALUES ($id, $user, $kind, $label, $address, $created, $seen, $expires)
            ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, expires_at = excluded.expires_at
            """,
            ("$id", session.Id),
            ("$user", session.User),
            ("$kind", session.Kind.ToString()),
            ("$label", session.Label),
            ("$address", session.Address),
            ("$created", Text(session.CreatedAt)),
            ("$seen", Text(session.SeenAt)),
            ("$expires", Text(session.ExpiresAt)));
        _sessions[session.Id] = session;
    }

    private void Remove(IReadOnlyList<Session> ended)
    {
        if (ended.Count == 0)
            return;
        using var connection = _database.Open();
        foreach (var session in ended)
        {
            connection.Run("DELETE FROM sessions WHERE id = $id", ("$id", session.Id));
            _sessions.TryRemove(session.Id, out _);
        }

        foreach (var user in ended.Select(session => session.User).Distinct(StringComparer.OrdinalIgnoreCase))
            Ended?.Invoke(user);
    }

    private void ForgetExpired()
    {
        var now = _clock.GetUtcNow();
        Remove([.. _sessions.Values.Where(session => session.ExpiresAt <= now)]);
    }

    private List<Session> Load()
    {
        List<Session> all = [];
        using var connection = _database.Open();
        using var command = connection.Command("SELECT id, user, kind, label, address, created_at, seen_at, expires_at FROM sessions");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            all.Add(new Session(reader.GetString(0), reader.GetString(1), Enum.Parse<SessionKind>(reader.GetString(2)), Moment(5))
            {
                Label = reader.GetString(3),
                Address = reader.GetString(4),
                SeenAt = Moment(6),
                ExpiresAt = Moment(7),
            });
        }

        return all;

        DateTimeOffset Moment(int column) => DateTimeOffset.Parse(reader.GetString(column), CultureInfo.InvariantCulture);
    }
}

/// <summary>What became of a refresh token.</summary>
/// <param name="Session">Its login; null when there is no such token, or its login has ended.</param>
/// <param name="WasReused">It had been used before; the login was ended for it.</param>
internal sealed record RefreshResult(Session? Session, bool WasReused);
