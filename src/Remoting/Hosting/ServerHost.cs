using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Remoting.Hosting;

/// <summary>
/// Runs a server as a process: command line, properties file, logging, the line that says it is ready, and an orderly stop on
/// SIGTERM, SIGINT or the end of its parent.
/// </summary>
/// <remarks>
/// A supervisor sets <see cref="ParentVariable"/> and holds the child's standard input open; when it closes, for whatever reason,
/// the child stops. So nothing is left running when the supervisor is killed.
/// </remarks>
public sealed class ServerHost
{
    /// <summary>Environment variable that makes the end of standard input a reason to stop.</summary>
    public const string ParentVariable = "ROCKETMQ_STOP_ON_STDIN_END";

    /// <summary>Start of the line on standard output that tells that requests are answered; the address follows.</summary>
    public const string ReadyPrefix = "READY ";

    /// <summary>Start of a line that an operator must not overlook.</summary>
    public const string WarningPrefix = "WARNING ";

    private readonly string _command;
    private readonly ConfigCatalog _catalog;
    private readonly bool _takesNameServers;
    private readonly TextWriter _output;
    private readonly TextWriter _errors;

    /// <param name="command">Name of the program, "mqbroker".</param>
    /// <param name="catalog">Its properties.</param>
    /// <param name="takesNameServers">Whether it registers with name servers, and so has <c>-n</c> and <c>-m</c>.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="errors">Standard error.</param>
    public ServerHost(string command, ConfigCatalog catalog, bool takesNameServers, TextWriter output, TextWriter errors)
    {
        _command = command;
        _catalog = catalog;
        _takesNameServers = takesNameServers;
        _output = output;
        _errors = errors;
    }

    /// <summary>Checks what the properties mean together and fills in what depends on the machine, so that it is printed too.</summary>
    public Action<ServerConfiguration>? Complete { get; init; }

    /// <summary>Runs until told to stop.</summary>
    /// <returns>Exit code: 0 stopped in order, 1 could not start or go on, 2 bad usage.</returns>
    public async Task<int> RunAsync(string[] args, Func<ILoggerFactory> createLoggers, Func<ServerConfiguration, ILoggerFactory, IServer> create)
    {
        var line = ServerCommandLine.Parse(args, _takesNameServers);
        if (line.Problem is { } problem)
            return Fail(2, [problem, ServerCommandLine.Usage(_command, _takesNameServers)]);
        if (line.Help)
            return Print(ServerCommandLine.Usage(_command, _takesNameServers));
        if (!TryLoad(line, out var configuration, out var warnings, out var errors))
            return Fail(1, errors);
        if (line.PrintAll || line.PrintImportant)
            return PrintConfiguration(line, configuration, warnings);

        using var loggers = createLoggers();
        var logger = loggers.CreateLogger<ServerHost>();
        foreach (var warning in warnings)
            ServerHostLog.Configuration(logger, line.ConfigFile ?? "the command line", warning);
        IServer server;
        try
        {
            server = create(configuration, loggers);
        }
        catch (ServerStartException refused)
        {
            return Fail(1, [refused.Message]);
        }

        return await ServeAsync(server);
    }

    private bool TryLoad(
        ServerCommandLine line, out ServerConfiguration configuration, out IReadOnlyList<string> warnings, out IReadOnlyList<string> errors)
    {
        IReadOnlyDictionary<string, string> file = new Dictionary<string, string>();
        IReadOnlyList<string> unreadable = [];
        try
        {
            if (line.ConfigFile is { } path)
                file = PropertiesText.Parse(File.ReadAllText(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable = [$"the properties file '{line.ConfigFile}' can not be read: {failure.Message}"];
        }

        var given = new Dictionary<string, string>();
        if (line.NameServers is { } list)
            given["namesrvAddr"] = list;
        (configuration, var bad, warnings) = ServerConfiguration.Load(_catalog, file, given);
        errors = [.. unreadable, .. bad.Select(error => line.ConfigFile is null ? error : $"{line.ConfigFile}: {error}")];
        return errors.Count == 0;
    }

    private async Task<int> ServeAsync(IServer server)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasParent = Environment.GetEnvironmentVariable(ParentVariable) == "1";
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        if (hasParent)
            WatchParent(stop);

        await using (server)
        {
            try
            {
                await server.StartAsync(CancellationToken.None);
            }
            catch (Exception refused) when (refused is ServerStartException or ListenException)
            {
                return Fail(1, [refused.Message]);
            }

            foreach (var warning in server.Warnings)
                await _output.WriteLineAsync($"{WarningPrefix}{_command}: {warning}");
            await _output.WriteLineAsync($"{ReadyPrefix}{_command} {server.Address}");
            await _output.FlushAsync();
            var failed = server.Failed;
            if (await Task.WhenAny(stop.Task, failed) == failed)
                return Fail(1, [await failed]);
        }

        return 0;

        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            // Ctrl+C in a terminal reaches the supervisor and its children alike; the supervisor decides in which order they stop.
            if (context.Signal != PosixSignal.SIGINT || !hasParent)
                stop.TrySetResult();
        }
    }

    /// <summary>A thread of its own: a read of standard input can not be cancelled, and nothing may keep it waiting.</summary>
    private static void WatchParent(TaskCompletionSource stop) => new Thread(() =>
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        while (input.Read(ignored) > 0)
        {
        }

        stop.TrySetResult();
    })
    { IsBackground = true, Name = "parent watch" }.Start();

    private int PrintConfiguration(ServerCommandLine line, ServerConfiguration configuration, IReadOnlyList<string> warnings)
    {
        try
        {
            Complete?.Invoke(configuration);
        }
        catch (ServerStartException refused)
        {
            return Fail(1, [refused.Message]);
        }

        // Apart from the configuration, which may be read by a program.
        foreach (var warning in warnings)
            _errors.WriteLine($"{_command}: {line.ConfigFile ?? "the command line"}: {warning}");
        foreach (var (name, value) in line.PrintAll ? configuration.All : configuration.Important)
            _output.WriteLine($"{name}={value}");
        return 0;
    }

    private int Print(string text)
    {
        _output.Write(text);
        return 0;
    }

    private int Fail(int code, IEnumerable<string> lines)
    {
        foreach (var text in lines)
            _errors.WriteLine($"{_command}: {text}");
        return code;
    }
}
