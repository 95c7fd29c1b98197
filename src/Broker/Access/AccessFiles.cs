using System.Text;
using RocketMQ.Broker.Persistence;

namespace RocketMQ.Broker.Access;

/// <summary>Where access files are: plain_acl.yml in the conf folder below a home, and every .yml and .yaml below conf/acl (docs/protocol.md 6.14).</summary>
internal sealed class AccessFiles(string home)
{
    private const string Tools = "tools.yml";

    private readonly string _folder = Path.Combine(Path.GetFullPath(home), "conf", "acl");

    /// <summary>The file that new accounts and addresses go to.</summary>
    public string Main { get; } = Path.Combine(Path.GetFullPath(home), "conf", "plain_acl.yml");

    /// <summary>Reads all files that are there.</summary>
    /// <exception cref="AccessFileException">One is broken or can not be read.</exception>
    public IReadOnlyList<AccessFile> Load() => [.. Paths().Select(path => AccessFileReader.Read(path, Read(path), Changed(path)))];

    /// <summary>Tells whether a file came, went or was changed: equal as long as nothing did.</summary>
    public string Stamp()
    {
        var stamp = new StringBuilder();
        foreach (var path in Paths())
        {
            var file = new FileInfo(path);
            stamp.Append(path).Append(' ').Append(file.Exists ? file.LastWriteTimeUtc.Ticks : 0).Append(' ').Append(file.Exists ? file.Length : 0).Append('\n');
        }

        return stamp.ToString();
    }

    /// <summary>The text of a file; empty where it is not there.</summary>
    /// <exception cref="AccessFileException">It can not be read.</exception>
    public static string Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AccessFileException(path, 0, 0, $"it can not be read: {failure.Message}", failure);
        }
    }

    /// <summary>Replaces the text of a file; its predecessor stays beside it as .bak.</summary>
    public static void Write(string path, string text) => new ConfigFile(path) { IsSecret = true }.Save(Encoding.UTF8.GetBytes(text));

    private static long Changed(string path) => new DateTimeOffset(File.GetLastWriteTimeUtc(path)).ToUnixTimeMilliseconds();

    private IEnumerable<string> Paths()
    {
        IEnumerable<string> found = Directory.Exists(_folder) ? Directory.GetFiles(_folder, "*", SearchOption.AllDirectories) : [];
        var more = found
            .Where(path => Path.GetExtension(path) is ".yml" or ".yaml" && path != Path.Combine(_folder, Tools))
            .Order(StringComparer.Ordinal);
        return File.Exists(Main) ? more.Append(Main) : more;
    }
}
