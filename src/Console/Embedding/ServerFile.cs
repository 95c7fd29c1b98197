using System.Globalization;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>
/// The properties file of an embedded server: written at its first start, then the user's to edit. Only the port is changed
/// later, and only when another program holds it.
/// </summary>
internal sealed class ServerFile(string path)
{
    private const string PortKey = "listenPort";

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Writes the file if there is none and makes sure that its port can be used.</summary>
    /// <param name="firstLines">The content of a new file, without the port.</param>
    /// <param name="standardPort">The port of a new file.</param>
    /// <param name="neighbours">Further ports the server opens, as distances.</param>
    /// <returns>The port the server will listen on.</returns>
    public int Prepare(IEnumerable<string> firstLines, int standardPort, params ReadOnlySpan<int> neighbours)
    {
        var isNew = !File.Exists(Path);
        List<string> lines = isNew ? [.. firstLines] : [.. File.ReadAllLines(Path)];
        var configured = PropertiesText.Parse(string.Join('\n', lines)).GetValueOrDefault(PortKey);
        // What is no port is left for the server itself to refuse: it names file, key and value.
        if (configured is not null && !int.TryParse(configured, CultureInfo.InvariantCulture, out _))
            return standardPort;
        var wanted = configured is null ? standardPort : int.Parse(configured, CultureInfo.InvariantCulture);
        var port = LoopbackPorts.Choose(wanted, neighbours);
        if (!isNew && configured is not null && port == wanted)
            return port;

        lines.RemoveAll(line => line.TrimStart().StartsWith(PortKey, StringComparison.Ordinal));
        lines.Add($"{PortKey}={port}");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllLines(Path, lines);
        return port;
    }
}
