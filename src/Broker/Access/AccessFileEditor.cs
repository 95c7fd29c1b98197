using System.Globalization;
using System.Text.RegularExpressions;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Headers;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace RocketMQ.Broker.Access;

/// <summary>Changes an access file and writes it in the original's layout, so that either broker reads what the other wrote. Comments are lost, as there.</summary>
internal sealed partial class AccessFileEditor
{
    private readonly YamlMappingNode _top;

    /// <exception cref="AccessFileException">The file is broken.</exception>
    public AccessFileEditor(string path, string text) => _top = AccessFileReader.Parse(path, text) ?? [];

    /// <summary>Adds an account, or changes what the request names of one that is there, which then stands last.</summary>
    public void Put(CreateAclConfigRequestHeader wanted)
    {
        var accounts = List("accounts");
        var account = accounts.Children.OfType<YamlMappingNode>().FirstOrDefault(known => IsOf(known, wanted.AccessKey));
        if (account is null)
            account = [];
        else
            accounts.Children.Remove(account);
        accounts.Add(account);
        Set(account, "accessKey", Text(wanted.AccessKey));
        Set(account, "secretKey", Text(wanted.SecretKey));
        if (wanted.WhiteRemoteAddress is { } white)
            Set(account, "whiteRemoteAddress", Text(white));
        Set(account, "admin", new YamlScalarNode(wanted.Admin == true ? "true" : "false"));
        if (!string.IsNullOrEmpty(wanted.DefaultTopicPerm))
            Set(account, "defaultTopicPerm", Text(wanted.DefaultTopicPerm));
        if (!string.IsNullOrEmpty(wanted.DefaultGroupPerm))
            Set(account, "defaultGroupPerm", Text(wanted.DefaultGroupPerm));
        if (wanted.TopicPerms is { } topics)
            Set(account, "topicPerms", Texts(topics));
        if (wanted.GroupPerms is { } groups)
            Set(account, "groupPerms", Texts(groups));
    }

    /// <summary>Takes an account out.</summary>
    public void Remove(string name)
    {
        var accounts = List("accounts");
        foreach (var account in accounts.Children.OfType<YamlMappingNode>().Where(known => IsOf(known, name)).ToList())
            accounts.Children.Remove(account);
    }

    /// <summary>Replaces the addresses that are not checked.</summary>
    public void SetWhiteAddresses(string joined) => Set(_top, "globalWhiteRemoteAddresses", Texts(joined));

    /// <summary>The whole text with a new version.</summary>
    public string Write(DataVersion version)
    {
        var entry = new YamlMappingNode
        {
            { "counter", Number(version.Counter) },
            { "timestamp", Number(version.Timestamp) },
        };
        Set(_top, "dataVersion", new YamlSequenceNode(entry));
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(writer, new EmitterSettings(2, int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, _top);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return writer.ToString();
    }

    private static bool IsOf(YamlMappingNode account, string name) =>
        account.Children.TryGetValue(new YamlScalarNode("accessKey"), out var key) && key is YamlScalarNode { Value: { } value } && value == name;

    private static void Set(YamlMappingNode parent, string name, YamlNode value) => parent.Children[new YamlScalarNode(name)] = value;

    private static YamlScalarNode Number(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A text that would be read as something else is quoted.</summary>
    private static YamlScalarNode Text(string value) => new(value) { Style = IsTyped(value) ? ScalarStyle.SingleQuoted : ScalarStyle.Plain };

    private static YamlSequenceNode Texts(string joined) => new(joined.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Text));

    private static void Emit(Emitter emitter, YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, map.Children.Count > 0 ? MappingStyle.Block : MappingStyle.Flow));
                foreach (var (key, value) in map.Children)
                {
                    Emit(emitter, key);
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case YamlSequenceNode list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, list.Children.Count > 0 ? SequenceStyle.Block : SequenceStyle.Flow));
                foreach (var item in list.Children)
                    Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            default:
                emitter.Emit(Scalar((YamlScalarNode)node));
                break;
        }
    }

    private static Scalar Scalar(YamlScalarNode node)
    {
        var value = node.Value ?? "";
        var isPlain = node.Style is ScalarStyle.Plain or ScalarStyle.Any;
        if (isPlain && value.Length == 0)
            value = "null";
        return new Scalar(
            AnchorName.Empty, TagName.Empty, value, isPlain || !IsTyped(value) ? ScalarStyle.Plain : ScalarStyle.SingleQuoted, isPlainImplicit: true, isQuotedImplicit: true);
    }

    private YamlSequenceNode List(string name)
    {
        if (_top.Children.TryGetValue(new YamlScalarNode(name), out var node) && node is YamlSequenceNode list)
            return list;
        list = [];
        Set(_top, name, list);
        return list;
    }

    private static bool IsTyped(string text) => text.Length == 0 || NotText().IsMatch(text);

    /// <summary>What YAML 1.1 reads as nothing, a truth value, a number, a date or a mark.</summary>
    [GeneratedRegex(
        """^(~|null|yes|no|true|false|on|off|=|<<|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])*(\.[0-9_]*)?(e[-+]?[0-9]+)?|\.[0-9][0-9_]*(e[-+]?[0-9]+)?|[-+]?0x[0-9a-f_]+|[-+]?0b[01_]+|[-+]?\.inf|\.nan|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotText();
}
