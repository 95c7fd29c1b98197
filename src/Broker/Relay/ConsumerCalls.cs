using System.Globalization;
using RocketMQ.Broker.Clients;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Relay;

/// <summary>Asks consumers over the connections on which they sent their heartbeats (docs/protocol.md 2.5).</summary>
internal sealed class ConsumerCalls(ConsumerTable consumers)
{
    /// <summary>Clients of this version and later understand 220 and 221 (docs/protocol.md 1.7).</summary>
    public const int KnowsOffsetsSince = 28;

    /// <summary>Clients of this version and later understand 307 and 309.</summary>
    private const int KnowsRelaySince = 62;

    private static readonly TimeSpan RelayTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Passes a request on to one consumer and its answer back.</summary>
    public async Task<Reply> PassOnAsync(RemotingCommand request, string group, string? clientId, CancellationToken stopping)
    {
        if (consumers.ChannelsOf(group).FirstOrDefault(channel => channel.ClientId == clientId) is not { } client)
            return Reply.Refused(ResponseCode.SystemError, $"The Consumer <{group}> <{clientId}> not online");
        if (client.Version < KnowsRelaySince)
            return TooOld(client, KnowsRelaySince);
        try
        {
            return Reply.PassOn(await client.Connection.InvokeAsync(request, RelayTimeout, stopping));
        }
        catch (RemotingTimeoutException late)
        {
            return Reply.Refused(ResponseCode.ConsumeMsgTimeout, $"consumer <{group}> <{clientId}> Timeout: {late.Message}");
        }
        catch (Exception failure) when (failure is RemotingException or ObjectDisposedException)
        {
            return Reply.Refused(ResponseCode.SystemError, $"invoke consumer <{group}> <{clientId}> Exception: {failure.Message}");
        }
    }

    /// <summary>What is answered for a client that would not understand.</summary>
    public static Reply TooOld(ClientChannel client, int needed) => Reply.Refused(ResponseCode.SystemError, string.Create(
        CultureInfo.InvariantCulture, $"the client <{client.ClientId}> does not support this feature. version={client.Version}, {needed} or later is needed"));
}
