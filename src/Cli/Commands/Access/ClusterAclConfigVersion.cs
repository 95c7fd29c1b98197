using System.CommandLine;
using System.Globalization;
using RocketMQ.Admin.Access;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Access;

internal sealed class ClusterAclConfigVersion : AdminCommand
{
    private readonly TargetOptions _target = new();

    public override string Name => "clusterAclConfigVersion";

    public override string Description => "lists the versions of brokers' access files";

    public override IReadOnlyList<Option> Options => _target.All;

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override bool IsListing => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Access.GetVersionAsync(_target.Of(call), call.Cancellation);
        var lines = result.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => AclFileLine.Of(pair.Value)).ToList();
        return Answer.Of(new AclVersions(lines), CliJson.Default.AclVersions, screen =>
        {
            Layout(call).Print(screen, lines);
            if (result.Values.Count > 0)
                screen.Print($"get {(call.Text(_target.Broker) is null ? "cluster" : "broker")}'s plain access config version success.");
        }).With(result);
    }

    private static TableLayout<AclFileLine> Layout(Invocation call) => new(
        ["#Cluster Name", "#Broker Name", "#Broker Addr", "#AclFilePath", "#AclConfigVersionNum", "#AclLastUpdateTime"],
        "{0,-16}  {1,-22}  {2,-22}  {3,-20}  {4,-22}  {5,-22}",
        line => [line.Cluster, line.BrokerName, line.Address, line.File, line.Version.ToString(CultureInfo.InvariantCulture), call.Clock(line.LastUpdate, "yyyy-MM-dd HH:mm:ss")]);
}

/// <summary>Versions of access files.</summary>
internal sealed record AclVersions(IReadOnlyList<AclFileLine> Files);

/// <summary>An access file of a broker.</summary>
internal sealed record AclFileLine(string Cluster, string BrokerName, string Address, string File, long Version, long LastUpdate)
{
    public static IEnumerable<AclFileLine> Of(AccessVersion version) => version.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file =>
        new AclFileLine(version.Cluster, version.BrokerName, version.Address, file.Key, file.Value.Counter, file.Value.Timestamp));
}
