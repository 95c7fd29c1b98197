namespace RocketMQ.StoreBench.Workload;

/// <summary>A folder for the data of one run, deleted with everything in it at the end.</summary>
internal sealed class BenchFolder(string parent) : IDisposable
{
    private readonly string _path = Directory.CreateDirectory(Path.Combine(parent, $"mqstorebench-{Guid.NewGuid():N}")).FullName;
    private int _count;

    /// <summary>A new folder inside.</summary>
    public string Next() => Directory.CreateDirectory(Path.Combine(_path, $"{++_count}")).FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
