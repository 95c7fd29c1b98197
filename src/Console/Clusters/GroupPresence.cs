using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Who of a group was online when it was last asked.</summary>
/// <param name="Members">Clients that are connected, each once; null when a broker did not answer.</param>
/// <param name="Mode">How they consume; null when nobody is online, or members disagree.</param>
/// <param name="Disagree">Whether members disagree on the mode.</param>
/// <param name="Failure">Which broker did not answer, and why; null when all did.</param>
/// <param name="At">When it was asked.</param>
public sealed record GroupPresence(int? Members, MessageModel? Mode, bool Disagree, string? Failure, DateTimeOffset At)
{
    /// <summary>What brokers said together.</summary>
    internal static GroupPresence Of(IReadOnlyCollection<ConsumerConnection> connected, string? failure, DateTimeOffset at)
    {
        var modes = connected.Select(broker => broker.MessageModel).Where(mode => mode != MessageModel.Unknown).Distinct().ToList();
        return new GroupPresence(
            failure is null ? connected.SelectMany(broker => broker.ConnectionSet).Select(member => member.ClientId).Distinct(StringComparer.Ordinal).Count() : null,
            modes is [var only] ? only : null,
            modes.Count > 1,
            failure,
            at);
    }
}
