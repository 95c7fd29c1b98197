using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Filtering;
using RocketMQ.Model.Filtering;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Store;

namespace RocketMQ.Broker.Popping;

/// <summary>Which messages a pop wants. It brings its expression along; what the group's heartbeat said does not count (docs/protocol.md 2.4.14, 6.3).</summary>
internal sealed class PopFilters(CompiledFilters compiled, BrokerSettings settings)
{
    /// <summary>Finds the filter; null for every message, as without an expression.</summary>
    /// <exception cref="RejectedException">There is no such filter; the remark says why.</exception>
    public IMessageFilter? Find(string? type, string? expression)
    {
        if (Subscription.IsTagType(type))
            return Subscription.TryParseTags(expression, out var tags) ? tags : throw Unparsed($"'{expression}' names no tag");
        // The original leaves this switch out here, and what an operator has switched off would still be done.
        if (!settings.PropertyFilter)
            throw new RejectedException(ResponseCode.SystemError, CheckClientHandler.NotSupportedRemark(type!));
        if (string.IsNullOrEmpty(expression))
            return null;
        if (type != SqlType.Name)
            throw Unparsed(SqlType.Unknown(type));
        var found = compiled.Get(expression);
        return found.Problem is { } problem ? throw Unparsed(problem) : found.Filter;
    }

    private static RejectedException Unparsed(string problem) =>
        new(ResponseCode.SubscriptionParseFailed, $"parse the consumer's subscription failed: {problem}");
}
