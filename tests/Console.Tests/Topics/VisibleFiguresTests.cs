using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Tests.Topics;

public sealed class VisibleFiguresTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _asked = [];
    private readonly VisibleFigures<string> _figures;
    private TaskCompletionSource<string>? _pending;

    public VisibleFiguresTests() => _figures = new VisibleFigures<string>(Fetch, _clock, TimeSpan.FromSeconds(10));

    [Fact]
    public void Only_watched_rows_are_asked_for()
    {
        using var watch = _figures.Watch("a", () => { });

        Assert.Equal(["a"], _asked);
        Assert.Equal("figures of a", _figures.Find("a")!.Value);
        Assert.Null(_figures.Find("b"));
    }

    [Fact]
    public void Two_cells_of_a_row_share_one_request()
    {
        using var first = _figures.Watch("a", () => { });
        using var second = _figures.Watch("a", () => { });

        Assert.Equal(["a"], _asked);
    }

    [Fact]
    public void Figures_in_view_are_asked_for_again_and_others_are_not()
    {
        using var kept = _figures.Watch("a", () => { });
        _figures.Watch("b", () => { }).Dispose();

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["a", "b", "a"], _asked);
    }

    [Fact]
    public void A_failure_is_kept_with_its_reason()
    {
        _pending = new TaskCompletionSource<string>();
        var changes = 0;
        using var watch = _figures.Watch("a", () => changes++);

        _pending.SetException(new ArgumentException("no route"));

        Assert.Equal((null, "no route", 1), (_figures.Find("a")!.Value, _figures.Find("a")!.Failure, changes));
    }

    [Fact]
    public void No_more_than_a_few_are_asked_at_once_and_rows_out_of_view_are_passed_over()
    {
        _pending = new TaskCompletionSource<string>();
        var watches = Enumerable.Range(0, 10).Select(row => _figures.Watch($"row{row}", () => { })).ToList();
        Assert.Equal(4, _asked.Count);

        watches.ForEach(watch => watch.Dispose());
        _pending.SetResult("x");

        Assert.Equal(4, _asked.Count);
    }

    public void Dispose() => _figures.Dispose();

    private Task<string> Fetch(string name, CancellationToken cancellation)
    {
        _asked.Add(name);
        return _pending?.Task ?? Task.FromResult($"figures of {name}");
    }
}
