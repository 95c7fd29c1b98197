using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Access;

internal sealed class GetAclConfig : AdminCommand
{
    private readonly TargetOptions _target = new();

    public override string Name => "getAclConfig";

    public override string Description => "prints the accounts and the white list of brokers";

    public override IReadOnlyList<Option> Options => _target.All;

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override IReadOnlyList<string> Differences => ["secrets are not printed, whatever the broker tells"];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Access.GetAsync(_target.Of(call), call.Cancellation);
        var view = new AclView(new SortedDictionary<string, AclBroker>(result.Values.ToDictionary(pair => pair.Key, pair => AclBroker.Of(pair.Value)), StringComparer.Ordinal));
        return Answer.Of(view, CliJson.Default.AclView, screen =>
        {
            foreach (var broker in view.Brokers.Values)
                Print(screen, broker);
        }).With(result);
    }

    private static void Print(Screen screen, AclBroker broker)
    {
        screen.Print($"\n{"globalWhiteRemoteAddresses",-20}: [{string.Join(", ", broker.GlobalWhiteAddresses)}]\n\naccounts:");
        foreach (var account in broker.Accounts)
        {
            Line("accessKey", account.AccessKey);
            Line("secretKey", "***");
            Line("whiteRemoteAddress", account.WhiteRemoteAddress);
            Line("admin", Java.Text(account.Admin));
            Line("defaultTopicPerm", account.DefaultTopicPerm);
            Line("defaultGroupPerm", account.DefaultGroupPerm);
            Line("topicPerms", account.TopicPerms is { } topics ? $"[{string.Join(", ", topics)}]" : null);
            Line("groupPerms", account.GroupPerms is { } groups ? $"[{string.Join(", ", groups)}]" : null);
            screen.Print($"");
        }

        void Line(string name, string? value) => screen.Print($"  {name,-18}: {value}");
    }
}

/// <summary>Accounts by broker.</summary>
internal sealed record AclView(IReadOnlyDictionary<string, AclBroker> Brokers);

/// <summary>White list and accounts of a broker.</summary>
internal sealed record AclBroker(IReadOnlyList<string> GlobalWhiteAddresses, IReadOnlyList<PlainAccessConfig> Accounts)
{
    public static AclBroker Of(AclConfig config) =>
        new(config.GlobalWhiteAddrs, [.. config.PlainAccessConfigs.Select(account => account with { SecretKey = null })]);
}
