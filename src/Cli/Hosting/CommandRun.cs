using System.CommandLine;
using RocketMQ.Admin;
using RocketMQ.Admin.Rehearsals;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Commands;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Cli.Hosting;

/// <summary>A command with its options: runs it once, again and again while it is watched, or dry.</summary>
internal sealed class CommandRun(Tool tool, AdminCommand command, CommonOptions common, ParseResult parsed)
{
    private readonly bool _asJson = parsed.GetValue(common.Json);
    private readonly bool _verbose = parsed.GetValue(common.Verbose);

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var rehearsal = command.Changes && parsed.GetValue(common.DryRun) ? new Rehearsal() : null;
        await using var admin = command.NeedsCluster ? tool.Connect(ConnectionOptions(rehearsal)) : null;
        // A command that asks no cluster does not touch the client.
        var call = new Invocation(parsed, admin!, tool, cancellation) { Rehearsal = rehearsal, AsJson = _asJson };
        return rehearsal is null ? await RunAsync(call) : await DryRun.RunAsync(command, call, rehearsal);
    }

    /// <summary>Reports a failure.</summary>
    /// <returns>The exit code.</returns>
    public int Fail(Exception failure)
    {
        var failures = failure is PartialFailureException partial
            ? partial.Failures.Select(FailureView.Of)
            : [FailureView.Of(failure)];
        Report.Show(failure, [.. failures], tool.Screen, command.Name, _asJson, _verbose);
        return failure switch
        {
            RemotingException => ExitCodes.Unreachable,
            ArgumentException => ExitCodes.BadUsage,
            _ => ExitCodes.Failed,
        };
    }

    private async Task<int> RunAsync(Invocation call)
    {
        var pause = command.Interval(call)
            ?? (command.IsListing && parsed.GetValue(common.Watch) is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        if (pause is not { } interval)
            return Show(await command.RunAsync(call));
        while (true)
        {
            try
            {
                var answer = await command.RunAsync(call);
                tool.Screen.Clear();
                Show(answer);
            }
            catch (Exception failure) when (failure is AdminException or PartialFailureException or RemotingException)
            {
                // Who watches wants to see a cluster come back.
                Fail(failure);
            }

            await Task.Delay(interval, call.Time, call.Cancellation);
        }
    }

    private int Show(Answer answer)
    {
        Report.Show(answer, tool.Screen, command.Name, _asJson);
        return answer.ExitCode;
    }

    private AdminClientOptions ConnectionOptions(Rehearsal? rehearsal) => new()
    {
        NameServers = NameServers(), Timeout = TimeSpan.FromSeconds(parsed.GetValue(common.Timeout)), Keys = KeyRing.Find(parsed.GetValue(common.AclFile), tool.Environment), Rehearsal = rehearsal,
    };

    private IReadOnlyList<string> NameServers()
    {
        var text = parsed.GetValue(common.NameServers) ?? tool.Environment("NAMESRV_ADDR");
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
