using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Json;

/// <summary>Writes trees that are not bound to a type.</summary>
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class NodeContext : JsonSerializerContext;
