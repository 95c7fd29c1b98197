using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Who of a group was online when it was last asked.</summary>
/// <param name="Members">Clients that are connected, each once; null when a broker did not answer.</param>
/// <param name="Mode">How they consume; null when nobody is online, or members disagree.</param>
/// <param name="Disagree">Whether members disagree on the mode.</param>
/// <param name="Failure">Which broker did not answer, and why; null when all did.</param>
/// <param name="At">When it was asked.</param>
public sealed record GroupPresence(int? Members, MessageModel? Mode, bool Disagree, string? Failure, DateTimeOffset At)
{
    /// <summary>The clients, in order of id; those of brokers that did not answer are missing.</summary>
    public IReadOnlyList<ConnectedClient> Clients { get; init; } = [];

    /// <summary>What brokers said together.</summary>
    internal static GroupPresence Of(IReadOnlyCollection<ConsumerConnection> connected, string? failure, DateTimeOffset at)
    {
        var modes = connected.Select(broker => broker.MessageModel).Where(mode => mode != MessageModel.Unknown).Distinct().ToList();
        List<ConnectedClient> clients =
        [
            .. connected.SelectMany(broker => broker.ConnectionSet).DistinctBy(member => member.ClientId).OrderBy(member => member.ClientId, StringComparer.Ordinal)
                .Select(member => new ConnectedClient(member.ClientId, member.ClientAddr, LanguageCodes.NameOf(member.Language), RemotingVersion.Describe(member.Version))),
        ];
        return new GroupPresence(
            failure is null ? clients.Count : null,
            modes is [var only] ? only : null,
            modes.Count > 1,
            failure,
            at)
        {
            Clients = clients,
        };
    }
}

/// <summary>A client as brokers know it.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Address">Where it connects from.</param>
/// <param name="Language">What it is written in.</param>
/// <param name="Version">Release of its library.</param>
public sealed record ConnectedClient(string ClientId, string Address, string Language, string Version);
