using System.Globalization;
using System.Text;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Groups;

/// <summary>The state of a client in the sections of the original's text.</summary>
internal static class RunningInfoText
{
    public static string Format(ConsumerRunningInfo info, Invocation call)
    {
        var text = new StringBuilder("#Consumer Properties#\n");
        foreach (var (name, value) in info.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Line(text, $"{name,-40}: {value}");
        text.Append("\n\n#Consumer Subscription#\n");
        foreach (var (subscription, index) in info.SubscriptionSet.OrderBy(item => item.Topic, StringComparer.Ordinal).Select((item, index) => (item, index + 1)))
            Line(text, $"{index:000} Topic: {subscription.Topic,-40} ClassFilter: {Java.Text(subscription.ClassFilterMode),-8} SubExpression: {subscription.SubString}");
        text.Append("\n\n#Consumer Offset#\n");
        Line(text, $"{"#Topic",-64}  {"#Broker Name",-32}  {"#QID",-4}  {"#Consumer Offset",-20}");
        foreach (var (queue, state) in info.MqTable.OrderBy(pair => pair.Key))
            Line(text, $"{queue.Topic,-32}  {queue.BrokerName,-32}  {queue.QueueId,-4}  {state.CommitOffset,-20}");
        text.Append("\n\n#Consumer MQ Detail#\n");
        Line(text, $"{"#Topic",-64}  {"#Broker Name",-32}  {"#QID",-4}  {"#ProcessQueueInfo",-20}");
        foreach (var (queue, state) in info.MqTable.OrderBy(pair => pair.Key))
            Line(text, $"{queue.Topic,-64}  {queue.BrokerName,-32}  {queue.QueueId,-4}  {Describe(state, call)}");
        text.Append("\n\n#Consumer RT&TPS#\n");
        Line(text, $"{"#Topic",-64}  {"#Pull RT",14} {"#Pull TPS",14} {"#Consume RT",14} {"#ConsumeOK TPS",14} {"#ConsumeFailed TPS",18} {"#ConsumeFailedMsgsInHour",25}");
        foreach (var (topic, status) in info.StatusTable.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Line(text, $"{topic,-32}  {status.PullRT,14:F2} {status.PullTPS,14:F2} {status.ConsumeRT,14:F2} {status.ConsumeOKTPS,14:F2} {status.ConsumeFailedTPS,18:F2} {status.ConsumeFailedMsgs,25}");
        if (info.Jstack is { } stacks)
            text.Append("\n\n#Consumer jstack#\n").Append(stacks);
        return text.ToString();
    }

    private static string Describe(ProcessQueueInfo state, Invocation call)
    {
        string When(long milliseconds) => call.Clock(milliseconds, "yyyyMMddHHmmssfff", "19700101000000000");
        return FormattableString.Invariant(
            $"ProcessQueueInfo [commitOffset={state.CommitOffset}, cachedMsgMinOffset={state.CachedMsgMinOffset}, cachedMsgMaxOffset={state.CachedMsgMaxOffset}, cachedMsgCount={state.CachedMsgCount}, cachedMsgSizeInMiB={state.CachedMsgSizeInMiB}, transactionMsgMinOffset={state.TransactionMsgMinOffset}, transactionMsgMaxOffset={state.TransactionMsgMaxOffset}, transactionMsgCount={state.TransactionMsgCount}, locked={Java.Text(state.Locked)}, tryUnlockTimes={state.TryUnlockTimes}, lastLockTimestamp={When(state.LastLockTimestamp)}, droped={Java.Text(state.Droped)}, lastPullTimestamp={When(state.LastPullTimestamp)}, lastConsumeTimestamp={When(state.LastConsumeTimestamp)}]");
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
