using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Clients;

/// <summary>46: a client asks whether its filter will be understood (docs/protocol.md 2.4.5). SQL92 is not available.</summary>
internal sealed class CheckClientHandler : IRequestHandler<NoFields>
{
    public const string NoSql = "The broker does not support consumer to filter message by SQL92";

    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var body = RequestBody.Parse<CheckClientRequestBody>(request.Body);
        return ValueTask.FromResult(Subscription.IsTagType(body.SubscriptionData.ExpressionType)
            ? Reply.With(new NoFields())
            : Reply.Refused(ResponseCode.SystemError, NoSql));
    }
}
