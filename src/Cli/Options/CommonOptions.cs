using System.CommandLine;

namespace RocketMQ.Cli.Options;

/// <summary>Options that every command has.</summary>
internal sealed class CommonOptions
{
    public Option<bool> Help { get; } = Opt.Flag("h", "help", "Print help");

    public Option<string> NameServers { get; } =
        Opt.Text("n", "namesrvAddr", "Name server address list, eg: 192.168.0.1:9876;192.168.0.2:9876");

    public Option<bool> Json { get; } = Opt.Flag("", "json", "print one line of JSON, see docs/mqadmin.md");

    public Option<long> Timeout { get; } = Opt.Number("", "timeout", "seconds to wait for each answer, default 5", 5, 1, 3600);

    public Option<string> AclFile { get; } =
        Opt.Text("", "acl-file", "file with accessKey and secretKey; default ROCKETMQ_ACCESS_KEY and ROCKETMQ_SECRET_KEY, then $ROCKETMQ_HOME/conf/tools.yml");

    public Option<bool> Verbose { get; } = Opt.Flag("", "verbose", "print stack traces of failures");

    public Option<bool> DryRun { get; } = Opt.Flag("", "dry-run", "change nothing; print what would be sent to whom, and what would change");

    public Option<long?> Watch { get; } = Opt.Maybe("", "watch", "print again every so many seconds, until stopped", 1, 86_400);

    /// <summary>Those that the original has too.</summary>
    public IReadOnlyList<Option> Original => [Help, NameServers];

    /// <summary>Those that are ours.</summary>
    public IReadOnlyList<Option> Ours => [AclFile, Json, Timeout, Verbose];
}
