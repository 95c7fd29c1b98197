namespace RocketMQ.Admin.Targets;

/// <summary>The answer of a server that did as asked and has nothing to tell.</summary>
public readonly record struct Done;
