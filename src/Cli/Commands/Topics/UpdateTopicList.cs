using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Topics;

internal sealed class UpdateTopicList : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _file = Opt.Needed("f", "filename", "file with a JSON list of topic settings, as exportMetadata writes them");

    public override string Name => "updateTopicList";

    public override string Description => "creates many topics or changes their settings";

    public override IReadOnlyList<Option> Options => [.. _target.All, _file];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override IReadOnlyList<string> Differences =>
        ["brokers of 4.x take part too: they get the topics one by one", "the file may also be one that exportMetadata wrote"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var topics = SettingsFile.Read(call.Needed(_file), "topicConfigTable", CliFiles.Wire.TopicConfig);
        var result = await call.Admin.Topics.SaveAllAsync(topics, _target.Of(call), call.Cancellation);
        return ServersView.Answer(result, server => $"submit batch of topic config to {server} success, please check the result later.");
    }
}
