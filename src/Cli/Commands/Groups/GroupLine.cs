using RocketMQ.Admin.Groups;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Cli.Commands.Groups;

/// <summary>A group; version, type and model are null while nobody is connected.</summary>
internal sealed record GroupLine(string Group, int Members, string? Version, string? Type, string? Model, double Tps, long Diff)
{
    public static GroupLine Of(GroupSummary summary) => new(
        summary.Group,
        summary.Members,
        summary.MinVersion is { } version ? RemotingVersion.Describe(version) : null,
        summary.Members == 0 ? null : summary.Type == ConsumeType.ConsumeActively ? "PULL" : summary.Type == ConsumeType.ConsumePop ? "POP" : "PUSH",
        summary.Members > 0 && summary.Type == ConsumeType.ConsumePassively ? WireNames.Of(summary.Model) : null,
        summary.Tps,
        summary.Lag);
}
