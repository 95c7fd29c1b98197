using System.Text.Json.Serialization;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Access;

[JsonSerializable(typeof(Dictionary<string, DataVersion>))]
internal sealed partial class AccessVersionContext : JsonSerializerContext;
