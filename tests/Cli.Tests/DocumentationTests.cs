using RocketMQ.Cli.Hosting;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

public sealed class DocumentationTests
{
    public static TheoryData<string> Commands() => [.. CommandCatalog.Names];

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_documentation_names_every_command(string name) =>
        Assert.Contains($" {name} ", ReferenceFile.Stored("docs/mqadmin.md").Replace('\n', ' '), StringComparison.Ordinal);
}
