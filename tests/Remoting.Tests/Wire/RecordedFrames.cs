namespace RocketMQ.Remoting.Tests.Wire;

/// <summary>
/// Frames that Apache RocketMQ 4.9.8 and its Java client exchanged, one per kind: "json-request-105",
/// "binary-response-to-310-code-0".
/// </summary>
internal static class RecordedFrames
{
    private static readonly Dictionary<string, byte[]> Frames = Load();

    public static TheoryData<string> Names => [.. Frames.Keys];

    public static IReadOnlyList<byte[]> All => [.. Frames.Values];

    public static byte[] Get(string name) => Frames[name];

    private static Dictionary<string, byte[]> Load()
    {
        using var stream = typeof(RecordedFrames).Assembly.GetManifestResourceStream("recorded.frames")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => Convert.FromHexString(parts[1]), StringComparer.Ordinal);
    }
}
