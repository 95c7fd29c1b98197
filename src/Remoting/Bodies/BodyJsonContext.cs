using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Every body that <see cref="Json.FastJson"/> can read and write without being told more.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class BodyJsonContext : JsonSerializerContext;
