using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Users;
using RocketMQ.ManagementConsole.Tests.Access;

namespace RocketMQ.ManagementConsole.Tests.Users;

public sealed class UserPageTests : ConsolePage
{
    private readonly AccessDatabase _data;

    public UserPageTests()
        : this(new AccessDatabase())
    {
    }

    private UserPageTests(AccessDatabase data)
        : base(services => services.AddSingleton(data.Users).AddSingleton(data.Sessions).AddSingleton(data.Passwords).AddSingleton(data.Administration)
            .AddSingleton<LoginAttempts>().AddSingleton<LoginService>().AddScoped<AccountWrites>())
    {
        _data = data;
        Authorization.SetAuthorized("root").SetPolicies("view", "operate", "administer", "manage-console");
        _data.Users.TryAdd(new User("root", _data.Passwords.Hash("x"), UserRoles.For(Role.Administrator)));
        Services.GetRequiredService<ClusterDirectory>().Put(new ClusterInfo("dev"));
    }

    [Fact]
    public void A_new_user_is_shown_with_a_password_that_no_later_page_shows()
    {
        var page = Render<UserNewPage>();
        Assert.Contains("sees no cluster", page.Markup, StringComparison.Ordinal);
        page.Find("input").Input("ann");
        page.FindAll("select")[1].Change("operator");
        page.Find("form").Submit();

        var password = page.Find(".notice .copy .mono").TextContent;
        Assert.True(_data.Passwords.Verify(_data.Users.Find("ann"), password));
        Assert.Equal("none, dev: operator", _data.Users.Find("ann")!.Roles.ToString());
        Assert.DoesNotContain(password, Show("ann").Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root", "There is a user root already.")]
    [InlineData("a b", null)]
    public void A_name_that_cannot_be_is_refused_with_the_reason(string name, string? reason)
    {
        var page = Render<UserNewPage>();
        page.Find("input").Input(name);
        Assert.Equal(reason is null, page.Find("button[type=submit]").HasAttribute("disabled"));
        page.Find("form").Submit();

        Assert.Contains(reason ?? "cannot be a user name", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Single(_data.Users.All);
    }

    [Fact]
    public void The_last_administrator_keeps_the_role_and_the_page_says_why()
    {
        var page = Show("root");
        page.FindAll("select")[0].Change("viewer");
        page.FindAll("button").Single(button => button.TextContent == "Save roles").Click();

        Assert.Contains("last local administrator", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal(Role.Administrator, _data.Users.Find("root")!.Roles.Everywhere);
        Assert.Equal("administrator", page.FindAll("select")[0].GetAttribute("value"));
    }

    [Fact]
    public void Accounts_of_a_provider_show_roles_that_cannot_be_changed_here()
    {
        _data.Users.TryAdd(new User("out", "", UserRoles.For(Role.Viewer)) { Outside = new OutsideIdentity("https://id.example/", "1") });

        var page = Show("out");

        Assert.Contains("https://id.example/", page.Markup, StringComparison.Ordinal);
        Assert.All(page.FindAll("select"), select => Assert.True(select.HasAttribute("disabled")));
        Assert.DoesNotContain("Reset password", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_who_does_not_exist_is_told()
    {
        Assert.Contains("There is no user nobody.", Show("nobody").Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_follows_changes_and_tells_states()
    {
        var page = Render<UsersPage>();
        Assert.Single(page.FindAll("tbody tr"));

        _data.Administration.Create("ann", UserRoles.Nothing.With("dev", Role.Viewer));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Contains("Has to change password", page.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        _data.Administration.SetDisabled("ann", true);
        page.WaitForAssertion(() => Assert.Contains("Disabled", page.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _data.Dispose();
    }

    private IRenderedComponent<UserPage> Show(string name) => Render<UserPage>(parameters => parameters.Add(page => page.Name, name));
}
