using System.Globalization;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>The file <c>cluster.properties</c> in a cluster's folder that says of which processes the cluster consists.</summary>
/// <remarks>Replaced as a whole by a rename: a crash leaves the old file or the new one. A folder without the file is a single broker's.</remarks>
internal sealed class ClusterShapeFile(string folder)
{
    public const string NameServersKey = "nameServers";
    public const string MastersKey = "masters";
    public const string SlavesKey = "slavesPerMaster";
    public const string ReplicationKey = "replication";

    private static readonly string[] Keys = [NameServersKey, MastersKey, SlavesKey, ReplicationKey];

    private readonly string _path = Path.Combine(folder, "cluster.properties");

    /// <summary>Whether there is the file.</summary>
    public bool Exists => File.Exists(_path);

    /// <summary>What the file is called in the folder of a cluster that was deleted while its files were kept.</summary>
    public string RetiredPath => _path + ".removed";

    /// <summary>Whether the cluster was deleted and its files, or a note of it, kept.</summary>
    public bool IsRetired => !Exists && File.Exists(RetiredPath);

    /// <summary>Notes that the folder is no cluster's any more.</summary>
    public void Retire()
    {
        if (!Exists)
            Write(ClusterShape.Single);
        File.Move(_path, RetiredPath, overwrite: true);
    }

    /// <summary>The shape that the file tells.</summary>
    /// <exception cref="InvalidDataException">The file says something that is not allowed; names file, key and value.</exception>
    public ClusterShape Read()
    {
        if (!File.Exists(_path))
            return ClusterShape.Single;
        var values = PropertiesText.Parse(File.ReadAllText(_path));
        if (values.Keys.FirstOrDefault(key => !Keys.Contains(key)) is { } unknown)
            throw Wrong($"{unknown} is no key of it; keys are {string.Join(", ", Keys)}");
        var replication = values.GetValueOrDefault(ReplicationKey, "async");
        if (replication is not ("sync" or "async"))
            throw Wrong($"{ReplicationKey}={replication} is not allowed: sync or async");
        var shape = new ClusterShape(
            Number(NameServersKey, ClusterShape.Single.NameServers),
            Number(MastersKey, ClusterShape.Single.Masters),
            Number(SlavesKey, ClusterShape.Single.SlavesPerMaster),
            replication == "sync");
        return shape.Problem is { } problem ? throw Wrong(problem) : shape;

        int Number(string key, int otherwise)
        {
            if (!values.TryGetValue(key, out var text))
                return otherwise;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Wrong($"{key}={text} is no whole number");
        }
    }

    /// <summary>Writes the shape of a cluster.</summary>
    /// <exception cref="InvalidDataException">The shape is not allowed.</exception>
    public void Write(ClusterShape shape)
    {
        if (shape.Problem is { } problem)
            throw Wrong(problem);
        Directory.CreateDirectory(folder);
        var next = _path + ".new";
        File.WriteAllLines(
            next,
            [
                "# Of which processes the embedded cluster consists. Read when the console starts.",
                string.Create(CultureInfo.InvariantCulture, $"{NameServersKey}={shape.NameServers}"),
                string.Create(CultureInfo.InvariantCulture, $"{MastersKey}={shape.Masters}"),
                string.Create(CultureInfo.InvariantCulture, $"{SlavesKey}={shape.SlavesPerMaster}"),
                $"{ReplicationKey}={(shape.IsSynchronous ? "sync" : "async")}",
            ]);
        File.Move(next, _path, overwrite: true);
    }

    private InvalidDataException Wrong(string what) => new($"{_path}: {what}");
}
