namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Which groups pages show at the moment, so that the collector asks for these first.</summary>
/// <remarks>Thread-safe; one lock owns the counts.</remarks>
public sealed class GroupWatchers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Whether somebody looks at a group.</summary>
    public bool IsWatched(string group)
    {
        lock (_gate)
            return _counts.ContainsKey(group);
    }

    /// <summary>Says that somebody looks at a group, until the handle is disposed.</summary>
    public IDisposable Watch(string group)
    {
        lock (_gate)
            _counts[group] = _counts.GetValueOrDefault(group) + 1;
        return new Handle(this, group);
    }

    private void Leave(string group)
    {
        lock (_gate)
        {
            if (--_counts[group] == 0)
                _counts.Remove(group);
        }
    }

    private sealed class Handle(GroupWatchers watchers, string group) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                watchers.Leave(group);
        }
    }
}
