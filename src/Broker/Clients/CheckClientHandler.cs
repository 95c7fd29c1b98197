using RocketMQ.Broker.Config;
using RocketMQ.Broker.Filtering;
using RocketMQ.Model.Filtering;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Clients;

/// <summary>46: a client asks whether its filter will be understood (docs/protocol.md 2.4.5).</summary>
internal sealed class CheckClientHandler(BrokerSettings settings, CompiledFilters compiled) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var data = RequestBody.Parse<CheckClientRequestBody>(request.Body).SubscriptionData;
        return ValueTask.FromResult(Check(data) ?? Reply.With(new NoFields()));
    }

    /// <summary>The refusal of filters on properties where they are switched off.</summary>
    public static Reply NotSupported(string type) => Reply.Refused(ResponseCode.SystemError, NotSupportedRemark(type));

    /// <summary>The remark of that refusal.</summary>
    public static string NotSupportedRemark(string type) => $"The broker does not support consumer to filter message by {type}";

    private Reply? Check(SubscriptionData data)
    {
        if (Subscription.IsTagType(data.ExpressionType))
            return null;
        if (!settings.PropertyFilter)
            return NotSupported(data.ExpressionType!);
        var problem = data.ExpressionType == SqlType.Name ? compiled.Get(data.SubString).Problem : SqlType.Unknown(data.ExpressionType);
        return problem is null ? null : Reply.Refused(ResponseCode.SubscriptionParseFailed, problem);
    }
}
