namespace RocketMQ.Model;

/// <summary>What a producer or consumer group may be called (docs/protocol.md 2.1).</summary>
public static class GroupRules
{
    public const int MaxLength = 255;

    public static NameCheck Check(string? group) => NameCharacters.Check(group, "group", MaxLength);
}
