using RocketMQ.Admin;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Hosting;

/// <summary>What mqadmin needs of the world around it; tests bring their own.</summary>
/// <param name="Connect">Makes a client of a cluster.</param>
/// <param name="Time">The clock.</param>
/// <param name="Screen">Where to print.</param>
/// <param name="Environment">Environment variables by name.</param>
internal sealed record Tool(
    Func<AdminClientOptions, IAdminClient> Connect, TimeProvider Time, Screen Screen, Func<string, string?> Environment);
