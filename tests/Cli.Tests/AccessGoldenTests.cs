using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>The commands for accounts against a broker that controls access, in one story. WRITE_REFERENCE_FILES=1 writes it anew.</summary>
public sealed class AccessGoldenTests(AccessCluster cluster) : IClassFixture<AccessCluster>
{
    private const string Story = "tests/Cli.Tests/Golden/access/accounts.txt";

    [Fact]
    public async Task Accounts_are_made_tried_changed_and_deleted()
    {
        var golden = ReferenceFile.Stored(Story);

        var replayed = await Transcript.ReplayAsync(golden, cluster);

        Assert.Equal(ReferenceFile.Read(Story, replayed), replayed);
    }
}
