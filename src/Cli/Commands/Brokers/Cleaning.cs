using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Brokers;

/// <summary>The commands that have brokers clean up: to one broker, a cluster, or all; "success" or "false".</summary>
internal static class Cleaning
{
    public static async Task<Answer> RunAsync(
        Invocation call, TargetOptions target, Func<BrokerTarget, CancellationToken, Task<PartialResult<Done>>> clean)
    {
        var result = await clean(target.OrEveryone(call), call.Cancellation);
        var view = new ServersView([.. result.Values.Keys.Order(StringComparer.Ordinal)]);
        return Answer.Of(view, CliJson.Default.ServersView, screen => screen.Print($"{(result.IsComplete ? "success" : "false")}")).With(result);
    }
}
