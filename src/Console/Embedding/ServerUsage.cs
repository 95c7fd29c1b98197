namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>What a server takes of the machine; null is not known.</summary>
/// <param name="Cpu">Processors it kept busy since the last look: 1 is one whole processor.</param>
/// <param name="Memory">Bytes of memory that it holds.</param>
/// <param name="Disk">Bytes of all files in its folder.</param>
public sealed record ServerUsage(double? Cpu, long? Memory, long? Disk);
