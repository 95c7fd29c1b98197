using System.Text.Json;
using System.Text.Json.Serialization;

namespace RocketMQ.ManagementConsole.Topics.Definitions;

/// <summary>Definitions of topics as text: a list in JSON, or a table in CSV with a line for each broker.</summary>
internal static class DefinitionFile
{
    /// <summary>Largest file that is read.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>A list in JSON.</summary>
    public static string WriteJson(IEnumerable<TopicDefinition> definitions) => JsonSerializer.Serialize(definitions, Json);

    /// <summary>Reads either form; JSON begins with a bracket.</summary>
    /// <exception cref="FormatException">It is neither; the message says where and why.</exception>
    public static IReadOnlyList<TopicDefinition> Read(string text)
    {
        if (text.AsSpan().TrimStart() is not ['[' or '{', ..])
            return DefinitionTable.Read(text);
        try
        {
            return JsonSerializer.Deserialize<List<TopicDefinition>>(text, Json) ?? [];
        }
        catch (JsonException broken)
        {
            throw new FormatException(broken.Message, broken);
        }
    }
}
