using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.Admin;
using RocketMQ.Admin.Access;
using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.Targets;
using RocketMQ.Admin.Users;
using RocketMQ.ManagementConsole.BrokerAccess;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.BrokerAccess;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.BrokerAccess;

public sealed class AccessPageTests : ConsolePage
{
    private const string Secret = "secret-of-the-broker";

    private readonly Answering<IAccessOperations> _accounts = Answering<IAccessOperations>.Create();
    private readonly Answering<IUserOperations> _users = Answering<IUserOperations>.Create();
    private readonly Answering<IBrokerOperations> _brokers = Answering<IBrokerOperations>.Create();

    public AccessPageTests()
    {
        Authorization.SetAuthorized("admin").SetPolicies("view", "operate", "administer");
        var admin = new FakeAdminClient { AccessFake = _accounts.Object, UserFake = _users.Object, BrokerFake = _brokers.Object };
        Services.GetRequiredService<ClusterConnections>().Put(new FakeCluster(admin, Samples.Snapshot()));
    }

    [Fact]
    public void Accounts_are_listed_by_broker_and_never_with_their_secret()
    {
        _accounts.On(nameof(IAccessOperations.GetAsync), _ => Task.FromResult(Samples.Answer(Config())));

        var page = Show(null);

        page.WaitForAssertion(() => Assert.Contains("client-1", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Contains("broker-a", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("orders=PUB|SUB", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Brokers_that_do_not_know_the_request_are_told_apart_from_those_that_fail()
    {
        _accounts.On(nameof(IAccessOperations.GetAsync), _ => Task.FromResult(Refused<AclConfig>(ResponseCode.RequestCodeNotSupported)));
        _users.On(nameof(IUserOperations.ListAsync), _ => Task.FromResult(Refused<IReadOnlyList<UserInfo>>(ResponseCode.NoPermission)));

        var accounts = Show(null);
        accounts.WaitForAssertion(() => Assert.Contains("do not know this kind of access control", accounts.Markup, StringComparison.Ordinal));
        Assert.Contains("can still be saved by its name", accounts.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(accounts.FindAll("form"));

        var users = Show("users");
        users.WaitForAssertion(() => Assert.Contains("NO_PERMISSION", users.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("No users", users.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("users")]
    [InlineData("policies")]
    public void Brokers_of_5_3_without_a_provider_are_said_to_keep_no_users_and_what_would_make_them(string tab)
    {
        FailingUsers();
        _brokers.On(nameof(IBrokerOperations.GetSettingsAsync), _ => Task.FromResult(Samples.Answer<IReadOnlyDictionary<string, string>>(Settings(("aclEnable", "false")))));

        var page = Show(tab);

        page.WaitForAssertion(() => Assert.Contains("keep no users and policies", page.Markup, StringComparison.Ordinal));
        Assert.Contains("authenticationMetadataProvider", page.Markup, StringComparison.Ordinal);
        Assert.Contains("SYSTEM_ERROR", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Brokers_with_a_provider_that_fail_are_not_said_to_keep_no_users()
    {
        FailingUsers();
        _brokers.On(nameof(IBrokerOperations.GetSettingsAsync), _ => Task.FromResult(Samples.Answer<IReadOnlyDictionary<string, string>>(Settings(
            ("authenticationMetadataProvider", "org.apache.rocketmq.auth.authentication.provider.LocalAuthenticationMetadataProvider")))));

        var page = Show("users");

        page.WaitForAssertion(() => Assert.Contains("SYSTEM_ERROR", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("keep no users", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("users")]
    [InlineData("policies")]
    public void Without_a_master_nobody_is_there_to_ask_and_the_tab_says_so(string tab)
    {
        _users.On(nameof(IUserOperations.ListAsync), _ => Task.FromResult(new PartialResult<IReadOnlyList<UserInfo>>(new Dictionary<string, IReadOnlyList<UserInfo>>(), [])));
        _users.On(nameof(IUserOperations.ListAclsAsync), _ => Task.FromResult(new PartialResult<IReadOnlyList<AclInfo>>(new Dictionary<string, IReadOnlyList<AclInfo>>(), [])));

        var page = Show(tab);

        page.WaitForAssertion(() => Assert.Contains("No master is registered", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public void A_changed_account_needs_its_secret_again_and_the_form_forgets_it()
    {
        PlainAccessConfig? saved = null;
        _accounts.On(nameof(IAccessOperations.GetAsync), _ => Task.FromResult(Samples.Answer(Config())));
        _accounts.On(nameof(IAccessOperations.SaveAsync), arguments =>
        {
            saved = (PlainAccessConfig)arguments[0]!;
            return Task.FromResult(Samples.Answer(default(Done)));
        });
        var page = Show(null);
        page.WaitForElement("tbody tr button").Click();
        Assert.True(page.Find("form button[type=submit]").HasAttribute("disabled"));

        page.Find("form input[type=password]").Input(Secret);
        Assert.DoesNotContain(Secret, page.Find("pre").TextContent, StringComparison.Ordinal);
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("broker-a", page.Find(".outcomes").TextContent, StringComparison.Ordinal));
        Assert.Equal(("client-1", Secret, "orders=PUB|SUB"), (saved!.AccessKey, saved.SecretKey, Assert.Single(saved.TopicPerms!)));
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
        var entry = Assert.Single(Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 10));
        Assert.Equal(("acl-account.save", "client-1", ChangeStatus.Done), (entry.Kind, entry.ObjectName, entry.Status));
        Assert.Contains(entry.Brokers[0].Fields, field => field == new FieldChange("Access.Secret", null, "(new)"));
        Assert.DoesNotContain(Secret, string.Join(' ', entry.Brokers.SelectMany(broker => broker.Fields)) + entry.CommandLine, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_brokers_do_not_tell_afterwards_is_not_called_done()
    {
        IReadOnlyList<UserInfo> users = [new() { Username = "alice", UserType = "Normal", UserStatus = "enable" }];
        _users.On(nameof(IUserOperations.ListAsync), _ => Task.FromResult(Samples.Answer(users)));
        _users.On(nameof(IUserOperations.UpdateAsync), _ => Task.FromResult(Samples.Answer(default(Done))));
        var page = Show("users");

        page.WaitForElement("tbody tr button").Click();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".outcomes")));
        var entry = Assert.Single(Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 10));
        Assert.Equal(("acl-user.save", "alice", ChangeStatus.NotVisible), (entry.Kind, entry.ObjectName, entry.Status));
        Assert.Equal(new FieldChange("Access.Status", "enable", "disable"), Assert.Single(entry.Brokers[0].Fields));
        Assert.Equal("mqadmin updateUser -c DefaultCluster -u alice -s disable", entry.CommandLine);
    }

    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("orders=PUB, pay=READ", "pay=READ")]
    [InlineData("=PUB", "=PUB")]
    [InlineData("orders=PUB|SUB, pay=DENY", null)]
    public void A_permission_that_brokers_do_not_know_is_named(string topics, string? wrong) =>
        Assert.Equal(wrong, new AccountDraft { Name = "a", Secret = "s", Topics = topics }.WrongEntry);

    [Fact]
    public void Who_has_a_policy_already_gets_it_changed_others_get_one_made()
    {
        IReadOnlyList<AclInfo> acls = [new() { Subject = "User:alice", Policies = [new AclPolicy { Entries = [new AclPolicyEntry { Resource = "Topic:orders", Actions = ["Pub"], Decision = "Allow" }] }] }];
        List<string> calls = [];
        _users.On(nameof(IUserOperations.ListAclsAsync), _ => Task.FromResult(Samples.Answer(acls)));
        _users.On(nameof(IUserOperations.CreateAclAsync), arguments => Note("create", arguments));
        _users.On(nameof(IUserOperations.UpdateAclAsync), arguments => Note("update", arguments));
        var page = Show("policies");
        page.WaitForAssertion(() => Assert.Contains("Topic:orders", page.Find("tbody tr").TextContent, StringComparison.Ordinal));

        Save("User:alice");
        Save("User:bob");

        Assert.Equal(["update User:alice Topic:pay Sub,Pub Allow", "create User:bob Topic:pay Sub,Pub Allow"], calls);

        void Save(string subject)
        {
            page.FindAll("form input")[0].Input(subject);
            page.FindAll("form input")[1].Input("Topic:pay");
            page.FindAll("form input")[2].Input("Sub, Pub");
            page.Find("form").Submit();
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".outcomes")));
        }

        Task<PartialResult<Done>> Note(string what, object?[] arguments)
        {
            var acl = (AclInfo)arguments[0]!;
            var entry = acl.Policies[0].Entries[0];
            calls.Add($"{what} {acl.Subject} {entry.Resource} {string.Join(',', entry.Actions!)} {entry.Decision}");
            return Task.FromResult(Samples.Answer(default(Done)));
        }
    }

    [Fact]
    public void An_existing_user_can_be_switched_off_and_keeps_the_secret()
    {
        IReadOnlyList<UserInfo> users = [new() { Username = "alice", UserType = "Normal", UserStatus = "enable", Password = Secret }];
        UserInfo? changed = null;
        _users.On(nameof(IUserOperations.ListAsync), _ => Task.FromResult(Samples.Answer(users)));
        _users.On(nameof(IUserOperations.UpdateAsync), arguments =>
        {
            changed = (UserInfo)arguments[0]!;
            return Task.FromResult(Samples.Answer(default(Done)));
        });
        var page = Show("users");

        page.WaitForElement("tbody tr button").Click();

        page.WaitForAssertion(() => Assert.Equal(new UserInfo { Username = "alice", UserStatus = "disable" }, changed));
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
    }

    private static AclConfig Config() => new()
    {
        PlainAccessConfigs = [new PlainAccessConfig { AccessKey = "client-1", SecretKey = Secret, TopicPerms = ["orders=PUB|SUB"], DefaultTopicPerm = "DENY", DefaultGroupPerm = "SUB" }],
    };

    private void FailingUsers()
    {
        _users.On(nameof(IUserOperations.ListAsync), _ => Task.FromResult(Refused<IReadOnlyList<UserInfo>>(ResponseCode.SystemError)));
        _users.On(nameof(IUserOperations.ListAclsAsync), _ => Task.FromResult(Refused<IReadOnlyList<AclInfo>>(ResponseCode.SystemError)));
    }

    private static Dictionary<string, string> Settings(params (string Key, string Value)[] settings) => settings.ToDictionary(pair => pair.Key, pair => pair.Value);

    private static PartialResult<T> Refused<T>(ResponseCode code) =>
        new(new Dictionary<string, T>(), [new RocketMQ.Admin.Targets.TargetFailure(Samples.AddressA, new AdminException(code, Samples.AddressA, "REQUEST", "no"))]);

    private IRenderedComponent<AccessPage> Show(string? tab) => Render<AccessPage>(parameters => parameters.Add(page => page.ClusterName, "dev").Add(page => page.Tab, tab));
}
