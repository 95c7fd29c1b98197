using System.Globalization;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>A supervised server at one moment.</summary>
public sealed record ServerSnapshot
{
    /// <summary>Which program.</summary>
    public required ServerKind Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is a broker that follows a master.</summary>
    public bool IsSlave { get; init; }

    /// <summary>"host:port".</summary>
    public required string Address { get; init; }

    /// <summary>The port in it.</summary>
    public int Port => int.Parse(Address.AsSpan(Address.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>What it is doing.</summary>
    public required ServerState State { get; init; }

    /// <summary>Since when it does that.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Its process id; null while there is none.</summary>
    public int? ProcessId { get; init; }

    /// <summary>How often it was started again after it had ended by itself.</summary>
    public int Restarts { get; init; }

    /// <summary>Why it ended last: exit code or signal, and the last line it said; null when it never did.</summary>
    public string? LastEnd { get; init; }

    /// <summary>When it ended last by itself; null when it never did.</summary>
    public DateTimeOffset? LastEndAt { get; init; }

    /// <summary>What it printed last before that end, oldest first.</summary>
    public IReadOnlyList<string> LastLines { get; init; } = [];

    /// <summary>From process start to the first answered request; null before that.</summary>
    public TimeSpan? ReadyAfter { get; init; }
}
