namespace RocketMQ.ManagementConsole.Changes;

/// <summary>The resource of authorization checks of changes: the cluster that is written to, whatever the address of a page says.</summary>
/// <param name="Cluster">Name of the cluster.</param>
internal sealed record ChangePlace(string Cluster);
