using System.Text.Json.Serialization;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Cli.Commands;

/// <summary>JSON of files that mqadmin shares with the original: spelt as on the wire.</summary>
[JsonSerializable(typeof(TopicConfig))]
[JsonSerializable(typeof(SubscriptionGroupConfig))]
[JsonSerializable(typeof(Exports.MetadataFile))]
[JsonSerializable(typeof(Exports.ConfigsFile))]
[JsonSerializable(typeof(Exports.MetricsFile))]
internal sealed partial class CliFiles : JsonSerializerContext
{
    public static CliFiles Wire { get; } = new(FastJson.NewOptions());
}
