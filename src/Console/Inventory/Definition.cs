using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Inventory;

/// <summary>What the inventory keeps. The numbers are those in history.db and never change.</summary>
public enum DefinitionKind
{
    /// <summary>A broker process: where it is and what runs there.</summary>
    Broker = 0,

    /// <summary>The settings of a broker.</summary>
    Settings = 1,

    /// <summary>A topic.</summary>
    Topic = 2,

    /// <summary>A consumer group.</summary>
    Group = 3,

    /// <summary>A member of a group.</summary>
    Client = 4,

    /// <summary>A producer of a group.</summary>
    Producer = 5,
}

/// <summary>One thing whose state is kept over time.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">Of a client or producer, its group; else empty.</param>
public readonly record struct Definition(DefinitionKind Kind, string Name, string Owner = "");

/// <summary>How something differs between two moments.</summary>
/// <param name="What">What it is.</param>
/// <param name="Before">Setting by setting at the first moment; null when it was not there.</param>
/// <param name="After">Setting by setting at the second; null when it was not there.</param>
/// <param name="LastChange">When the last of its changes was seen.</param>
public sealed record Difference(Definition What, IReadOnlyDictionary<string, string>? Before, IReadOnlyDictionary<string, string>? After, DateTimeOffset LastChange)
{
    /// <summary>The settings that differ, in order of name.</summary>
    public IReadOnlyList<FieldChange> Fields =>
    [
        .. FieldChange.Differing((Before?.Keys ?? []).Union(After?.Keys ?? []).Order(StringComparer.Ordinal)
            .Select(name => new FieldChange(name, Before?.GetValueOrDefault(name), After?.GetValueOrDefault(name)))),
    ];
}
