using System.Globalization;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>Result of reading the command line: options to start with, or an answer to print and an exit code.</summary>
internal sealed record CommandLine(ConsoleOptions? Options, string Answer, int ExitCode)
{
    /// <summary>Exit code of a command line that was not understood.</summary>
    public const int Misused = 2;

    // Below are those of the system; above there must be room for a broker's neighbours.
    private const int LowestPort = 1024;
    private const int HighestPort = 65_000;

    /// <summary>The options and what they mean, as printed by <c>--help</c> and below every refusal.</summary>
    public const string Usage =
        """
        Options:
          --urls URL[;URL]                 where the pages are served (default http://127.0.0.1:8080; port 0 takes a free port)
          --data DIR                       folder for users, history and the embedded cluster's files
                                           (default: rocketmq-console in the user's application data)
          --attach HOST:PORT[;HOST:PORT]   name servers of an existing cluster; without it the console starts a cluster itself
          --ports NAMESERVER,BROKER        where the console's own cluster listens when these ports are free at its first start; further
                                           clusters follow above (default: 9876,10911)
          --path-base /PATH                sub-path that a reverse proxy shows the console under (default: none)
          --trusted-proxies IP[;CIDR]      reverse proxies whose X-Forwarded-* headers are believed (default: none)
          --help                           this text

        Environment:
          CONSOLE_ADMIN_PASSWORD           password of the first administrator (default: generated and printed at the first start)
          CONSOLE_SMTP_HOST and others     mail server for alerts; docs/console.md
          CONSOLE_OIDC_ISSUER and others   identity provider that people may log in at; docs/security.md
        """;

    /// <summary>Reads <c>--name value</c> and <c>--name=value</c>; the first mistake decides the answer.</summary>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var options = new ConsoleOptions();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = Split(args[i]);
            if (name is "--help" or "-h" or "-?")
                return new CommandLine(null, "The RocketMQ console.\n\n" + Usage, 0);
            if (name is not ("--urls" or "--data" or "--attach" or "--ports" or "--path-base" or "--trusted-proxies"))
                return Refuse($"Unknown option '{args[i]}'.");

            if (value is null && i + 1 < args.Count)
                value = args[++i];
            if (string.IsNullOrWhiteSpace(value))
                return Refuse($"Option '{name}' needs a value.");

            var problem = Apply(ref options, name, value);
            if (problem is not null)
                return Refuse(problem);
        }

        return new CommandLine(options, "", 0);
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return argument.StartsWith("--", StringComparison.Ordinal) && equals > 0
            ? (argument[..equals], argument[(equals + 1)..])
            : (argument, null);
    }

    private static CommandLine Refuse(string problem) => new(null, problem + "\n\n" + Usage, Misused);

    private static string? Apply(ref ConsoleOptions options, string name, string value)
    {
        var parts = value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        switch (name)
        {
            case "--urls":
                options = options with { Urls = parts };
                return parts.Select(UrlProblem).FirstOrDefault(problem => problem is not null);
            case "--attach":
                options = options with { Attach = parts };
                return parts.Select(EndpointProblem).FirstOrDefault(problem => problem is not null);
            case "--ports":
                return PortsProblem(ref options, value);
            case "--path-base":
                options = options with { PathBase = value.TrimEnd('/') };
                return PathProblem(value);
            case "--trusted-proxies":
                options = options with { TrustedProxies = parts };
                return Array.Find(parts, part => !ReverseProxy.IsProxy(part)) is { } wrong
                    ? $"--trusted-proxies '{wrong}' is no address; allowed are IP addresses and networks such as 10.0.0.0/8."
                    : null;
            default:
                options = options with { DataFolder = Path.GetFullPath(value) };
                return File.Exists(options.DataFolder) ? $"--data '{value}' is a file; a folder is needed." : null;
        }
    }

    private static string? UrlProblem(string url) =>
        Uri.TryCreate(url.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal), UriKind.Absolute, out var parsed)
        && parsed.Scheme is "http" or "https" && parsed.PathAndQuery == "/"
            ? null
            : $"--urls '{url}' is not an address to serve at; allowed is http://HOST:PORT or https://HOST:PORT without a path.";

    private static string? PathProblem(string path) =>
        path is ['/', ..] && Uri.IsWellFormedUriString(path, UriKind.Relative) && !path.Contains("//", StringComparison.Ordinal) && path.AsSpan().IndexOfAny('?', '#') < 0
            ? null
            : $"--path-base '{path}' is no path; allowed is /PATH, for example /rocketmq.";

    private static string? PortsProblem(ref ConsoleOptions options, string value)
    {
        if (value.Split(',', StringSplitOptions.TrimEntries) is not [var first, var second] || !IsPort(first, out var nameServer) || !IsPort(second, out var broker))
            return $"--ports '{value}' are no ports; allowed is NAMESERVER,BROKER, two numbers from {LowestPort} to {HighestPort}, for example 9876,10911.";
        options = options with { Ports = new ClusterPorts(nameServer, broker) };
        return null;
    }

    private static bool IsPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= LowestPort and <= HighestPort;

    private static string? EndpointProblem(string endpoint) =>
        ServerAddress.IsOne(endpoint) ? null : $"--attach '{endpoint}' is not a name server address; allowed is {ServerAddress.Allowed}.";
}
