using System.Globalization;

namespace RocketMQ.ManagementConsole.Navigation;

/// <summary>
/// The addresses of all pages: the one place that knows how a path is spelled. All are relative to the page's base, so that the console
/// works under a sub-path; <c>NavigationManager</c> and links resolve them alike.
/// </summary>
internal static class Addresses
{
    public const string Home = "./";
    public const string Login = "login";
    public const string Account = "account";
    public const string Audit = "audit";
    public const string Users = "users";
    public const string NewUser = "users/new";
    public const string Clusters = "clusters";
    public const string NewCluster = "clusters/new";
    public const string AttachCluster = "clusters/attach";

    public static string User(string name) => Users + "/" + Segment(name);

    /// <summary>Query parameter of <see cref="Find"/> with what is to be found.</summary>
    public const string FindParameter = "q";

    public static string Overview(string cluster) => In(cluster, "overview");

    public static string Cluster(string cluster) => In(cluster, "cluster");

    public static string Broker(string cluster, string brokerName, long brokerId) =>
        In(cluster, "cluster") + "/" + Segment(brokerName) + "/" + brokerId.ToString(CultureInfo.InvariantCulture);

    public static string Replication(string cluster) => In(cluster, "replication");

    public static string Processes(string cluster) => In(cluster, "processes");

    public static string ClusterSettings(string cluster) => In(cluster, "settings");

    public static string ExportProcesses(string cluster) => Processes(cluster) + "/export.zip";

    public static string Topics(string cluster) => In(cluster, "topics");

    public static string Topic(string cluster, string topic) => In(cluster, "topics") + "/" + Segment(topic);

    public static string TopicTab(string cluster, string topic, string tab) => Topic(cluster, topic) + "/" + tab;

    public static string NewTopic(string cluster) => Topics(cluster) + "/new";

    /// <summary>Where definitions of topics are read from a file; with "/export" after it, the file.</summary>
    public static string TopicDefinitions(string cluster) => In(cluster, "topic-definitions");

    public static string EditTopic(string cluster, string topic) => Topic(cluster, topic) + "/edit";

    public static string Groups(string cluster) => In(cluster, "groups");

    public static string Group(string cluster, string group) => In(cluster, "groups") + "/" + Segment(group);

    public static string GroupTab(string cluster, string group, string tab) => Group(cluster, group) + "/" + tab;

    /// <summary>When unread messages are deleted.</summary>
    public static string Radar(string cluster) => In(cluster, "radar");

    public static string Walls(string cluster) => In(cluster, "walls");

    /// <summary>Where a wall is composed; "new" for another one.</summary>
    public static string Wall(string cluster, string wall) => Walls(cluster) + "/" + Segment(wall);

    /// <summary>A wall for whoever has the link.</summary>
    public static string WallOf(string token) => "wall/" + Segment(token);

    public static string Alerts(string cluster) => In(cluster, "alerts");

    /// <summary>What is different between two moments; from a day ago to now unless they are given.</summary>
    public static string Differences(string cluster, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var query = new[] { ("from", from), ("to", to) }.Where(pair => pair.Item2 is not null).Select(pair => $"{pair.Item1}={MomentField.Write(pair.Item2!.Value)}").ToList();
        return In(cluster, "differences") + (query.Count == 0 ? "" : "?" + string.Join('&', query));
    }

    /// <summary>Where a group's offsets are moved.</summary>
    public static string Offsets(string cluster, string group) => Group(cluster, group) + "/offsets";

    /// <summary>Where a change is undone.</summary>
    public static string Undo(string cluster, long entry) => In(cluster, "undo") + "/" + entry.ToString(CultureInfo.InvariantCulture);

    /// <summary>Plans that wait, and those that were applied.</summary>
    public static string Plans(string cluster) => In(cluster, "plans");

    public static string Plan(string cluster, long number) => Plans(cluster) + "/" + number.ToString(CultureInfo.InvariantCulture);

    public static string NewGroup(string cluster) => Groups(cluster) + "/new";

    public static string EditGroup(string cluster, string group) => Group(cluster, group) + "/edit";

    /// <summary>Who is connected.</summary>
    public static string Clients(string cluster) => In(cluster, "clients");

    /// <summary>The search over all topics.</summary>
    public static string Find(string cluster) => In(cluster, "find");

    /// <summary>Who may use the brokers.</summary>
    public static string Access(string cluster) => In(cluster, "access");

    /// <summary>What is hidden of messages.</summary>
    public static string Masking(string cluster) => In(cluster, "masking");

    public static string Messages(string cluster) => In(cluster, "messages");

    /// <summary>Messages of one queue.</summary>
    public static string QueueMessages(string cluster, string topic, string broker, int queue) =>
        FormattableString.Invariant($"{Messages(cluster)}?by=Offset&topic={Uri.EscapeDataString(topic)}&broker={Uri.EscapeDataString(broker)}&queue={queue}");

    /// <summary>A message by the unique id that its producer gave.</summary>
    public static string FindById(string cluster, string topic, string uniqueId) =>
        $"{Messages(cluster)}?by=Id&topic={Uri.EscapeDataString(topic)}&id={Uri.EscapeDataString(uniqueId)}";

    public static string Message(string cluster, string id) => In(cluster, "messages") + "/" + Segment(id);

    /// <summary>Whether a place is a page, whatever its query says and whichever characters are escaped.</summary>
    /// <param name="place">Relative to the page's base.</param>
    /// <param name="page">One of the addresses of this class.</param>
    public static bool IsAt(string place, string page) => Uri.UnescapeDataString(place.Split('?', '#')[0]) == Uri.UnescapeDataString(page);

    /// <summary>The cluster named in a path, or null on pages that belong to none.</summary>
    /// <param name="path">Path relative to the site's root, with or without the leading slash and query.</param>
    public static string? ClusterOf(string path)
    {
        var segments = path.Split('?', '#')[0].TrimStart('/').Split('/');
        return segments is ["c", { Length: > 0 } cluster, ..] ? Uri.UnescapeDataString(cluster) : null;
    }

    // Topic names may hold a percent sign, as in %RETRY%group.
    private static string Segment(string name) => Uri.EscapeDataString(name);

    private static string In(string cluster, string page) => $"c/{Segment(cluster)}/{page}";
}
