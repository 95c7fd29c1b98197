namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Which objects of a list pages show at the moment, so that the collector asks for these first.</summary>
/// <remarks>Thread-safe; one lock owns the counts.</remarks>
public sealed class RowWatchers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Whether somebody looks at an object.</summary>
    public bool IsWatched(string name)
    {
        lock (_gate)
            return _counts.ContainsKey(name);
    }

    /// <summary>Says that somebody looks at an object, until the handle is disposed.</summary>
    public IDisposable Watch(string name)
    {
        lock (_gate)
            _counts[name] = _counts.GetValueOrDefault(name) + 1;
        return new Handle(this, name);
    }

    private void Leave(string name)
    {
        lock (_gate)
        {
            if (--_counts[name] == 0)
                _counts.Remove(name);
        }
    }

    private sealed class Handle(RowWatchers watchers, string name) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                watchers.Leave(name);
        }
    }
}
