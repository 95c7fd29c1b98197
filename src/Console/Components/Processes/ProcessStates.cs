using RocketMQ.ManagementConsole.Components.Shared;
using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Components.Processes;

/// <summary>The colours of processes' states.</summary>
internal static class ProcessStates
{
    /// <summary>The colour of a process.</summary>
    public static Tone ToneOf(ServerSnapshot server) => server.State switch
    {
        ServerState.Serving => Tone.Good,
        ServerState.Restarting => Tone.Bad,
        ServerState.Starting => Tone.Info,
        _ => Tone.Neutral,
    };
}
