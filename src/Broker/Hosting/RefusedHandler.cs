using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Hosting;

/// <summary>A request of newer clients that is known and not served: its caller is told what is missing instead of "not supported" alone.</summary>
internal sealed class RefusedHandler(string remark) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.Refused(ResponseCode.RequestCodeNotSupported, remark));
}
