using RocketMQ.ManagementConsole.Access;

namespace RocketMQ.ManagementConsole.Tests.Access;

public sealed class UserAdministrationTests : IDisposable
{
    private readonly AccessDatabase _data = new();

    public UserAdministrationTests() => _data.Users.TryAdd(new User("root", _data.Passwords.Hash("x"), UserRoles.For(Role.Administrator)));

    public void Dispose() => _data.Dispose();

    [Fact]
    public void A_new_user_gets_a_password_that_has_to_be_changed()
    {
        var created = _data.Administration.Create("ann", UserRoles.Nothing.With("dev", Role.Operator));

        var user = _data.Users.Find("ANN")!;
        Assert.True(_data.Passwords.Verify(user, created.Password!));
        Assert.True(user.MustChangePassword);
        Assert.Equal((Role.Operator, Role.None), (user.Roles.In("dev"), user.Roles.In("prod")));
    }

    [Theory]
    [InlineData("ROOT", UserRefusal.NameTaken)]
    [InlineData("", UserRefusal.Name)]
    [InlineData("ann smith", UserRefusal.Name)]
    [InlineData("<script>", UserRefusal.Name)]
    public void A_name_that_cannot_be_is_refused(string name, object refusal)
    {
        var created = _data.Administration.Create(name, UserRoles.Nothing);

        Assert.Equal((null, (UserRefusal)refusal), (created.Password, created.Refusal));
        Assert.Single(_data.Users.All);
    }

    [Fact]
    public void The_last_administrator_can_be_neither_deleted_nor_disabled_nor_demoted()
    {
        _data.Administration.Create("cluster-admin", UserRoles.Nothing.With("dev", Role.Administrator));
        _data.Users.TryAdd(new User("outside", "", UserRoles.For(Role.Administrator)) { Outside = new OutsideIdentity("https://id.example", "1") });
        _data.Users.TryAdd(new User("off", "", UserRoles.For(Role.Administrator)) { IsDisabled = true });

        Assert.Equal(UserRefusal.LastAdministrator, _data.Administration.Delete("root"));
        Assert.Equal(UserRefusal.LastAdministrator, _data.Administration.SetDisabled("root", true));
        Assert.Equal(UserRefusal.LastAdministrator, _data.Administration.SetRoles("root", UserRoles.For(Role.Operator)));
        Assert.True(_data.Users.Find("root")!.IsLastResort);

        _data.Administration.Create("second", UserRoles.For(Role.Administrator));
        Assert.Null(_data.Administration.Delete("root"));
        Assert.Equal(UserRefusal.LastAdministrator, _data.Administration.Delete("second"));
    }

    [Fact]
    public void Roles_survive_a_restart()
    {
        _data.Administration.Create("ann", new UserRoles(Role.Viewer, UserRoles.Nothing.PerCluster.Add("dev", Role.Operator).Add("prod", Role.Administrator)));
        _data.Administration.SetRoles("ann", _data.Users.Find("ann")!.Roles.With("prod", Role.None));
        _data.Administration.SetDisabled("ann", true);

        _data.Reopen();

        var ann = _data.Users.Find("ann")!;
        Assert.Equal("viewer, dev: operator", ann.Roles.ToString());
        Assert.True(ann is { IsDisabled: true, MustChangePassword: true });
        Assert.Equal(_data.Clock.GetUtcNow(), ann.CreatedAt);
    }

    [Fact]
    public void Disabling_resetting_and_deleting_end_every_login()
    {
        string[] names = ["a", "b", "c", "d"];
        foreach (var name in names)
        {
            _data.Administration.Create(name, UserRoles.Nothing);
            _data.Sessions.Open(name, SessionKind.Browser, TimeSpan.FromHours(1), "", "");
            _data.Sessions.Open(name, SessionKind.Token, TimeSpan.FromHours(1), "", "");
        }

        _data.Administration.SetDisabled("a", true);
        var reset = _data.Administration.ResetPassword("b");
        _data.Administration.SignOutEverywhere("c");
        _data.Administration.Delete("d");

        Assert.All(names, name => Assert.Empty(_data.Sessions.Of(name)));
        Assert.True(_data.Passwords.Verify(_data.Users.Find("b"), reset.Password!));
        Assert.Null(_data.Users.Find("d"));
    }

    [Fact]
    public void Accounts_of_a_provider_have_neither_password_nor_roles_to_change_here()
    {
        _data.Users.TryAdd(new User("out", "", UserRoles.For(Role.Viewer)) { Outside = new OutsideIdentity("https://id.example", "1") });

        Assert.Equal(UserRefusal.OutsidePassword, _data.Administration.ResetPassword("out").Refusal);
        Assert.Equal(UserRefusal.OutsideRoles, _data.Administration.SetRoles("out", UserRoles.For(Role.Administrator)));
        Assert.False(_data.Passwords.Verify(_data.Users.Find("out"), ""));
    }

    [Fact]
    public void What_does_not_exist_cannot_be_changed()
    {
        Assert.Equal(UserRefusal.Unknown, _data.Administration.Delete("nobody"));
        Assert.Equal(UserRefusal.Unknown, _data.Administration.SetDisabled("nobody", true));
        Assert.Equal(UserRefusal.Unknown, _data.Administration.SetRoles("nobody", UserRoles.Nothing));
        Assert.Equal(UserRefusal.Unknown, _data.Administration.ResetPassword("nobody").Refusal);
        Assert.Equal(UserRefusal.Unknown, _data.Administration.SignOutEverywhere("nobody"));
    }

    [Fact]
    public void The_administrator_of_an_older_file_stays_one()
    {
        using var older = new AccessDatabase(
            """
            CREATE TABLE users (name TEXT NOT NULL PRIMARY KEY COLLATE NOCASE, role TEXT NOT NULL, password_hash TEXT NOT NULL, stamp TEXT NOT NULL, created_at TEXT NOT NULL) STRICT;
            INSERT INTO users VALUES ('admin', 'administrator', 'hash', 'stamp', '2025-01-01T00:00:00.0000000+00:00');
            """);

        Assert.Equal(Role.Administrator, Assert.Single(older.Users.All).Roles.Everywhere);
        Assert.Equal("hash", older.Users.Find("admin")!.PasswordHash);
    }
}
