using RocketMQ.ManagementConsole.Access;

namespace RocketMQ.ManagementConsole.Tests.Access;

public sealed class SessionStoreTests : IDisposable
{
    private readonly AccessDatabase _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void A_login_survives_a_restart_and_ends_in_time()
    {
        var session = Open("ann", SessionKind.Browser);
        _data.Reopen();
        Assert.Equal(session, _data.Sessions.Find(session.Id));

        _data.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(_data.Sessions.Find(session.Id));
        Assert.Empty(_data.Sessions.Of("ann"));
    }

    [Fact]
    public void A_login_that_is_used_lasts_longer()
    {
        var session = Open("ann", SessionKind.Browser);
        _data.Clock.Advance(TimeSpan.FromMinutes(50));
        _data.Sessions.Seen(session, TimeSpan.FromHours(1));
        _data.Clock.Advance(TimeSpan.FromMinutes(50));
        _data.Reopen();

        Assert.NotNull(_data.Sessions.Find(session.Id));
    }

    [Fact]
    public void Nobody_ends_the_logins_of_another()
    {
        var session = Open("ann", SessionKind.Browser);

        Assert.False(_data.Sessions.End("bob", session.Id));
        Assert.NotNull(_data.Sessions.Find(session.Id));
        Assert.True(_data.Sessions.End("ANN", session.Id));
        Assert.Null(_data.Sessions.Find(session.Id));
    }

    [Fact]
    public void A_refresh_token_can_be_used_once()
    {
        var session = Open("ann", SessionKind.Program);
        var first = _data.Sessions.NewRefreshToken(session);
        Assert.Equal(session.Id, _data.Sessions.UseRefreshToken(first).Session?.Id);
        var second = _data.Sessions.NewRefreshToken(session);

        var again = _data.Sessions.UseRefreshToken(first);

        Assert.True(again.WasReused);
        Assert.Null(_data.Sessions.Find(session.Id));
        Assert.Equal(new RefreshResult(null, false), _data.Sessions.UseRefreshToken(second));
    }

    [Fact]
    public void Ending_a_login_tells_whose_it_was()
    {
        List<string> told = [];
        _data.Sessions.Ended += told.Add;
        Open("ann", SessionKind.Browser);
        var kept = Open("ann", SessionKind.Program);

        _data.Sessions.EndAll("ann", except: kept.Id);

        Assert.Equal(["ann"], told);
        Assert.Equal(kept.Id, Assert.Single(_data.Sessions.Of("ann")).Id);
    }

    [Fact]
    public void Nothing_that_opens_a_login_is_stored()
    {
        var token = _data.Sessions.NewRefreshToken(Open("ann", SessionKind.Program));

        Assert.DoesNotContain(token, _data.Text(), StringComparison.Ordinal);
    }

    private Session Open(string user, SessionKind kind) => _data.Sessions.Open(user, kind, TimeSpan.FromHours(1), "test", "10.0.0.1");
}
