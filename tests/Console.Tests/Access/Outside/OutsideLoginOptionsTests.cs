using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Access.Outside;

namespace RocketMQ.ManagementConsole.Tests.Access.Outside;

public sealed class OutsideLoginOptionsTests
{
    private readonly Dictionary<string, string> _environment = new()
    {
        ["CONSOLE_OIDC_ISSUER"] = "https://id.example/realm",
        ["CONSOLE_OIDC_CLIENT_ID"] = "console",
        ["CONSOLE_OIDC_CLIENT_SECRET"] = "hush",
        ["CONSOLE_OIDC_ROLES"] = "cn=admins,dc=example=administrator;dev=operator@dev;dev=viewer@prod;ops=administrator@prod",
    };

    [Fact]
    public void Without_an_issuer_there_is_no_outside_login() => Assert.Null(OutsideLoginOptions.Read(_ => null));

    [Theory]
    [InlineData("dev", "none, dev: operator, prod: viewer")]
    [InlineData("dev,ops", "none, dev: operator, prod: administrator")]
    [InlineData("nobody", "none")]
    public void The_strongest_role_of_all_values_counts(string values, string roles) =>
        Assert.Equal(roles, Read()!.Roles.RolesOf(values.Split(',')).ToString());

    [Fact]
    public void A_value_may_hold_an_equals_sign() =>
        Assert.Equal(Role.Administrator, Read()!.Roles.RolesOf(["cn=admins,dc=example"]).Everywhere);

    [Theory]
    [InlineData("CONSOLE_OIDC_CLIENT_ID", "", "CONSOLE_OIDC_CLIENT_ID is needed")]
    [InlineData("CONSOLE_OIDC_CLIENT_SECRET", "", "CONSOLE_OIDC_CLIENT_SECRET is needed")]
    [InlineData("CONSOLE_OIDC_ROLES", "", "CONSOLE_OIDC_ROLES is needed")]
    [InlineData("CONSOLE_OIDC_ROLES", "dev=boss", "'dev=boss' is no rule")]
    [InlineData("CONSOLE_OIDC_ROLES", "dev=operator@", "'dev=operator@' is no rule")]
    [InlineData("CONSOLE_OIDC_ROLES", "operator", "'operator' is no rule")]
    [InlineData("CONSOLE_OIDC_ISSUER", "http://id.example", "allowed is https://")]
    [InlineData("CONSOLE_OIDC_ISSUER", "id.example", "allowed is https://")]
    public void What_is_missing_or_wrong_is_named(string variable, string value, string problem)
    {
        _environment[variable] = value;

        Assert.Contains(problem, Assert.Throws<UnusableOutsideLoginException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_secret_is_not_in_what_could_be_logged() => Assert.DoesNotContain("hush", Read()!.ToString(), StringComparison.Ordinal);

    private OutsideLoginOptions? Read() => OutsideLoginOptions.Read(name => _environment.GetValueOrDefault(name));
}
