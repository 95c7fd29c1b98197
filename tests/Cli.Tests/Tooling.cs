using System.Globalization;
using RocketMQ.Admin;
using RocketMQ.Cli.Hosting;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Cli.Tests;

/// <summary>mqadmin run inside the test: on a network of the test's own or on real ones, with everything that it prints kept.</summary>
internal sealed class Tooling(Func<AdminClientOptions, IAdminClient> connect, TimeProvider? time = null)
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _errors = new() { NewLine = "\n" };

    public Tooling(ITransportConnector? network, TimeProvider? time = null)
        : this(options => new AdminClient(options, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, TimeProvider.System, network), time)
    {
    }

    public string Output => _output.ToString();

    public string Errors => _errors.ToString();

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Width of the terminal that both streams are; null when they are pipes.</summary>
    public int? Terminal { get; init; }

    /// <summary>Runs a command line; what was printed before is forgotten.</summary>
    public async Task<int> RunAsync(string[] args, CancellationToken cancellation = default)
    {
        _output.GetStringBuilder().Clear();
        _errors.GetStringBuilder().Clear();
        var screen = new Screen(_output, _errors) { IsTerminal = Terminal is not null, ErrorsAreTerminal = Terminal is not null, Width = Terminal ?? 80 };
        var tool = new Tool(connect, time ?? new FixedTime(), screen, Environment.GetValueOrDefault);
        return await new MqAdmin(tool).RunAsync(args, cancellation);
    }

    /// <summary>Runs a command line given as one text, split at blanks; "quoted parts" stay together.</summary>
    public Task<int> RunAsync(string line, CancellationToken cancellation = default) => RunAsync(Split(line), cancellation);

    public static string[] Split(string line) =>
        [.. System.Text.RegularExpressions.Regex.Matches(line, "\"([^\"]*)\"|([^ ]+)").Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Value)];

    /// <summary>A clock that stands still, in a zone without surprises.</summary>
    internal sealed class FixedTime(string now = "2026-11-22T09:17:05.271Z") : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);
    }
}
