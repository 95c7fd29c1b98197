using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Asks a server something it can only answer when it serves: readiness is shown, not assumed.</summary>
internal sealed class ServerProbe(RemotingClient client)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What is wrong; null when the server answered.</summary>
    public async Task<string?> AskAsync(ServerPlan plan, CancellationToken cancellation)
    {
        var question = plan.Kind == ServerKind.Broker ? RequestCode.GetBrokerRuntimeInfo : RequestCode.GetBrokerClusterInfo;
        try
        {
            var answer = await client.InvokeAsync(plan.Address, RemotingCommand.Request(question), Patience, cancellation);
            return answer.ResponseCode == ResponseCode.Success ? null : $"it answered {answer.ResponseCode} to {RequestCodes.NameOf(question)}: {answer.Remark}";
        }
        catch (RemotingException failure)
        {
            return failure.Message;
        }
    }
}
