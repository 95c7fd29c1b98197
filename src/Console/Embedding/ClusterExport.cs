using System.IO.Compression;
using RocketMQ.ManagementConsole.Formatting;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>An embedded cluster as property files and shell commands that run it elsewhere, without its messages.</summary>
/// <param name="folder">The cluster's folder; paths below it become relative to where the export is unpacked.</param>
/// <param name="plans">The servers, in start order.</param>
internal sealed class ClusterExport(string folder, IReadOnlyList<ServerPlan> plans)
{
    private const UnixFileMode Runnable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const int RegularFile = 0x8000;

    /// <summary>Writes a zip archive.</summary>
    /// <exception cref="IOException">A properties file can not be read.</exception>
    public async Task WriteAsync(Stream target, CancellationToken cancellation)
    {
        await using var archive = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        foreach (var plan in plans)
        {
            var text = await File.ReadAllTextAsync(plan.PropertiesFile, cancellation);
            await AddAsync(archive, Relative(plan.PropertiesFile), Relative(text), isRunnable: false, cancellation);
        }

        await AddAsync(archive, "start.sh", Script(StartLines()), isRunnable: true, cancellation);
        await AddAsync(archive, "stop.sh", Script(StopLines()), isRunnable: true, cancellation);
    }

    private IEnumerable<string> StartLines()
    {
        yield return "# Starts the cluster: name servers, then brokers. mqnamesrv and mqbroker have to be in the PATH.";
        yield return "# To run it on several machines, give each broker its brokerIP1 and brokerIP2 and -n the name servers' addresses.";
        yield return "cd \"$(dirname \"$0\")\" || exit 1";
        foreach (var plan in plans)
        {
            var command = ShellText.Line([Path.GetFileNameWithoutExtension(plan.Program), .. plan.Arguments.Select(Relative)]);
            yield return ShellText.Line("mkdir", "-p", $"{plan.Name}/logs");
            yield return $"nohup {command} </dev/null >{plan.Name}/logs/start.log 2>&1 &";
            yield return $"echo $! >{plan.Name}/pid";
        }
    }

    private IEnumerable<string> StopLines()
    {
        yield return "# Stops the cluster in order: masters, slaves, name servers.";
        yield return "cd \"$(dirname \"$0\")\" || exit 1";
        foreach (var plan in plans.OrderBy(plan => plan.StopRank))
            yield return $"test -f {plan.Name}/pid && kill \"$(cat {plan.Name}/pid)\"; rm -f {plan.Name}/pid";
    }

    private string Relative(string text) => text.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    private static string Script(IEnumerable<string> lines) => string.Join('\n', ["#!/bin/sh", .. lines, ""]);

    private static async Task AddAsync(ZipArchive archive, string name, string text, bool isRunnable, CancellationToken cancellation)
    {
        var entry = archive.CreateEntry(name);
        if (isRunnable)
            entry.ExternalAttributes = (RegularFile | (int)Runnable) << 16;
        await using var writer = new StreamWriter(await entry.OpenAsync(cancellation));
        await writer.WriteAsync(text.AsMemory(), cancellation);
    }
}
