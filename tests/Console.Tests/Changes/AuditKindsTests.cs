using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RocketMQ.ManagementConsole.Tests.Changes;

/// <summary>Every kind of change that the sources name has words for the audit; a kind without would stand there as its key.</summary>
public sealed partial class AuditKindsTests
{
    [Fact]
    public void Every_kind_of_change_has_words()
    {
        var source = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "src", "Console"));
        var known = XDocument.Load(Path.Combine(source, "Resources", "Texts.resx")).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet();
        var kinds = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText).Where(text => Change().IsMatch(text))
            .SelectMany(text => Kind().Matches(text)).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.Contains("topic.save", kinds);
        Assert.Contains("user.create", kinds);
        Assert.Contains("canary.on", kinds);
        Assert.DoesNotContain(kinds, kind => !known.Contains("Audit.Kind." + kind));
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    // Files that declare changes, or make such whose kind is an argument.
    [GeneratedRegex(@": I\w*Change\b|new AccessChange\(|new AccountChange\(|string (\w*Kind\w*) = ")]
    private static partial Regex Change();

    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*)\"")]
    private static partial Regex Kind();
}
