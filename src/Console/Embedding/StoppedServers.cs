namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>The servers of a cluster that people stopped: they stay down when the console starts again. One name a line in the cluster's folder.</summary>
/// <remarks>Changed from any thread under one lock. Replaced as a whole by a rename: a crash leaves the old file or the new one.</remarks>
internal sealed class StoppedServers(string folder)
{
    private const string Heading = "# Servers that were stopped by hand and stay so when the console starts.";

    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(folder, "stopped");

    /// <summary>Their names.</summary>
    /// <exception cref="IOException">The file can not be read.</exception>
    public IReadOnlySet<string> Read()
    {
        lock (_gate)
            return ReadFile();
    }

    /// <summary>Remembers that servers were stopped, or that they were started again.</summary>
    /// <exception cref="IOException">The file can not be written.</exception>
    public void Set(IEnumerable<string> servers, bool stopped)
    {
        lock (_gate)
        {
            var names = ReadFile();
            var count = names.Count;
            if (stopped)
                names.UnionWith(servers);
            else
                names.ExceptWith(servers);
            // Names only come or only go, so the number tells whether anything is new.
            if (names.Count == count)
                return;
            File.WriteAllLines(_path + ".new", [Heading, .. names]);
            File.Move(_path + ".new", _path, overwrite: true);
        }
    }

    private SortedSet<string> ReadFile() => new(
        File.Exists(_path) ? File.ReadAllLines(_path).Select(line => line.Trim()).Where(line => line is [not '#', ..]) : [],
        StringComparer.Ordinal);
}
