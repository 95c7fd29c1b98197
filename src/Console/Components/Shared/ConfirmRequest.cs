namespace RocketMQ.ManagementConsole.Components.Shared;

/// <summary>A question before something is done to a named object.</summary>
public sealed record ConfirmRequest
{
    /// <summary>The question's heading, for example "Delete topic".</summary>
    public required string Title { get; init; }

    /// <summary>Name of the object; shown, and typed by the user when data is lost.</summary>
    public required string ObjectName { get; init; }

    /// <summary>What will happen.</summary>
    public string? Detail { get; init; }

    /// <summary>Text of the button that does it.</summary>
    public required string Confirm { get; init; }

    /// <summary>Data is lost: the button is red and waits until the name has been typed.</summary>
    public bool LosesData { get; init; }

    /// <summary>The line of mqadmin that does the same.</summary>
    public string? CommandLine { get; init; }
}
