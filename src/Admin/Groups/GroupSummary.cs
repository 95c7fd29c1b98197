using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Groups;

/// <summary>A consumer group in one line.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Members">Clients that are connected; each counts once, however many brokers it is connected to.</param>
/// <param name="MinVersion">Version ordinal of the oldest client; null when nobody is connected.</param>
/// <param name="Type">Whether clients pull or are pushed to.</param>
/// <param name="Model">Whether they share messages.</param>
/// <param name="Tps">Messages consumed per second.</param>
/// <param name="Lag">Messages that are stored and not committed as consumed, over all its topics.</param>
public sealed record GroupSummary(string Group, int Members, int? MinVersion, ConsumeType Type, MessageModel Model, double Tps, long Lag);

/// <summary>All groups, and who could not be asked about them: figures of those brokers are missing in the sums.</summary>
public sealed record GroupSummaries(IReadOnlyList<GroupSummary> Groups, IReadOnlyList<TargetFailure> Failures);
