using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using RocketMQ.ManagementConsole.Access;

namespace RocketMQ.ManagementConsole.Live;

/// <summary>
/// The open connections of the hub. When a user's roles change or logins end, the connections of that user are closed; those who still may
/// connect and watch again. Safe from any thread.
/// </summary>
internal sealed class LiveWatchers : IDisposable
{
    private readonly ConcurrentDictionary<string, HubCallerContext> _connections = new(StringComparer.Ordinal);
    private readonly UserStore _users;
    private readonly SessionStore _sessions;

    public LiveWatchers(UserStore users, SessionStore sessions)
    {
        (_users, _sessions) = (users, sessions);
        _users.Changed += Close;
        _sessions.Ended += Close;
    }

    /// <summary>Takes a connection in.</summary>
    public void Add(HubCallerContext connection) => _connections[connection.ConnectionId] = connection;

    /// <summary>Takes a connection out.</summary>
    public void Remove(HubCallerContext connection) => _connections.TryRemove(connection.ConnectionId, out _);

    public void Dispose()
    {
        _users.Changed -= Close;
        _sessions.Ended -= Close;
    }

    private void Close(string user)
    {
        foreach (var connection in _connections.Values)
        {
            if (user.Equals(connection.User?.Identity?.Name, StringComparison.OrdinalIgnoreCase))
                connection.Abort();
        }
    }
}
