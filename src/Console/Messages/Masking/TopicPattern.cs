namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>Names of topics with stars in them.</summary>
internal static class TopicPattern
{
    /// <summary>Whether a topic is meant. Only the star has a meaning, and takes as little as it can.</summary>
    public static bool Covers(string pattern, string topic)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
            return pattern == topic;
        if (!topic.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = topic.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + part.Length;
        }

        return topic.Length - at >= parts[^1].Length && topic.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
