using System.Text.RegularExpressions;
using RocketMQ.Admin.Rehearsals;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Commands;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Hosting;

/// <summary>What a dry run found.</summary>
/// <param name="Requests">What would be sent, in order.</param>
/// <param name="Changes">What it would change, as far as the cluster tells.</param>
internal sealed record DryRunView(IReadOnlyList<PlannedRequest> Requests, IReadOnlyList<string> Changes);

/// <summary>Runs a command on a client that keeps changes back, and prints those instead of the command's own result.</summary>
internal static partial class DryRun
{
    public static async Task<int> RunAsync(AdminCommand command, Invocation call, Rehearsal rehearsal)
    {
        var (changes, unanswered) = await ForeseeAsync(command, call);
        var pretended = await command.RunAsync(call);
        var view = new DryRunView(Settle(rehearsal.Requests), changes);
        var answer = Answer.Of(view, CliJson.Default.DryRunView, screen => Print(screen, view)).With(pretended.Failures).With(unanswered);
        Report.Show(answer, call.Screen, command.Name, call.AsJson);
        return answer.ExitCode;
    }

    // Servers are asked at the same time; what is sent to them side by side is listed by their addresses.
    private static List<PlannedRequest> Settle(IReadOnlyList<PlannedRequest> requests)
    {
        var settled = new List<PlannedRequest>();
        for (var start = 0; start < requests.Count;)
        {
            var run = requests.Skip(start).TakeWhile(request => request.Code == requests[start].Code).ToList();
            settled.AddRange(run.Select(WithoutSecrets).OrderBy(request => request.Address, StringComparer.Ordinal));
            start += run.Count;
        }

        return settled;
    }

    // What a dry run prints ends up in tickets and chats.
    private static PlannedRequest WithoutSecrets(PlannedRequest request) => request with
    {
        Fields = request.Fields.ToDictionary(field => field.Key, field => field.Key == "secretKey" ? "***" : field.Value),
        Body = Password().Replace(request.Body, "\"password\":\"***\""),
    };

    [GeneratedRegex("\"password\":\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Password();

    private static async Task<(IReadOnlyList<string> Changes, IReadOnlyList<TargetFailure> Failures)> ForeseeAsync(AdminCommand command, Invocation call)
    {
        try
        {
            return (await command.ForeseeAsync(call), []);
        }
        catch (PartialFailureException unanswered)
        {
            return (["what cannot be told, since not every server answers"], unanswered.Failures);
        }
    }

    private static void Print(Screen screen, DryRunView view)
    {
        foreach (var request in view.Requests)
        {
            var fields = string.Join(", ", request.Fields.Select(pair => $"{pair.Key}={pair.Value}"));
            screen.Print($"would send {request.Request} ({request.Code}) to {request.Address} {{{fields}}}");
            if (request.Body.Length > 0)
                screen.Print($"  body: {request.Body.TrimEnd('\n').ReplaceLineEndings("; ")}");
        }

        if (view.Requests.Count == 0)
            screen.Print($"would send nothing");
        foreach (var change in view.Changes)
            screen.Print($"would change: {change}");
    }
}
