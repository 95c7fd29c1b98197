using System.CommandLine;
using RocketMQ.Admin;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Commands;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Cli.Hosting;

/// <summary>Finds the command, parses its options, runs it, and turns failures into one line and an exit code.</summary>
internal sealed class MqAdmin(Func<AdminClientOptions, IAdminClient> connect, TimeProvider time, TextWriter output, TextWriter errors)
{
    private static readonly string[] HelpNames = ["-h", "--help", "-?", "/?"];

    private readonly IReadOnlyList<AdminCommand> _commands =
    [
        new BrokerStatus(), new ClusterList(), new ConsumerProgress(), new DeleteTopic(), new QueryMessageById(), new QueryMessageByKey(),
        new SendMessage(), new TopicList(), new TopicRoute(), new TopicStatus(), new UpdateSubscriptionGroup(), new UpdateTopic(),
    ];

    public async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0 || (args.Length == 1 && (Is(args[0], "help") || HelpNames.Contains(args[0]))))
            return PrintList();
        if (Is(args[0], "help"))
            args = [args[1], "--help"];
        var command = _commands.FirstOrDefault(candidate => Is(candidate.Name, args[0]));
        if (command is null)
        {
            await errors.WriteLineAsync($"The sub command {args[0]} not exist. 'mqadmin help' lists all.");
            return ExitCodes.BadUsage;
        }

        var parsed = command.Build(connect, time, output, errors).Parse(args[1..]);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await errors.WriteLineAsync($"{command.Name}: {error.Message}");
            await errors.WriteLineAsync($"'mqadmin help {command.Name}' lists its options.");
            return ExitCodes.BadUsage;
        }

        return await InvokeAsync(command, parsed);
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private async Task<int> InvokeAsync(AdminCommand command, ParseResult parsed)
    {
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure) when (failure is AdminException or PartialFailureException or RemotingException or ArgumentException)
        {
            await errors.WriteLineAsync(
                parsed.GetValue(AdminCommand.Verbose) ? $"{command.Name}: {failure}" : $"{command.Name}: {failure.Message}");
            return failure switch
            {
                RemotingException => ExitCodes.Unreachable,
                ArgumentException => ExitCodes.BadUsage,
                _ => ExitCodes.Failed,
            };
        }
    }

    private int PrintList()
    {
        output.WriteLine("The commands of mqadmin:");
        foreach (var command in _commands.OrderBy(command => command.Name, StringComparer.OrdinalIgnoreCase))
            output.WriteLine($"   {command.Name,-20} {command.Description}");
        output.WriteLine();
        output.WriteLine("'mqadmin help COMMAND' lists the options of a command.");
        output.WriteLine("Exit codes: 0 done, 1 refused or answered in part, 2 bad usage, 3 nobody answered.");
        return ExitCodes.Done;
    }
}
