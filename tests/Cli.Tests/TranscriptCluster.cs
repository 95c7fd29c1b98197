using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>Name servers and brokers as processes that transcripts talk to.</summary>
public abstract class TranscriptCluster : IAsyncLifetime
{
    private readonly List<ServerProcess> _processes = [];
    private readonly List<(string Real, string Masked)> _names = [];

    public string NameServers { get; protected set; } = "";

    /// <summary>What {name} stands for in a command line.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Variables of the environment that commands run in.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    protected TemporaryFolder Folder { get; } = new();

    public abstract Task InitializeAsync();

    public virtual async Task DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
            await process.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>Brokers tell name servers of a new topic without waiting, so its route comes a moment later.</summary>
    public Task RouteAsync(string topic) => Eventually.HoldsAsync($"route of {topic} on both brokers and name servers", async () =>
    {
        foreach (var server in NameServers.Split(';'))
        {
            await using var admin = new AdminClient(new AdminClientOptions { NameServers = [server] }, NullLoggerFactory.Instance, TimeProvider.System);
            if (await admin.Topics.FindRouteAsync(topic) is not { QueueDatas.Count: 2 })
                return false;
        }

        return true;
    });

    /// <summary>Takes out of an output what differs from run to run: addresses, times, ids, positions, rates. Columns keep their width.</summary>
    public string Mask(string text)
    {
        foreach (var (real, masked) in _names)
            text = text.Replace(real, masked, StringComparison.Ordinal);
        text = text.Replace(Folder.Path, "FOLDER", StringComparison.Ordinal);
        text = Regex.Replace(text, @"127\.0\.0\.1:\d{5}", "127.0.0.1:?????");
        text = Regex.Replace(text, @"\d{4}-\d\d-\d\d[ #]\d\d:\d\d:\d\d(?:[,:]\d{3})?", match => Regex.Replace(match.Value, @"\d", "t"));
        text = Regex.Replace(text, "[0-9A-F]{32}", new string('#', 32));
        text = Regex.Replace(text, @"((?:[a-z]+Timestamp|lastTimestamp|undoneMsgsDelayTimeMills|delayMilliseconds|commitLogOffset|physicOffset|CommitLog Offset:|bodyCRC|storeSize|physicSize|queueOffset(?==\d+\]$)|exportTime)(?:\\?"":|=| *: *| +))-?\d+", "$1#", RegexOptions.Multiline);
        text = Regex.Replace(text, @"(\d+)\.\d\d(?=\()", match => "#.##".PadLeft(match.Length));
        text = Regex.Replace(text, @"rt=\d+ms", "rt=#ms");
        text = Regex.Replace(text, @"(?<=OK, )\d+$", "#", RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=(?:true|false) {18,}|\|broker-[ab]\|)\d+$", "#", RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=Avg RT: )\d+\.\d\d", "#.##");
        text = Regex.Replace(text, @"(?<=^DefaultCluster +broker-[ab] +)\d+\.\d\d *", match => "#.##".PadRight(match.Length), RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=^DefaultCluster +broker-[ab] {20,}.*)\d+(?= |$)", match => "#".PadLeft(match.Length), RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=^DefaultCluster .* )0\.\d{4}$", "#.####", RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=^golden +golden-\S+ +\d+ .*)\d+(?:\.\d\d)?(?= |$)", match => "#".PadLeft(match.Length), RegexOptions.Multiline);
        // How far slaves are, and whether the broker tells it or it is reckoned.
        text = Regex.Replace(text, @"(?<=^#MasterAddr\t)\S+(?=\n#CommitLogMaxOffset)", "#", RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=^#(?:MasterCommitLogMaxOffset|InSyncSlaveNum|CommitLogMaxOffset|TransferSpeed\(KB/s\)|LastReadTime|LastWriteTime|MasterFlushOffset)\t).*$", "#", RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=^#SlaveAddr .*\n)(127\.0\.0\.1:).*$", "$1 #", RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=^DefaultCluster .*_MASTER .* (?:127\.0\.0\.1:s0000|none)) .*$", " #", RegexOptions.Multiline);
        text = Regex.Replace(text, @"(?<=maybe blocked, )\d+(?=ms)", "#");
        return Regex.Replace(text, @"\d{13}", "ttttttttttttt");
    }

    protected async Task AddAsync(Task<ServerProcess> starting, string name, string masked)
    {
        var process = await starting;
        _processes.Add(process);
        Variables[name] = process.Address;
        _names.Add((process.Address, masked));
    }
}
