using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Exports;

internal sealed class ExportMetrics : AdminCommand
{
    private readonly Option<string> _cluster = Opt.Needed("c", "clusterName", "name of the cluster");
    private readonly Option<string> _folder = Opt.Text("f", "filePath", $"folder to write to, default {ExportFiles.Folder}");

    public override string Name => "exportMetrics";

    public override string Description => "writes the load and size of a cluster to a file";

    public override IReadOnlyList<Option> Options => [_cluster, _folder];

    public override IReadOnlyList<string> Differences => ["rocketmqVersion is the broker's; the original writes its own"];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        using var progress = call.Progress("brokers");
        var found = await call.Admin.Exports.GetMetricsAsync(call.Needed(_cluster), progress, call.Cancellation);
        if (found.Failures.Count > 0)
            throw new PartialFailureException(found.Failures);
        return await ExportFiles.WriteAsync(
            call, call.Text(_folder) ?? ExportFiles.Folder, "metrics.json", MetricsFile.Of(found.Brokers), CliFiles.Wire.MetricsFile);
    }
}
