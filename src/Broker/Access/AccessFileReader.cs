using System.Globalization;
using RocketMQ.Remoting.Bodies;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RocketMQ.Broker.Access;

/// <summary>Reads plain_acl.yml and the files of conf/acl (docs/protocol.md 7.5), and refuses whatever would give rights that nobody meant.</summary>
internal sealed class AccessFileReader
{
    private const string WhiteAddresses = "globalWhiteRemoteAddresses";
    private const string Accounts = "accounts";
    private const string Version = "dataVersion";

    private static readonly string[] Known = [WhiteAddresses, Accounts, Version];
    private static readonly string[] KnownOfAccount =
        ["accessKey", "secretKey", "whiteRemoteAddress", "admin", "defaultTopicPerm", "defaultGroupPerm", "topicPerms", "groupPerms"];

    private readonly string _path;
    private readonly List<string> _warnings = [];

    private AccessFileReader(string path) => _path = path;

    /// <summary>Reads a file's text.</summary>
    /// <param name="path">Where it is, for messages.</param>
    /// <param name="text">What it says; nothing is allowed.</param>
    /// <param name="changed">When it was changed last: its version where it has none, milliseconds since 1970.</param>
    /// <exception cref="AccessFileException">It is broken.</exception>
    public static AccessFile Read(string path, string text, long changed) => new AccessFileReader(path).Read(text, changed);

    /// <summary>The top of a file; null where it says nothing.</summary>
    /// <exception cref="AccessFileException">It is no YAML, or has no names at its top.</exception>
    public static YamlMappingNode? Parse(string path, string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException broken)
        {
            throw new AccessFileException(path, broken.Start.Line, broken.Start.Column, $"this is no YAML: {(broken.InnerException ?? broken).Message}", broken);
        }

        if (stream.Documents is [] || IsNothing(stream.Documents[0].RootNode))
            return null;
        return stream.Documents[0].RootNode as YamlMappingNode
            ?? throw new AccessFileException(path, 1, 1, $"{string.Join(", ", Known)} are expected at the top");
    }

    private static bool IsNothing(YamlNode? node) => node is null or YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    private AccessFile Read(string text, long changed)
    {
        if (Parse(_path, text) is not { } top)
            return new AccessFile(_path, [], [], new DataVersion { Timestamp = changed }, []);
        WarnOfUnknown(top, Known);
        var white = Items(top, WhiteAddresses).SelectMany(item => Patterns(item, Text(item))).ToList();
        var accounts = Items(top, Accounts).Select(ReadAccount).ToList();
        foreach (var twice in accounts.GroupBy(account => account.AccessKey).Where(same => same.Count() > 1))
            _warnings.Add($"{_path}: account '{twice.Key}' is there {twice.Count()} times; the first counts");
        return new AccessFile(_path, white, accounts, ReadVersion(top, changed), _warnings) { WhiteTexts = [.. Items(top, WhiteAddresses).Select(Text)] };
    }

    private AccountSettings ReadAccount(YamlNode node)
    {
        if (node is not YamlMappingNode account)
            throw Wrong(node, $"an account with {string.Join(", ", KnownOfAccount)} is expected");
        WarnOfUnknown(account, KnownOfAccount);
        return new AccountSettings
        {
            AccessKey = Key(account, "accessKey"),
            SecretKey = Key(account, "secretKey"),
            White = Find(account, "whiteRemoteAddress") is { } white ? Patterns(white, Text(white)) : [],
            WhiteText = Find(account, "whiteRemoteAddress") is { } written ? Text(written) : null,
            Admin = Find(account, "admin") is { } admin && Flag(admin),
            DefaultTopicPerm = Default(account, "defaultTopicPerm"),
            DefaultGroupPerm = Default(account, "defaultGroupPerm"),
            TopicPerms = Permissions(account, "topicPerms"),
            GroupPerms = Permissions(account, "groupPerms"),
        };
    }

    private DataVersion ReadVersion(YamlMappingNode top, long changed)
    {
        if (Items(top, Version).FirstOrDefault() is not YamlMappingNode version)
            return new DataVersion { Timestamp = changed };
        return new DataVersion { Counter = Number(version, "counter"), Timestamp = Number(version, "timestamp") };
    }

    private string Key(YamlMappingNode account, string name)
    {
        var value = Find(account, name) is { } node ? Text(node) : throw Wrong(account, $"{name} is missing in this account");
        return value.Length > AccountSettings.MinLength
            ? value
            : throw Wrong(Find(account, name)!, $"{name} has {value.Length} characters; more than {AccountSettings.MinLength} are needed");
    }

    private Rights Default(YamlMappingNode account, string name)
    {
        if (Find(account, name) is not { } node)
            return Rights.Deny;
        return RightsText.Parse(Text(node)) ?? throw Wrong(node, $"{name} is '{Text(node)}'; {RightsText.Allowed} is allowed");
    }

    private Dictionary<string, Rights> Permissions(YamlMappingNode account, string name)
    {
        var permissions = new Dictionary<string, Rights>(StringComparer.Ordinal);
        foreach (var item in Items(account, name))
        {
            var (key, rights) = RightsText.ParseEntry(Text(item)) ?? throw Wrong(item, $"'{Text(item)}' in {name}: NAME= and {RightsText.Allowed} are allowed");
            permissions[key] = rights;
        }

        return permissions;
    }

    private IReadOnlyList<AddressPattern> Patterns(YamlNode node, string text) =>
        AddressPattern.TryParse(text, out var patterns) ? patterns : throw Wrong(node, $"'{text}' is no pattern of addresses; {AddressPattern.Allowed}");

    private bool Flag(YamlNode node) => Text(node).ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" => true,
        "FALSE" or "NO" or "OFF" => false,
        _ => throw Wrong(node, $"admin is '{Text(node)}'; true or false is allowed"),
    };

    private long Number(YamlMappingNode parent, string name)
    {
        if (Find(parent, name) is not { } node)
            return 0;
        return long.TryParse(Text(node), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(node, $"{name} is '{Text(node)}'; a whole number is allowed");
    }

    private string Text(YamlNode node) => node is YamlScalarNode { Value: var value } ? value ?? "" : throw Wrong(node, "a text is expected here, not a list or names with values");

    private IEnumerable<YamlNode> Items(YamlMappingNode parent, string name) => Find(parent, name) switch
    {
        null => [],
        YamlSequenceNode list => list.Children.Where(item => !IsNothing(item)),
        var other => throw Wrong(other, $"{name} is a list; each of its lines begins with '- '"),
    };

    private static YamlNode? Find(YamlMappingNode parent, string name) =>
        parent.Children.TryGetValue(new YamlScalarNode(name), out var node) && !IsNothing(node) ? node : null;

    private void WarnOfUnknown(YamlMappingNode node, string[] known) => _warnings.AddRange(node.Children.Keys
        .Where(key => key is not YamlScalarNode { Value: { } name } || !known.Contains(name))
        .Select(key => $"{_path} line {key.Start.Line}, column {key.Start.Column}: '{key}' has no effect; {string.Join(", ", known)} are known"));

    private AccessFileException Wrong(YamlNode node, string problem) => new(_path, node.Start.Line, node.Start.Column, problem);
}
