using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace RocketMQ.Architecture.Tests;

/// <summary>The arrows between projects: nothing but what docs/architecture.md draws.</summary>
public sealed class DependencyTests
{
    /// <summary>Console starts the two servers as processes: it brings them along in the build and shares no code with them.</summary>
    private static readonly string[] BuildOnly = ["Broker", "NameServer"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Model"] = [],
        ["Remoting"] = ["Model"],
        ["Store"] = ["Model"],
        ["Telemetry"] = ["Remoting", "Model"],
        ["NameServer"] = ["Remoting", "Telemetry", "Model"],
        ["Broker"] = ["Remoting", "Store", "Telemetry", "Model"],
        ["Admin"] = ["Remoting", "Model"],
        ["Cli"] = ["Admin", "Remoting", "Model"],
        ["Console"] = ["Admin", "Remoting", "Telemetry", "Model"],
    };

    private static readonly Dictionary<string, string> AssemblyOf = new()
    {
        ["Broker"] = "mqbroker",
        ["NameServer"] = "mqnamesrv",
        ["Cli"] = "mqadmin",
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_only_what_lies_below_it(string project)
    {
        var own = Allowed.Keys.ToDictionary(name => AssemblyOf.GetValueOrDefault(name, name));
        var used = References(AssemblyOf.GetValueOrDefault(project, project)).Where(own.ContainsKey).Select(name => own[name]);

        Assert.Empty(used.Except(Allowed[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_draws_no_other_arrow(string project)
    {
        var references = XDocument.Parse(Repository.Read($"src/{project}/{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.Empty(references.Except(Allowed[project]).Except(project == "Console" ? BuildOnly : []));
    }

    [Fact]
    public void Every_source_project_is_known_here() =>
        Assert.Equal(Allowed.Keys.Order(), Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Order()!);

    private static IEnumerable<string> References(string assembly)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
