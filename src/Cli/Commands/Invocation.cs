using System.CommandLine;
using System.Globalization;
using RocketMQ.Admin;
using RocketMQ.Admin.Rehearsals;
using RocketMQ.Cli.Hosting;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands;

/// <summary>One run of a command.</summary>
/// <param name="Parsed">Its options.</param>
/// <param name="Admin">The cluster.</param>
/// <param name="Tool">Clock, environment, screen.</param>
/// <param name="Cancellation">Set when the user stops it.</param>
internal sealed record Invocation(ParseResult Parsed, IAdminClient Admin, Tool Tool, CancellationToken Cancellation)
{
    /// <summary>Set during a dry run.</summary>
    public Rehearsal? Rehearsal { get; init; }

    /// <summary>Whether standard output takes JSON.</summary>
    public bool AsJson { get; init; }

    public Screen Screen => Tool.Screen;

    public TimeProvider Time => Tool.Time;

    public T Get<T>(Option<T> option) => Parsed.GetValue(option)!;

    /// <summary>A text without the blanks around it; null when the option is not given.</summary>
    public string? Text(Option<string> option) => Parsed.GetValue(option)?.Trim();

    /// <summary>A text that the parser insists on.</summary>
    public string Needed(Option<string> option) => Parsed.GetValue(option)!.Trim();

    /// <summary>A bar for work of many parts.</summary>
    public ProgressLine Progress(string what) => new(Screen, what);

    /// <summary>A time as the original prints it, in this machine's zone; nothing for none.</summary>
    public string Clock(long milliseconds, string format = "yyyy-MM-dd HH:mm:ss,fff", string none = "") => milliseconds <= 0
        ? none
        : TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), Time.LocalTimeZone).ToString(format, CultureInfo.InvariantCulture);
}
