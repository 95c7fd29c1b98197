using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Formatting;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.BrokerAccess;

/// <summary>An account of brokers of 4.9 as a form holds it.</summary>
internal sealed class AccountDraft
{
    /// <summary>Permissions, as brokers spell them.</summary>
    public static IReadOnlyList<string> Permissions { get; } = ["DENY", "PUB", "SUB", "PUB|SUB"];

    /// <summary>Access key.</summary>
    public string Name { get; set; } = "";

    /// <summary>Secret. Brokers want it with every change, and never tell it.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Whether administration is allowed.</summary>
    public bool IsAdmin { get; set; }

    /// <summary>Permission on topics that are not listed.</summary>
    public string TopicDefault { get; set; } = "DENY";

    /// <summary>Permission on groups that are not listed.</summary>
    public string GroupDefault { get; set; } = "SUB";

    /// <summary>"orders=PUB|SUB, …".</summary>
    public string Topics { get; set; } = "";

    /// <summary>"billing=SUB, …".</summary>
    public string Groups { get; set; } = "";

    /// <summary>Addresses that need no signature.</summary>
    public string Addresses { get; set; } = "";

    /// <summary>The first entry of topics or groups that is not NAME=PERMISSION; null when all are.</summary>
    public string? WrongEntry => Listed(Topics).Concat(Listed(Groups)).FirstOrDefault(entry =>
        entry.IndexOf('=', StringComparison.Ordinal) is var at && (at <= 0 || !Permissions.Contains(entry[(at + 1)..])));

    /// <summary>Whether it can be sent.</summary>
    public bool IsValid => Name.Length > 0 && Secret.Length > 0 && WrongEntry is null;

    /// <summary>An account that is there, without its secret.</summary>
    public static AccountDraft Edit(AccountRow row) => new()
    {
        Name = row.Name,
        IsAdmin = row.IsAdmin,
        TopicDefault = row.TopicDefault.Length > 0 ? row.TopicDefault : "DENY",
        GroupDefault = row.GroupDefault.Length > 0 ? row.GroupDefault : "SUB",
        Topics = row.Topics,
        Groups = row.Groups,
        Addresses = row.Addresses,
    };

    /// <summary>As it is sent.</summary>
    public PlainAccessConfig Build() => new()
    {
        AccessKey = Name.Trim(),
        SecretKey = Secret,
        Admin = IsAdmin,
        DefaultTopicPerm = TopicDefault,
        DefaultGroupPerm = GroupDefault,
        TopicPerms = [.. Listed(Topics)],
        GroupPerms = [.. Listed(Groups)],
        WhiteRemoteAddress = Addresses.Trim(),
    };

    /// <summary>The line of mqadmin that does the same; the secret comes from a variable, so that it is on no screen.</summary>
    public string CommandLine(ClusterSnapshot snapshot) => string.Join('\n', snapshot.Masters().Select(broker => broker.ClusterName).Distinct().Select(cluster =>
        ShellText.Line("mqadmin", "updateAclConfig", "-c", cluster, "-a", Name.Trim(), "-s") + " \"$SECRET\" " + ShellText.Line(
        [
            "-i", TopicDefault, "-u", GroupDefault,
            .. Option("-t", string.Join(',', Listed(Topics))), .. Option("-g", string.Join(',', Listed(Groups))), .. Option("-w", Addresses.Trim()),
            "-m", IsAdmin ? "true" : "false",
        ])));

    private static string[] Option(string name, string value) => value.Length == 0 ? [] : [name, value];

    private static string[] Listed(string text) => text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
