using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RocketMQ.Remoting.Json;

/// <summary>
/// Replaces <c>{"$ref":"$.a.b[0]"}</c>, which the original writes where one object stands twice in a tree, by a copy of what it
/// points at. A reference that points nowhere, upwards or forwards is left out. docs/protocol.md 2.0.
/// </summary>
internal static class FastJsonReferences
{
    /// <summary>References to references grow without bound; real bodies have next to none.</summary>
    private const int MaxCopiedCharacters = 1024 * 1024;

    public static byte[] Resolve(byte[] json)
    {
        var root = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = FastJson.MaxDepth });
        var copied = 0L;
        Walk(root, root, ref copied);
        return JsonSerializer.SerializeToUtf8Bytes(root!, NodeContext.Default.JsonNode);
    }

    private static void Walk(JsonNode? node, JsonNode? root, ref long copied)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToArray())
            {
                if (Target(value) is not { } path)
                    Walk(value, root, ref copied);
                else if (Copy(root, node, path, ref copied) is { } copy)
                    members[name] = copy;
                else
                    members.Remove(name);
            }
        }
        else if (node is JsonArray elements)
        {
            for (var i = elements.Count - 1; i >= 0; i--)
            {
                if (Target(elements[i]) is not { } path)
                    Walk(elements[i], root, ref copied);
                else if (Copy(root, node, path, ref copied) is { } copy)
                    elements[i] = copy;
                else
                    elements.RemoveAt(i);
            }
        }
    }

    private static string? Target(JsonNode? node) =>
        node is JsonObject { Count: 1 } members && members.TryGetPropertyValue("$ref", out var path) && path is JsonValue value
            && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonNode? Copy(JsonNode? root, JsonNode holder, string path, ref long copied)
    {
        var target = Find(root, path);
        for (JsonNode? above = holder; above is not null; above = above.Parent)
            if (above == target)
                return null;
        if (target is null || Target(target) is not null)
            return null;

        copied += target.ToJsonString().Length;
        if (copied > MaxCopiedCharacters)
            throw new FastJsonException($"The references of the JSON text unfold to more than {MaxCopiedCharacters} characters");
        return target.DeepClone();
    }

    private static JsonNode? Find(JsonNode? node, string path)
    {
        if (!path.StartsWith('$'))
            return null;
        foreach (var step in path[1..].Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node switch
            {
                JsonObject members => members[step],
                JsonArray elements when Index(step) is { } index && index < elements.Count => elements[index],
                _ => null,
            };
        }

        return node;
    }

    private static int? Index(string step) =>
        step is ['[', .. var digits, ']'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
