using RocketMQ.Cli.Hosting;
using RocketMQ.Remoting.Access;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>Where access keys come from.</summary>
public sealed class KeyRingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public KeyRingTests()
    {
        Directory.CreateDirectory(_folder["conf"]);
        File.WriteAllText(_folder["conf/tools.yml"], "# keys\n\naccessKey: rocketmq2\nsecretKey: \"1234 #5678\"\n");
        File.WriteAllText(_folder["mine.yml"], "accessKey:   'mine'   \nsecretKey: 87654321 # secret\nsecurityToken: T\n");
        _environment["ROCKETMQ_HOME"] = _folder.Path;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_originals_file_is_read() => Assert.Equal(new AccessKeys("rocketmq2", "1234 #5678"), Find(null));

    [Fact]
    public void The_environment_comes_before_it()
    {
        _environment["ROCKETMQ_ACCESS_KEY"] = "env";
        _environment["ROCKETMQ_SECRET_KEY"] = "secret";

        Assert.Equal(new AccessKeys("env", "secret"), Find(null));
    }

    [Fact]
    public void A_file_that_is_named_comes_before_both()
    {
        _environment["ROCKETMQ_ACCESS_KEY"] = "env";
        _environment["ROCKETMQ_SECRET_KEY"] = "secret";

        Assert.Equal(new AccessKeys("mine", "87654321", "T"), Find(_folder["mine.yml"]));
    }

    [Fact]
    public void Without_any_requests_are_not_signed()
    {
        _environment["ROCKETMQ_HOME"] = _folder["elsewhere"];

        Assert.Null(Find(null));
    }

    [Fact]
    public void Half_of_the_keys_is_a_mistake()
    {
        _environment["ROCKETMQ_ACCESS_KEY"] = "env";

        Assert.Contains("ROCKETMQ_SECRET_KEY", Assert.Throws<ArgumentException>(() => Find(null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.yml")]
    [InlineData("empty.yml")]
    public void A_file_without_keys_is_named(string name)
    {
        File.WriteAllText(_folder["empty.yml"], "secretKey: x\n");

        Assert.Contains(name, Assert.Throws<ArgumentException>(() => Find(_folder[name])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_signs_with_them()
    {
        AccessKeys? keys = null;
        var tool = new Tooling(options =>
        {
            keys = options.Keys;
            throw new ArgumentException("enough");
        });

        await tool.RunAsync(["clusterList", "-n", "ns:9876", "--acl-file", _folder["mine.yml"]]);

        Assert.Equal("mine", keys?.AccessKey);
    }

    private AccessKeys? Find(string? file) => KeyRing.Find(file, _environment.GetValueOrDefault);
}
