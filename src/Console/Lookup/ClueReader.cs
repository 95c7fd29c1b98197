using System.Text.RegularExpressions;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Lookup;

/// <summary>
/// Recognises what people paste: an order number, a message id of either kind, a name, or a whole line of a log with some of these in it.
/// </summary>
internal static partial class ClueReader
{
    /// <summary>Characters that are looked at; a longer text is a file and no line.</summary>
    public const int MostText = 8192;

    /// <summary>Keys that one line may give; a search for each asks every broker about every topic.</summary>
    private const int MostKeys = 4;

    private const int ShortestKey = 4;

    private static readonly string[] KeyNames = ["key", "keys", "order", "orderid", "orderno", "ordernumber", "id", "no", "number", "bizid", "businessid"];

    /// <summary>The clues of a text, the surest first.</summary>
    /// <param name="text">What was pasted.</param>
    /// <param name="snapshot">Which brokers, topics and groups there are.</param>
    /// <param name="now">Decides in which month the time of a unique id lies.</param>
    public static IReadOnlyList<Clue> Read(string text, ClusterSnapshot snapshot, DateTimeOffset now)
    {
        text = text.Trim();
        if (text.Length is 0 or > MostText)
            return [];
        var topics = snapshot.Topics.Select(topic => topic.Name).ToHashSet(StringComparer.Ordinal);
        var groups = snapshot.Groups.Select(group => group.Name).ToHashSet(StringComparer.Ordinal);
        var clues = new List<Clue>();
        var tokens = Token().Matches(text).Select(match => match.Value.Trim('.', '-')).Where(token => token.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        clues.AddRange(tokens.Where(IsId).Select(id => ReadId(id, snapshot, now)));
        clues.AddRange(tokens.Where(topics.Contains).Select(topic => new Clue(ClueKind.Topic, topic)));
        clues.AddRange(tokens.Where(groups.Contains).Select(group => new Clue(ClueKind.Group, group)));
        var rest = tokens.Where(token => clues.TrueForAll(clue => clue.Text != token)).ToList();
        // One word is what was asked for, whatever it looks like; of a line only what can be an order number is.
        clues.AddRange(Blank().IsMatch(text) ? KeysOf(text, rest) : KeyOf(text, clues));
        return clues;
    }

    private static bool IsId(string token) => token.Length is 32 or 56 && token.All(char.IsAsciiHexDigit);

    private static Clue ReadId(string id, ClusterSnapshot snapshot, DateTimeOffset now)
    {
        if (MessageIds.TryParseOffsetId(id, out var host, out _) && snapshot.Brokers.FirstOrDefault(broker => broker.Address == host.ToString()) is { } broker)
            return new Clue(ClueKind.OffsetId, id) { Origin = $"{broker.BrokerName} ({host})" };
        return UniqueIds.TryParse(id, now, out var parts)
            ? new Clue(ClueKind.UniqueId, id) { MadeAt = parts.CreatedAt, Origin = parts.Address.ToString() }
            : new Clue(ClueKind.UniqueId, id);
    }

    private static IEnumerable<Clue> KeyOf(string text, List<Clue> clues) =>
        clues.Exists(clue => clue.Text == text) ? [] : [new Clue(ClueKind.Key, text)];

    private static IEnumerable<Clue> KeysOf(string text, List<string> rest)
    {
        var named = NamedValue().Matches(text)
            .Where(match => KeyNames.Contains(match.Groups["name"].Value.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant(), StringComparer.Ordinal))
            .Select(match => match.Groups["value"].Value.Trim('.', '-'))
            .Where(rest.Contains);
        var likely = rest.Where(token => token.Length >= ShortestKey && token.Any(char.IsAsciiDigit) && !Moment().IsMatch(token) && !Address().IsMatch(token));
        return named.Concat(likely).Distinct(StringComparer.Ordinal).Take(MostKeys).Select(key => new Clue(ClueKind.Key, key));
    }

    // What ends a word in logs. A colon does not: addresses and times hold it.
    [GeneratedRegex("""[^\s,;="'`\[\](){}<>|]+""", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex("""(?<name>[A-Za-z_]+)["']?\s*[=:]\s*["'\[]?(?<value>[^\s,;="'`\[\](){}<>|]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex NamedValue();

    [GeneratedRegex(@"^\d{1,4}[-/:.T]\d{1,2}([-/:.T,+Z]|\d)*$|^\d{1,2}:\d{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();

    [GeneratedRegex(@"^/?\d{1,3}(\.\d{1,3}){3}(:\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"\s", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();
}
