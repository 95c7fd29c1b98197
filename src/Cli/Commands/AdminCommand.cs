using System.CommandLine;
using System.Globalization;
using RocketMQ.Admin;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Hosting;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Cli.Commands;

/// <summary>One command of mqadmin: its options, what it asks, what it prints. Columns are the original's, docs/protocol.md 3.2.</summary>
internal abstract class AdminCommand
{
    /// <summary>Adds the reasons of exceptions, for those who look into mqadmin itself.</summary>
    public static readonly Option<bool> Verbose = new("--verbose") { Description = "print stack traces of failures" };

    private static readonly Option<string> NameServers = new("--namesrvAddr", "-n")
    {
        Description = "name servers, host:port separated by ';'; NAMESRV_ADDR when absent",
    };

    private static readonly Option<int> Timeout = new("--timeout") { Description = "seconds to wait for each answer", DefaultValueFactory = _ => 5 };

    public abstract string Name { get; }

    public abstract string Description { get; }

    protected abstract IEnumerable<Option> Options { get; }

    /// <summary>The command, ready to parse its arguments.</summary>
    public RootCommand Build(Func<AdminClientOptions, IAdminClient> connect, TimeProvider time, TextWriter output, TextWriter errors)
    {
        var command = new RootCommand($"{Name}: {Description}");
        foreach (var option in Options.Concat([NameServers, Timeout, Verbose]))
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var admin = connect(new AdminClientOptions { NameServers = Addresses(parsed), Timeout = Patience(parsed) });
            return await RunAsync(new Invocation(parsed, admin, time, output, errors, cancellation));
        });
        return command;
    }

    /// <summary>Asks and prints.</summary>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(Invocation call);

    private static TimeSpan Patience(ParseResult parsed) => parsed.GetValue(Timeout) is > 0 and var seconds
        ? TimeSpan.FromSeconds(seconds)
        : throw new ArgumentException("--timeout must be at least 1 second");

    private static IReadOnlyList<string> Addresses(ParseResult parsed)
    {
        var text = parsed.GetValue(NameServers) ?? Environment.GetEnvironmentVariable("NAMESRV_ADDR");
        if (string.IsNullOrWhiteSpace(text))
            throw new ArgumentException("no name server is given; use -n host:port or set NAMESRV_ADDR");
        try
        {
            return RemotingAddress.ParseList(text);
        }
        catch (FormatException wrong)
        {
            throw new ArgumentException(wrong.Message, wrong);
        }
    }
}

/// <summary>One run of a command.</summary>
internal sealed record Invocation(
    ParseResult Parsed, IAdminClient Admin, TimeProvider Time, TextWriter Output, TextWriter Errors, CancellationToken Cancellation)
{
    public T? Get<T>(Option<T> option) => Parsed.GetValue(option);

    public void Print(FormattableString line) => Output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Names those that did not answer, so that what was printed is not taken for all.</summary>
    /// <returns>The exit code.</returns>
    public int Report<T>(PartialResult<T> result)
    {
        foreach (var failure in result.Failures)
            Errors.WriteLine(failure.Message);
        if (result.Failures.Count == 0)
            return ExitCodes.Done;
        return result.Values.Count == 0 && result.Failures.All(failure => failure.Code is null) ? ExitCodes.Unreachable : ExitCodes.Failed;
    }

    /// <summary>A time as the original prints it, in this machine's zone; nothing for none.</summary>
    public string Clock(long milliseconds, string format = "yyyy-MM-dd HH:mm:ss,fff", string none = "") => milliseconds <= 0
        ? none
        : TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), Time.LocalTimeZone).ToString(format, CultureInfo.InvariantCulture);
}
