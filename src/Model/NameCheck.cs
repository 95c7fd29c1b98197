namespace RocketMQ.Model;

/// <summary>The verdict on a topic or group name: valid, or what is wrong with it and what is allowed.</summary>
/// <param name="Problem">Null for a valid name, else a sentence that can be shown as it is.</param>
public readonly record struct NameCheck(string? Problem)
{
    public static NameCheck Valid => default;

    public bool IsValid => Problem is null;
}
