using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.NameServer.Registry;

/// <summary>322: a broker asks whether its topic table is known already, before it sends all of it. docs/protocol.md 2.3.10.</summary>
internal sealed class QueryDataVersionHandler(RouteRegistry registry) : IRequestHandler<BrokerIdentityRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<BrokerIdentityRequestHeader> request, CancellationToken stopping)
    {
        var asked = ReadVersion(request.Body.Span);
        var known = registry.FindVersion(request.Header.BrokerAddr, asked);
        return ValueTask.FromResult(Reply.With(
            new QueryDataVersionResponseHeader { Changed = known != asked }, known is null ? default : FastJson.Write(known)));
    }

    private static DataVersion ReadVersion(ReadOnlySpan<byte> body)
    {
        try
        {
            return FastJson.Parse<DataVersion>(body);
        }
        catch (FastJsonException unreadable)
        {
            throw new RejectedException(ResponseCode.SystemError, $"the body is no data version: {unreadable.Message}");
        }
    }
}
