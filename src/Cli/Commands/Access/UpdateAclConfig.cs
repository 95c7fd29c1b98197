using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Access;

internal sealed class UpdateAclConfig : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _accessKey = Opt.Needed("a", "accessKey", "name of the account");
    private readonly Option<string> _secretKey = Opt.Needed("s", "secretKey", "secret of the account");
    private readonly Option<string> _addresses = Opt.Text("w", "whiteRemoteAddress", "addresses from which the account needs no signature");
    private readonly Option<string> _topicDefault = Opt.Text("i", "defaultTopicPerm", "permission on topics that are not listed: DENY, PUB, SUB or PUB|SUB");
    private readonly Option<string> _groupDefault = Opt.Text("u", "defaultGroupPerm", "permission on groups that are not listed");
    private readonly Option<string> _topics = Opt.Text("t", "topicPerms", "permissions on topics, eg: topicA=DENY,topicD=SUB");
    private readonly Option<string> _groups = Opt.Text("g", "groupPerms", "permissions on groups, eg: groupD=DENY,groupE=SUB");
    private readonly Option<bool> _admin = Opt.Switch("m", "admin", "administration is allowed");

    public override string Name => "updateAclConfig";

    public override string Description => "creates an account of brokers or changes it";

    public override IReadOnlyList<Option> Options =>
        [.. _target.All, _accessKey, _secretKey, _addresses, _topicDefault, _groupDefault, _topics, _groups, _admin];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override IReadOnlyList<string> Differences => ["the account is printed with its permissions and without its secret"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var account = Read(call);
        var result = await call.Admin.Access.SaveAsync(account, _target.Of(call), call.Cancellation);
        var view = new ServersView([.. result.Values.Keys.Order(StringComparer.Ordinal)]);
        return Answer.Of(view, CliJson.Default.ServersView, screen =>
        {
            foreach (var server in view.Servers)
                screen.Print($"create or update plain access config to {server} success.");
            if (view.Servers.Count > 0)
                screen.Print($"PlainAccessConfig [accessKey={account.AccessKey}, whiteRemoteAddress={account.WhiteRemoteAddress}, admin={Java.Text(account.Admin)}, defaultTopicPerm={account.DefaultTopicPerm}, defaultGroupPerm={account.DefaultGroupPerm}, topicPerms={call.Text(_topics)}, groupPerms={call.Text(_groups)}]");
        }).With(result);
    }

    public override Task<IReadOnlyList<string>> ForeseeAsync(Invocation call) => AccountChanges.ForeseeAsync(call, _target.Of(call), (server, config) =>
        AccountChanges.Find(config, call.Needed(_accessKey)) is { } account
            ? $"account [{account.AccessKey}] of {server}: {AccountChanges.Describe(account)} -> {AccountChanges.Describe(AccountChanges.Merge(account, Read(call)))}"
            : $"{server} gets account [{call.Needed(_accessKey)}]: {AccountChanges.Describe(Read(call))}");

    private PlainAccessConfig Read(Invocation call) => new()
    {
        AccessKey = call.Needed(_accessKey),
        SecretKey = call.Needed(_secretKey),
        WhiteRemoteAddress = call.Text(_addresses),
        DefaultTopicPerm = call.Text(_topicDefault),
        DefaultGroupPerm = call.Text(_groupDefault),
        TopicPerms = call.Text(_topics) is { } topics ? Opt.Listed(topics) : null,
        GroupPerms = call.Text(_groups) is { } groups ? Opt.Listed(groups) : null,
        Admin = call.Get(_admin),
    };
}
