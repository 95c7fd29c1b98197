using System.Text.RegularExpressions;
using RocketMQ.ManagementConsole.Messages.Decoding;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>
/// What is hidden of one message. What can not be searched for what is to be hidden is withheld as a whole: a body that is not JSON when a path
/// is hidden, bytes that nobody can read, text that is too long.
/// </summary>
internal sealed class TopicMask
{
    /// <summary>Hides nothing.</summary>
    public static readonly TopicMask None = new([]);

    // These are made by clients and brokers and hold nothing of an application; a pattern for numbers would find ids in them.
    private static readonly HashSet<string> Technical =
    [
        PropertyNames.UniqueKey, PropertyNames.Wait, PropertyNames.Delay, PropertyNames.RetryTopic, PropertyNames.RealTopic, PropertyNames.RealQueueId,
        PropertyNames.TransactionPrepared, PropertyNames.ProducerGroup, PropertyNames.MinOffset, PropertyNames.MaxOffset, PropertyNames.OriginMessageId,
        PropertyNames.ReconsumeTime, PropertyNames.MessageRegion, PropertyNames.TraceOn, PropertyNames.MaxReconsumeTimes, PropertyNames.ConsumeStartTime,
        PropertyNames.TransactionPreparedQueueOffset, PropertyNames.TransactionCheckTimes, PropertyNames.Cluster, PropertyNames.Crc32, PropertyNames.BornHost,
        PropertyNames.BornTimestamp, PropertyNames.DeadLetterOriginTopic, PropertyNames.DeadLetterOriginMessageId, PropertyNames.TransactionId,
    ];

    private readonly List<JsonPath> _paths;
    private readonly List<Regex> _patterns;
    private readonly HashSet<string> _properties;

    /// <summary>Hides what rules name.</summary>
    public TopicMask(IReadOnlyList<MaskingRule> rules)
    {
        Rules = [.. rules.Select(rule => rule.Name).Distinct().Order(StringComparer.Ordinal)];
        _paths = [.. Targets(rules, MaskingKind.Path).Select(JsonPath.Parse).OfType<JsonPath>()];
        _patterns = [.. Targets(rules, MaskingKind.Pattern).Select(RuleCheck.Compile).OfType<Regex>()];
        _properties = [.. Targets(rules, MaskingKind.Property)];
    }

    /// <summary>Names of the rules that hide something.</summary>
    public IReadOnlyList<string> Rules { get; }

    /// <summary>Whether anything is hidden.</summary>
    public bool IsActive => Rules.Count > 0;

    /// <summary>Whether something of the body is hidden, so that its bytes are not shown.</summary>
    public bool HidesBody => _paths.Count + _patterns.Count > 0;

    /// <summary>A property's value as it may be seen.</summary>
    public string Property(string name, string value)
    {
        if (_properties.Contains(name))
            return MaskingRule.Mark;
        return Technical.Contains(name) ? value : Replace(value);
    }

    /// <summary>A body as it may be seen.</summary>
    public MaskedBody Body(DecodedBody body)
    {
        if (body.Format is BodyFormat.Empty)
            return new MaskedBody("", Withheld.Nothing);
        if (body.Problem is not DecodeProblem.None || body.Text is not { } text)
            return new MaskedBody(null, Withheld.Unreadable);
        if (!body.IsJson)
            return _paths.Count > 0 ? new MaskedBody(null, Withheld.NoJson) : new MaskedBody(Replace(text), Withheld.Nothing);
        return JsonMasking.Mask(text, _paths, Replace) is { } masked
            // A pattern may also be written for the text with its quotes and colons.
            ? new MaskedBody(Replace(masked), Withheld.Nothing)
            : new MaskedBody(null, Withheld.Unreadable);
    }

    private string Replace(string text)
    {
        foreach (var pattern in _patterns)
            text = pattern.Replace(text, MaskingRule.Mark);
        return text;
    }

    private static IEnumerable<string> Targets(IEnumerable<MaskingRule> rules, MaskingKind kind) => rules.Where(rule => rule.Kind == kind).Select(rule => rule.Target);
}

/// <summary>A body with what is hidden hidden.</summary>
/// <param name="Text">What may be seen; null when nothing may.</param>
/// <param name="Withheld">Why nothing may.</param>
internal sealed record MaskedBody(string? Text, Withheld Withheld);

/// <summary>Why a body is withheld as a whole; the text is the resource <c>Masking.Withheld.{name}</c>.</summary>
public enum Withheld
{
    /// <summary>It is not.</summary>
    Nothing,

    /// <summary>It can not be read, so that nobody knows what is in it.</summary>
    Unreadable,

    /// <summary>A path is hidden, and it is not JSON.</summary>
    NoJson,
}
