namespace RocketMQ.ManagementConsole.Storage;

/// <summary>
/// The tables of one feature: SQL scripts, each of which brings a file one version further. A script that was released is never
/// changed; a new version is one more script at the end.
/// </summary>
/// <param name="Feature">Name under which the version is kept in the file; never changed either.</param>
/// <param name="Scripts">One script per version, from version 1.</param>
internal sealed record Schema(string Feature, params IReadOnlyList<string> Scripts);
