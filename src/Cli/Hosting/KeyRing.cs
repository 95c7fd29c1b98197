using RocketMQ.Remoting.Access;

namespace RocketMQ.Cli.Hosting;

/// <summary>Finds the access keys: in a file that is named, in the environment, or where the original keeps them.</summary>
internal static class KeyRing
{
    private const string AccessKey = "ROCKETMQ_ACCESS_KEY";
    private const string SecretKey = "ROCKETMQ_SECRET_KEY";

    /// <summary>The keys; null when there are none.</summary>
    /// <exception cref="ArgumentException">The file is not there or holds no keys, or half of them are given.</exception>
    public static AccessKeys? Find(string? file, Func<string, string?> environment)
    {
        if (file is not null)
            return Read(file);
        var (access, secret) = (environment(AccessKey), environment(SecretKey));
        if (!string.IsNullOrEmpty(access) || !string.IsNullOrEmpty(secret))
        {
            return !string.IsNullOrEmpty(access) && !string.IsNullOrEmpty(secret)
                ? new AccessKeys(access, secret)
                : throw new ArgumentException($"{AccessKey} and {SecretKey} are needed both; only one is set");
        }

        var tools = environment("ROCKETMQ_HOME") is { Length: > 0 } home ? Path.Combine(home, "conf", "tools.yml") : null;
        return tools is not null && File.Exists(tools) ? Read(tools) : null;
    }

    // The file is two lines of YAML, "accessKey: A" and "secretKey: S", perhaps quoted; a parser for more would be unused.
    private static AccessKeys Read(string file)
    {
        if (!File.Exists(file))
            throw new ArgumentException($"there is no file '{file}' with access keys");
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(file).Select(line => line.Trim()))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[0] != '#')
                values[line[..colon].TrimEnd()] = Value(line[(colon + 1)..].Trim());
        }

        return values.TryGetValue("accessKey", out var access) && values.TryGetValue("secretKey", out var secret) && access.Length > 0 && secret.Length > 0
            ? new AccessKeys(access, secret, values.GetValueOrDefault("securityToken"))
            : throw new ArgumentException($"'{file}' has no accessKey and secretKey; two lines 'accessKey: NAME' and 'secretKey: SECRET' are needed");
    }

    private static string Value(string text)
    {
        if (text.Length > 1 && text[0] is '"' or '\'')
            return text.LastIndexOf(text[0]) is > 0 and var end ? text[1..end] : text;
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }
}
