using RocketMQ.Admin;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Cli.Hosting;

/// <summary>Finds the command, parses its options, runs it, and turns failures into one line and an exit code.</summary>
internal sealed class MqAdmin(Tool tool)
{
    private readonly Screen _screen = tool.Screen;

    public async Task<int> RunAsync(string[] args, CancellationToken cancellation = default)
    {
        if (args is [] or ["-h"] or ["--help"] || (args.Length == 1 && CommandCatalog.Is(args[0], "help")))
            return Print(CommandCatalog.Describe());
        if (CommandCatalog.Is(args[0], "completion"))
            return PrintCompletion(args[1..]);
        var wantsHelp = CommandCatalog.Is(args[0], "help");
        var name = wantsHelp ? args[1] : args[0];
        if (CommandCatalog.Find(name) is not { } command)
        {
            _screen.Complain($"The sub command {name} not exist. 'mqadmin help' lists all.");
            return ExitCodes.BadUsage;
        }

        if (wantsHelp)
            return Print(HelpText.Compose(command));
        var common = new CommonOptions();
        var parsed = CommandLine.Parse(command, common, args[1..]);
        if (parsed.GetValue(common.Help))
            return Print(HelpText.Compose(command));
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors.Select(error => error.Message).Distinct())
                _screen.Complain($"{command.Name}: {error}");
            _screen.Complain($"'mqadmin help {command.Name}' lists its options.");
            return ExitCodes.BadUsage;
        }

        return await RunAsync(new CommandRun(tool, command, common, parsed), cancellation);
    }

    private static async Task<int> RunAsync(CommandRun run, CancellationToken cancellation)
    {
        try
        {
            return await run.RunAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCodes.Stopped;
        }
        catch (Exception failure) when (failure is AdminException or PartialFailureException or RemotingException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return run.Fail(failure);
        }
    }

    private int Print(string text)
    {
        _screen.Output.Write(text);
        return ExitCodes.Done;
    }

    private int PrintCompletion(string[] shells)
    {
        if (shells.Length == 1 && Completion.Compose(shells[0]) is { } script)
            return Print(script);
        _screen.Complain($"completion: 'mqadmin completion {string.Join(' ', shells)}' names no shell; 'mqadmin completion bash' and 'mqadmin completion zsh' do");
        return ExitCodes.BadUsage;
    }
}
