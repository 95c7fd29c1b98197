namespace RocketMQ.ManagementConsole.Walls;

/// <summary>A link that shows a wall to whoever has it, without a login. It shows no more than its maker may see at the time.</summary>
/// <param name="Id">Random; only its encrypted form, which is in the address, opens anything.</param>
/// <param name="Wall">Which wall.</param>
/// <param name="Label">Where it hangs, in its maker's words.</param>
/// <param name="Maker">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">From when on it opens nothing.</param>
/// <param name="IsRevoked">Whether it was taken back.</param>
internal sealed record WallLink(string Id, string Wall, string Label, string Maker, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, bool IsRevoked);
