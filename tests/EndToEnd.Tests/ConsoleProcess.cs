using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>The console as a newcomer starts it: one process that starts its cluster, on ports that no other test has.</summary>
public sealed partial class ConsoleProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private ConsoleProcess(ChildProcess process) => _process = process;

    /// <summary>Where the pages are.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The password printed at the first start; empty at later ones.</summary>
    public string FirstPassword { get; private set; } = "";

    /// <summary>"host:port" of the broker it started; empty when it attached to a cluster.</summary>
    public string Broker { get; private set; } = "";

    /// <summary>"host:port" of the name server it started.</summary>
    public string NameServer { get; private set; } = "";

    /// <summary>Process ids of the servers it started, as printed.</summary>
    public IReadOnlyList<int> Children { get; private set; } = [];

    public string Transcript => _process.Transcript;

    /// <summary>Starts the console on a data folder and waits for what it promises: pages served, cluster answering.</summary>
    public static async Task<ConsoleProcess> StartAsync(string dataFolder, params string[] more)
    {
        var process = Launch(["--urls", "http://127.0.0.1:0", "--data", dataFolder, .. more]);
        var console = new ConsoleProcess(process);
        try
        {
            await process.ReadLineAsync(line => line.Contains("cluster answers", StringComparison.OrdinalIgnoreCase) || line.Contains("attached to", StringComparison.OrdinalIgnoreCase));
            console.ReadTranscript();
            return console;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program and leaves it to the caller to see what becomes of it.</summary>
    public static ChildProcess Launch(IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment = null) =>
        ChildProcess.Start(Path.Combine(Folder, "Console"), [.. args, "--ports", PortsOfNext()], environment);

    /// <summary>A program that has logged in at the API.</summary>
    public Task<HttpClient> ProgramAsync() => ApiProgram.SignInAsync(Url, "admin", FirstPassword);

    /// <summary>kill -9.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>The next line that matches, for what happens after the start.</summary>
    public Task<string> ReadLineAsync(Func<string, bool> wanted) => _process.ReadLineAsync(wanted);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string PortsOfNext()
    {
        var (nameServer, broker) = FreePorts.NextOfConsole();
        return string.Create(CultureInfo.InvariantCulture, $"{nameServer},{broker}");
    }

    private static string Folder => typeof(ConsoleProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ConsoleFolder").Value!;

    private void ReadTranscript()
    {
        Url = Pages().Match(Transcript).Groups[1].Value;
        FirstPassword = Password().Match(Transcript).Groups[1].Value;
        Broker = Server("broker").Match(Transcript).Groups[1].Value;
        NameServer = Server("name server").Match(Transcript).Groups[1].Value;
        Children = [.. Pid().Matches(Transcript).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
    }

    private static Regex Server(string kind) => new($@"{kind}\s.*?(127\.0\.0\.1:\d+)", RegexOptions.IgnoreCase);

    [GeneratedRegex(@"RocketMQ console\s+(http://\S+)")]
    private static partial Regex Pages();

    [GeneratedRegex(@"First login\s+admin / (\S+)")]
    private static partial Regex Password();

    [GeneratedRegex(@"pid (\d+)")]
    private static partial Regex Pid();
}
