using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Remoting.Tests.Hosting;

public class ConfigurationTests
{
    internal enum Colour
    {
        Red,
        Green,
    }

    internal static ConfigCatalog Catalog { get; } = new(
        [
            ConfigKey.Integer("port", 10911, 1, 65535, "A port."),
            ConfigKey.Long("size", 1L << 33, 0, long.MaxValue, "Bytes.") with { Editable = true, Aliases = ["sizeInBytes"] },
            ConfigKey.Flag("fast", true, "Whether.") with { Editable = true },
            ConfigKey.Choice("colour", Colour.Green, "A colour.", colour => colour.ToString().ToUpperInvariant()),
            ConfigKey.Text("path", "/var", "A folder."),
            ConfigKey.Text("password", "", "A secret.") with { Secret = true },
        ],
        ["ofNoUse"], "password", "port");

    [Fact]
    public void Defaults_hold_until_a_value_is_given_and_the_last_layer_wins()
    {
        var (configuration, errors, warnings) = Load(new Dictionary<string, string> { ["port"] = " 1 ", ["fast"] = "FALSE" }, new Dictionary<string, string> { ["port"] = "2" });

        Assert.Empty(errors);
        Assert.Empty(warnings);
        Assert.Equal(2, configuration.Integer("port"));
        Assert.False(configuration.Flag("fast"));
        Assert.Equal(1L << 33, configuration.Long("size"));
        Assert.Equal("GREEN", configuration.Text("colour"));
        Assert.True(configuration.IsSet("fast"));
        Assert.False(configuration.IsSet("size"));
    }

    [Fact]
    public void All_bad_values_are_told_together_each_with_what_is_allowed()
    {
        var (_, errors, _) = Load(new Dictionary<string, string>
        {
            ["port"] = "70000", ["size"] = "big", ["fast"] = "yes", ["colour"] = "red", ["path"] = "anything",
        });

        Assert.Equal(4, errors.Count);
        Assert.Contains("port=70000: a whole number from 1 to 65535 is allowed", errors);
        Assert.Contains(errors, error => error.StartsWith("size=big:", StringComparison.Ordinal));
        Assert.Contains("fast=yes: true or false is allowed", errors);
        Assert.Contains("colour=red: RED or GREEN is allowed", errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("99999999999999999999")]
    public void A_number_that_is_none_or_out_of_bounds_is_refused(string value)
    {
        Assert.NotNull(Catalog.Find("port")!.Check(value));
    }

    [Fact]
    public void Unknown_and_unused_names_warn_and_do_nothing()
    {
        var (_, errors, warnings) = Load(new Dictionary<string, string> { ["prot"] = "1", ["ofNoUse"] = "x" });

        Assert.Empty(errors);
        Assert.Equal(2, warnings.Count);
        Assert.Contains(warnings, warning => warning.Contains("prot is not a known", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("ofNoUse is not used", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_spelling_sets_the_same_property()
    {
        var (configuration, _, warnings) = Load(new Dictionary<string, string> { ["sizeInBytes"] = "7" });

        Assert.Empty(warnings);
        Assert.Equal(7, configuration.Long("size"));
        Assert.Equal(7, configuration.Long("sizeInBytes"));
    }

    [Fact]
    public void A_path_below_the_home_folder_may_be_written_as_in_the_reference_file()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.Equal(Path.Combine(home, "store/a"), Load(new Dictionary<string, string> { ["path"] = "$HOME/store/a" }).Configuration.Text("path"));
        Assert.Equal("/x/$HOME/a", Load(new Dictionary<string, string> { ["path"] = "/x/$HOME/a" }).Configuration.Text("path"));
    }

    [Fact]
    public void Names_are_told_apart_by_case()
    {
        var (configuration, _, warnings) = Load(new Dictionary<string, string> { ["Port"] = "1" });

        Assert.Single(warnings);
        Assert.Equal(10911, configuration.Integer("port"));
    }

    [Fact]
    public void Changes_at_run_time_happen_all_or_not_at_all()
    {
        var (configuration, _, _) = Load();

        Assert.Contains("port", configuration.TryChange(Changes(("fast", "false"), ("port", "1"))), StringComparison.Ordinal);
        Assert.Contains("size, fast", configuration.TryChange(Changes(("path", "/x"))), StringComparison.Ordinal);
        Assert.Contains("'nothing'", configuration.TryChange(Changes(("nothing", "1"))), StringComparison.Ordinal);
        Assert.Contains("size=x", configuration.TryChange(Changes(("fast", "false"), ("size", "x"))), StringComparison.Ordinal);
        Assert.True(configuration.Flag("fast"));

        Assert.Null(configuration.TryChange(Changes(("fast", " false "), ("sizeInBytes", "9"))));
        Assert.False(configuration.Flag("fast"));
        Assert.Equal(9, configuration.Long("size"));
    }

    [Fact]
    public void All_properties_are_listed_in_order_and_secrets_are_masked()
    {
        var (configuration, _, _) = Load(new Dictionary<string, string> { ["password"] = "hush" });

        Assert.Equal(["port", "size", "fast", "colour", "path", "password"], configuration.All.Select(entry => entry.Key));
        Assert.Equal("******", configuration.All.Last().Value);
        Assert.Equal("hush", configuration.Text("password"));
        Assert.Equal("", Load().Configuration.All.Last().Value);
    }

    [Fact]
    public void A_name_that_is_not_declared_is_a_bug()
    {
        Assert.Throws<ArgumentException>(() => Load().Configuration.Text("undeclared"));
        Assert.Throws<ArgumentException>(() => new ConfigCatalog([Catalog.Keys[0], Catalog.Keys[0]], []));
    }

    private static Dictionary<string, string> Changes(params (string Name, string Value)[] changes) =>
        changes.ToDictionary(change => change.Name, change => change.Value);

    private static (ServerConfiguration Configuration, IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings) Load(
        params Dictionary<string, string>[] layers) => ServerConfiguration.Load(Catalog, layers);
}
