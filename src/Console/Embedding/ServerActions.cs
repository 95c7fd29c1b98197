namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Which orders a server can follow in which state.</summary>
internal static class ServerActions
{
    /// <summary>The orders that a server in a state can follow.</summary>
    public static IReadOnlyList<ServerAction> AllowedIn(ServerState state) => state switch
    {
        ServerState.Starting or ServerState.Serving => [ServerAction.Stop, ServerAction.Restart, ServerAction.Kill],
        ServerState.Restarting => [ServerAction.Stop],
        ServerState.Stopping => [ServerAction.Kill],
        _ => [ServerAction.Start],
    };

    /// <summary>Says that an order does not fit, and which do.</summary>
    public static string Refusal(ServerSnapshot server, ServerAction action) =>
        $"{server.Name} is {Word(server.State)}: {Word(action)} is not possible; possible is {string.Join(", ", AllowedIn(server.State).Select(Word))}";

    private static string Word<TEnum>(TEnum value) where TEnum : struct, Enum => value.ToString().ToLowerInvariant();
}
