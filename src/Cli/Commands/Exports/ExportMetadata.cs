using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Exports;

internal sealed class ExportMetadata : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _folder = Opt.Text("f", "filePath", $"folder to write to, default {ExportFiles.Folder}");
    private readonly Option<bool> _topics = Opt.Flag("t", "topic", "only topics");
    private readonly Option<bool> _groups = Opt.Flag("g", "subscriptionGroup", "only consumer groups");
    private readonly Option<bool> _special = Opt.Flag("s", "specialTopic", "with retry and dead letter topics");

    public override string Name => "exportMetadata";

    public override string Description => "writes the topics and groups that users made to a file";

    public override IReadOnlyList<Option> Options => [.. _target.All, _folder, _topics, _groups, _special];

    public override IReadOnlyList<string> Differences =>
        ["-b without -t and -g writes both to metadata.json; the original writes nothing", "-s holds for -c too"];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var found = await call.Admin.Exports.GetMetadataAsync(_target.Of(call), call.Get(_special), call.Cancellation);
        var (name, withTopics, withGroups) = call.Get(_topics) ? ("topic.json", true, false)
            : call.Get(_groups) ? ("subscriptionGroup.json", false, true)
            : ("metadata.json", true, true);
        var file = new MetadataFile
        {
            ExportTime = call.Time.GetUtcNow().ToUnixTimeMilliseconds(),
            SubscriptionGroupTable = withGroups ? new SortedDictionary<string, SubscriptionGroupConfig>(found.Groups.ToDictionary(), StringComparer.Ordinal) : null,
            TopicConfigTable = withTopics ? new SortedDictionary<string, TopicConfig>(found.Topics.ToDictionary(), StringComparer.Ordinal) : null,
        };
        // Half an export that looks whole would be worse than none.
        if (found.Failures.Count > 0)
            throw new Admin.Targets.PartialFailureException(found.Failures);
        return await ExportFiles.WriteAsync(call, call.Text(_folder) ?? ExportFiles.Folder, name, file, CliFiles.Wire.MetadataFile);
    }
}

/// <summary>The file; members in the order of their names, as everywhere on this wire.</summary>
internal sealed class MetadataFile
{
    public long ExportTime { get; set; }

    public SortedDictionary<string, SubscriptionGroupConfig>? SubscriptionGroupTable { get; set; }

    public SortedDictionary<string, TopicConfig>? TopicConfigTable { get; set; }
}
