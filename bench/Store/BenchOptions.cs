using RocketMQ.StoreBench.Workload;

namespace RocketMQ.StoreBench;

/// <summary>What every command takes: where data goes, how many messages, how many rounds.</summary>
internal sealed record BenchOptions(BenchFolder Folder, int Messages, int Rounds);
