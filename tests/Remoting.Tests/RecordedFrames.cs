using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace RocketMQ.Remoting.Tests;

/// <summary>One recorded frame, split here and not by the code under test.</summary>
/// <param name="IsResponse">Whether it is an answer.</param>
/// <param name="Request">Code of the request, also for answers.</param>
/// <param name="ExtFields">Custom fields.</param>
/// <param name="Body">Body.</param>
public sealed record RecordedFrame(bool IsResponse, int Request, Dictionary<string, string> ExtFields, byte[] Body);

/// <summary>The frames of Data/frames.txt.</summary>
internal static class RecordedFrames
{
    public static IReadOnlyList<RecordedFrame> All { get; } =
        [.. File.ReadLines(PathOf("frames.txt")).Where(line => line.Length > 0 && line[0] != '#').Select(Parse)];

    public static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);

    private static RecordedFrame Parse(string line)
    {
        var parts = line.Split(' ');
        var frame = Convert.FromHexString(parts[2]);
        Assert.Equal(frame.Length - 4, BinaryPrimitives.ReadInt32BigEndian(frame));
        var headerLength = BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(4)) & 0xFFFFFF;
        using var header = JsonDocument.Parse(frame.AsMemory(8, headerLength));
        var fields = header.RootElement.TryGetProperty("extFields", out var ext)
            ? ext.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!)
            : [];
        return new RecordedFrame(parts[0] == "rsp", int.Parse(parts[1], CultureInfo.InvariantCulture), fields, frame[(8 + headerLength)..]);
    }
}
