using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Tests.Resources;

public sealed partial class TextsTests
{
    private static readonly Dictionary<string, string> English = Load("Texts.resx");
    private static readonly Dictionary<string, string> Chinese = Load("Texts.zh-CN.resx");

    [Fact]
    public void Both_languages_have_the_same_keys()
    {
        Assert.Equal(English.Keys.Order(), Chinese.Keys.Order());
    }

    [Fact]
    public void Both_languages_have_the_same_places_to_fill()
    {
        foreach (var (key, text) in English)
            Assert.Equal((key, Places(text)), (key, Places(Chinese[key])));
    }

    [Fact]
    public void Every_text_a_page_asks_for_exists()
    {
        var asked = Directory.EnumerateFiles(Source(), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => LookUp().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct();

        Assert.All(asked, key => Assert.Contains(key, English.Keys));
    }

    [Fact]
    public void Every_property_that_clients_and_brokers_write_by_themselves_has_a_meaning() => Assert.All(
        typeof(PropertyNames).GetFields().Where(field => field.FieldType == typeof(string) && field.Name != nameof(PropertyNames.TransientPrefix)),
        field => Assert.Contains($"Message.Property.{field.GetRawConstantValue()}", English.Keys));

    private static string Places(string text) => string.Concat(Place().Matches(text).Select(match => match.Value).Distinct().Order());

    private static Dictionary<string, string> Load(string file) => XDocument.Load(Path.Combine(Source(), "Resources", file)).Root!
        .Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static string Source([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "Console"));

    [GeneratedRegex("""(?:\bL|\btexts)\["([A-Za-z.]+)"[,\]]""")]
    private static partial Regex LookUp();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
