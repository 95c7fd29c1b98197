namespace RocketMQ.ManagementConsole.Components.Shared;

/// <summary>What a colour says; never the only carrier of the meaning, there is always a text beside it.</summary>
public enum Tone
{
    Neutral,
    Info,
    Good,
    Warn,
    Bad,
}
