using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Exports;

internal sealed class ExportConfigs : AdminCommand
{
    private readonly Option<string> _cluster = Opt.Needed("c", "clusterName", "name of the cluster");
    private readonly Option<string> _folder = Opt.Text("f", "filePath", $"folder to write to, default {ExportFiles.Folder}");

    public override string Name => "exportConfigs";

    public override string Description => "writes the layout and settings of a cluster to a file";

    public override IReadOnlyList<Option> Options => [_cluster, _folder];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var found = await call.Admin.Exports.GetConfigsAsync(call.Needed(_cluster), call.Cancellation);
        if (found.Failures.Count > 0)
            throw new PartialFailureException(found.Failures);
        var file = new ConfigsFile
        {
            BrokerConfigs = new SortedDictionary<string, SortedDictionary<string, string>>(
                found.Settings.ToDictionary(pair => pair.Key, pair => new SortedDictionary<string, string>(pair.Value.ToDictionary(), StringComparer.Ordinal)),
                StringComparer.Ordinal),
            ClusterScale = new() { ["masterBrokerSize"] = found.Masters, ["namesrvSize"] = found.NameServers, ["slaveBrokerSize"] = found.Slaves },
        };
        return await ExportFiles.WriteAsync(call, call.Text(_folder) ?? ExportFiles.Folder, "configs.json", file, CliFiles.Wire.ConfigsFile);
    }
}

/// <summary>The file.</summary>
internal sealed class ConfigsFile
{
    public SortedDictionary<string, SortedDictionary<string, string>> BrokerConfigs { get; set; } = [];

    public SortedDictionary<string, int> ClusterScale { get; set; } = [];
}
