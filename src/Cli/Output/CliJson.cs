using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RocketMQ.Cli.Commands;
using RocketMQ.Cli.Commands.Access;
using RocketMQ.Cli.Commands.Brokers;
using RocketMQ.Cli.Commands.Exports;
using RocketMQ.Cli.Commands.Groups;
using RocketMQ.Cli.Commands.Messages;
using RocketMQ.Cli.Commands.NameServers;
using RocketMQ.Cli.Commands.Project;
using RocketMQ.Cli.Commands.Topics;
using RocketMQ.Cli.Commands.Users;
using RocketMQ.Cli.Hosting;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Output;

/// <summary>Everything that --json prints. The shapes are part of mqadmin's interface: docs/mqadmin.md lists them, members are only added.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<FailureView>))]
[JsonSerializable(typeof(AclVersions))]
[JsonSerializable(typeof(AclView))]
[JsonSerializable(typeof(AclsView))]
[JsonSerializable(typeof(ActivityView))]
[JsonSerializable(typeof(Allocation))]
[JsonSerializable(typeof(BrokerTables))]
[JsonSerializable(typeof(ClientsView))]
[JsonSerializable(typeof(ClusterNames))]
[JsonSerializable(typeof(ClusterSendTimes))]
[JsonSerializable(typeof(ClusterView))]
[JsonSerializable(typeof(ConsumeStatsView))]
[JsonSerializable(typeof(CopiedView))]
[JsonSerializable(typeof(ConsumeViews))]
[JsonSerializable(typeof(ConsumersView))]
[JsonSerializable(typeof(DryRunView))]
[JsonSerializable(typeof(ExportedFile))]
[JsonSerializable(typeof(GroupConfigs))]
[JsonSerializable(typeof(GroupListView))]
[JsonSerializable(typeof(GroupSaved))]
[JsonSerializable(typeof(MemberState))]
[JsonSerializable(typeof(MembersView))]
[JsonSerializable(typeof(MessageList))]
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(MonitorView))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(PermissionsView))]
[JsonSerializable(typeof(ProducersView))]
[JsonSerializable(typeof(ProgressView))]
[JsonSerializable(typeof(QueryConsumeQueueResponseBody))]
[JsonSerializable(typeof(ReadCounts))]
[JsonSerializable(typeof(ReplicationView))]
[JsonSerializable(typeof(ResetView))]
[JsonSerializable(typeof(SendTimes))]
[JsonSerializable(typeof(SentView))]
[JsonSerializable(typeof(SentViews))]
[JsonSerializable(typeof(ServerTables))]
[JsonSerializable(typeof(ServersView))]
[JsonSerializable(typeof(SyncedDocs))]
[JsonSerializable(typeof(TopicCounts))]
[JsonSerializable(typeof(TopicListView))]
[JsonSerializable(typeof(TopicRouteData))]
[JsonSerializable(typeof(TopicSaved))]
[JsonSerializable(typeof(TopicStatusView))]
[JsonSerializable(typeof(TraceView))]
[JsonSerializable(typeof(TrackedMessages))]
[JsonSerializable(typeof(UsersView))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>For whole lines: other scripts than Latin stay readable.</summary>
    public static CliJson Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
