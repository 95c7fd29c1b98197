namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>
/// What one server prints: the newest lines in memory for the page, everything in a file that is started anew when it has grown.
/// </summary>
/// <remarks>Written from the process's output threads under one lock; a file that can not be written is given up with the reason in the tail.</remarks>
internal sealed class ChildLog : IDisposable
{
    private const int LinesKept = 500;
    private const long LargestFile = 8 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private readonly string _path;
    private StreamWriter? _file;
    private long _written;

    public ChildLog(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new StreamWriter(path, append: true);
        _written = _file.BaseStream.Length;
    }

    /// <summary>The newest lines, oldest first.</summary>
    public IReadOnlyList<string> Tail
    {
        get
        {
            lock (_gate)
                return [.. _tail];
        }
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            Keep(line);
            try
            {
                Write(line);
            }
            catch (IOException failure)
            {
                Keep($"The log file {_path} can not be written any more: {failure.Message}");
                _file?.Dispose();
                _file = null;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private void Keep(string line)
    {
        _tail.Enqueue(line);
        if (_tail.Count > LinesKept)
            _tail.Dequeue();
    }

    private void Write(string line)
    {
        if (_file is null)
            return;
        if (_written > LargestFile)
        {
            _file.Dispose();
            File.Move(_path, _path + ".1", overwrite: true);
            _file = new StreamWriter(_path);
            _written = 0;
        }

        _file.WriteLine(line);
        _file.Flush();
        _written += line.Length + 1;
    }
}
