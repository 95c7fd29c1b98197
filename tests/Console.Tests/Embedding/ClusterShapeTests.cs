using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Tests.Embedding;

public sealed class ClusterShapeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shape-").FullName;

    private string FilePath => Path.Combine(_folder, "cluster.properties");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_without_the_file_is_a_single_brokers() =>
        Assert.Equal(ClusterShape.Single, new ClusterShapeFile(_folder).Read());

    [Theory]
    [InlineData("single")]
    [InlineData("2m-noslave")]
    [InlineData("2m-2s-async")]
    [InlineData("2m-2s-sync")]
    public void A_preset_is_read_as_it_was_written(string preset)
    {
        new ClusterShapeFile(_folder).Write(ClusterShape.Presets[preset]);

        Assert.Equal(ClusterShape.Presets[preset], new ClusterShapeFile(_folder).Read());
        Assert.Equal([FilePath], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("masters=0", "masters=0 is not allowed: 1 to 8")]
    [InlineData("nameServers=5", "nameServers=5 is not allowed: 1 to 4")]
    [InlineData("slavesPerMaster=5", "slavesPerMaster=5 is not allowed: 0 to 4")]
    [InlineData("masters=two", "masters=two is no whole number")]
    [InlineData("replication=often", "replication=often is not allowed: sync or async")]
    [InlineData("replication=sync", "needs slavesPerMaster of at least 1")]
    [InlineData("slaves=1", "slaves is no key of it; keys are nameServers, masters, slavesPerMaster, replication")]
    public void What_is_wrong_is_named_with_what_is_allowed(string line, string expected)
    {
        File.WriteAllText(FilePath, line + "\n");

        var refusal = Assert.Throws<InvalidDataException>(() => new ClusterShapeFile(_folder).Read());

        Assert.Contains(FilePath, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_that_is_refused_leaves_the_file_as_it_was()
    {
        var file = new ClusterShapeFile(_folder);
        file.Write(ClusterShape.Presets["2m-2s-sync"]);

        Assert.Throws<InvalidDataException>(() => file.Write(new ClusterShape(1, 99, 0, IsSynchronous: false)));

        Assert.Equal(ClusterShape.Presets["2m-2s-sync"], file.Read());
    }
}
