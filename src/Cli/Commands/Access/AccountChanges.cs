using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Access;

/// <summary>What a change does to the accounts of each broker, for a dry run.</summary>
internal static class AccountChanges
{
    /// <summary>A sentence for each broker; brokers of 4.9.5 and later do not tell their accounts (54).</summary>
    public static async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call, BrokerTarget target, Func<string, AclConfig, string> sentence)
    {
        var told = await call.Admin.Access.GetAsync(target, call.Cancellation);
        return
        [
            .. told.Values.OrderBy(broker => broker.Key, StringComparer.Ordinal).Select(broker => sentence(broker.Key, broker.Value)),
            .. told.Failures.Select(failure => $"what {failure.Address} does not tell: {FailureView.Sentence(failure.Reason)}"),
        ];
    }

    public static PlainAccessConfig? Find(AclConfig config, string accessKey) => config.PlainAccessConfigs.Find(account => account.AccessKey == accessKey);

    /// <summary>What becomes of an account: brokers keep what is not given, except for the right to administer.</summary>
    public static PlainAccessConfig Merge(PlainAccessConfig before, PlainAccessConfig given) => before with
    {
        Admin = given.Admin,
        DefaultTopicPerm = given.DefaultTopicPerm ?? before.DefaultTopicPerm,
        DefaultGroupPerm = given.DefaultGroupPerm ?? before.DefaultGroupPerm,
        TopicPerms = given.TopicPerms ?? before.TopicPerms,
        GroupPerms = given.GroupPerms ?? before.GroupPerms,
    };

    public static string Describe(PlainAccessConfig account) =>
        $"admin={Java.Text(account.Admin)}, defaultTopicPerm={account.DefaultTopicPerm}, defaultGroupPerm={account.DefaultGroupPerm}, topicPerms=[{string.Join(", ", account.TopicPerms ?? [])}], groupPerms=[{string.Join(", ", account.GroupPerms ?? [])}]";
}
