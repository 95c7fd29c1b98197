using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Walls;

namespace RocketMQ.ManagementConsole.Tests.Walls;

public sealed class WallTests
{
    private static readonly WallTile Rates = new(TileKind.Rates);

    [Fact]
    public void A_wall_as_a_new_one_begins_lacks_only_its_name()
    {
        var draft = WallDraft.New();

        Assert.Equal("Name", draft.ToWall("w", "dev").Problem);
        draft.Name = "Desk";
        Assert.Null(draft.ToWall("w", "dev").Problem);
    }

    [Theory]
    [InlineData("", 20, "Name")]
    [InlineData("Desk", 4, "Stay")]
    [InlineData("Desk", 601, "Stay")]
    public void What_is_wrong_with_it_is_named(string name, int seconds, string problem) =>
        Assert.Equal(problem, new Wall("w", "dev", name, seconds, [new WallScreen([Rates])]).Problem);

    [Fact]
    public void Screens_and_tiles_have_limits()
    {
        Assert.Equal("Screens", With([]).Problem);
        Assert.Equal("Screens", With([.. Enumerable.Repeat(new WallScreen([Rates]), Wall.MostScreens + 1)]).Problem);
        Assert.Equal("Tiles", With([new WallScreen([])]).Problem);
        Assert.Equal("Tiles", With([new WallScreen([.. Enumerable.Repeat(Rates, Wall.MostTiles + 1)])]).Problem);
    }

    [Theory]
    [InlineData(TileKind.Rates, SubjectKind.Topic, "", false)]
    [InlineData(TileKind.Rates, SubjectKind.Topic, "orders", true)]
    [InlineData(TileKind.Lag, SubjectKind.Group, "billing", true)]
    [InlineData(TileKind.Lag, SubjectKind.Topic, "orders", false)]
    [InlineData(TileKind.Brokers, SubjectKind.Cluster, "", true)]
    public void A_tile_needs_the_name_of_what_it_is_about(TileKind kind, SubjectKind about, string name, bool complete) =>
        Assert.Equal(complete ? null : "Tile", With([new WallScreen([new WallTile(kind, about, name)])]).Problem);

    private static Wall With(IReadOnlyList<WallScreen> screens) => new("w", "dev", "Desk", 20, screens);
}
