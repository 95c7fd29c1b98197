namespace RocketMQ.ManagementConsole.Components.Shared;

/// <summary>One step on the way to a page.</summary>
/// <param name="Text">Translated text, or the name of a resource.</param>
/// <param name="Address">Where it leads.</param>
public sealed record Crumb(string Text, string Address);
