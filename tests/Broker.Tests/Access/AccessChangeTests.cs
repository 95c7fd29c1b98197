using System.Text.Json;
using RocketMQ.Broker.Config;
using RocketMQ.Remoting.Access;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Testing;
using static RocketMQ.Broker.Tests.Access.AccessBroker;

namespace RocketMQ.Broker.Tests.Access;

/// <summary>Rules that change while a broker runs: by an editor, over the wire, over a restart.</summary>
public sealed class AccessChangeTests
{
    [Fact]
    public async Task An_edited_file_counts_after_the_next_look_and_not_before()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect(Application);
        AssertRefused("No default permission for topic:ReadOnly", await client.SendAsync("ReadOnly", "m"));

        Write(broker.File, Shipped.Replace("ReadOnly=SUB", "ReadOnly=PUB|SUB", StringComparison.Ordinal));
        AssertRefused("No default permission for topic:ReadOnly", await client.SendAsync("ReadOnly", "m"));
        broker.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ResponseCode.Success, (await client.SendAsync("ReadOnly", "m")).ResponseCode);

        broker.Edit(Shipped.Replace("87654321", "other secret", StringComparison.Ordinal));
        AssertRefused("Check signature failed", await client.SendAsync("Orders", "m"));
    }

    [Fact]
    public async Task A_broken_file_keeps_the_rules_of_before_and_is_told_once_with_its_place()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect(Application);

        broker.Edit(Shipped.Replace("Orders=PUB|SUB", "Orders=EVERYTHING", StringComparison.Ordinal));
        Assert.Equal(ResponseCode.Success, (await client.SendAsync("Orders", "m")).ResponseCode);
        AssertRefused("No accessKey is configured", await Unsigned(broker));
        broker.Time.Advance(TimeSpan.FromSeconds(60));

        var told = Assert.Single(broker.Log.Lines, line => line.StartsWith("Access control keeps the rules of before", StringComparison.Ordinal));
        Assert.Contains($"{broker.File} line 10, column 5: 'Orders=EVERYTHING' in topicPerms: NAME= and DENY, PUB, SUB or PUB|SUB are allowed", told, StringComparison.Ordinal);
        broker.Edit(Shipped.Replace("Orders=PUB|SUB", "Orders=SUB", StringComparison.Ordinal));
        AssertRefused("No default permission for topic:Orders; PUB is needed, accessKey=application has SUB", await client.SendAsync("Orders", "m"));
    }

    [Fact]
    public async Task Files_of_the_folder_count_too_and_may_come_and_go()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect(new AccessKeys("another", "12345678"));
        var more = Path.Combine(Path.GetDirectoryName(broker.File)!, "acl", "team", "more.yaml");
        AssertRefused("No acl config for another", await client.SendAsync("Orders", "m"));

        broker.Edit("accounts: [{accessKey: another, secretKey: 12345678, defaultTopicPerm: PUB}]", more);
        Assert.Equal(ResponseCode.Success, (await client.SendAsync("Orders", "m")).ResponseCode);
        broker.Edit("accounts: [{accessKey: not read, secretKey: 12345678}]", Path.Combine(Path.GetDirectoryName(broker.File)!, "acl", "tools.yml"));
        Assert.Null(broker.Broker.Server.Node.Access!.Rules.Find("not read"));
        System.IO.File.Delete(more);
        broker.Time.Advance(TimeSpan.FromSeconds(5));
        AssertRefused("No acl config for another", await client.SendAsync("Orders", "m"));
    }

    [Fact]
    public async Task Accounts_made_over_the_wire_count_at_once_and_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        var made = new AccessKeys("newAccount", "newSecret1");
        await using (var broker = await StartAsync(folder: folder))
        {
            await using var admin = broker.Connect(Administrator);
            await using var client = broker.Connect(made);
            AssertRefused("No acl config for newAccount", await client.SendAsync("CapTopic", "m"));
            await PutAsync(admin, "CapTopic=PUB|SUB");
            Assert.Equal(ResponseCode.Success, (await client.SendAsync("CapTopic", "m")).ResponseCode);
            await PutAsync(admin, "CapTopic=SUB");
            AssertRefused("No default permission for topic:CapTopic; PUB is needed, accessKey=newAccount has SUB", await client.SendAsync("CapTopic", "m"));
            Assert.Equal(2, broker.Broker.Server.Node.Access!.Rules.Files[0].Version.Counter);
        }

        await using var again = await StartAsync(folder: folder);
        await using var back = again.Connect(made);
        await using var other = again.Connect(Administrator);
        AssertRefused("No default permission for topic:CapTopic; PUB is needed, accessKey=newAccount has SUB", await back.SendAsync("CapTopic", "m"));
        Assert.Equal(ResponseCode.Success, (await other.CallAsync(RequestCode.DeleteAclConfig, new DeleteAclConfigRequestHeader { AccessKey = "newAccount" })).ResponseCode);
        AssertRefused("No acl config for newAccount", await back.SendAsync("CapTopic", "m"));
        Assert.Equal(3, again.Broker.Server.Node.Access!.Rules.Files[0].Version.Counter);
        Assert.Contains("application", await System.IO.File.ReadAllTextAsync(again.File), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(System.IO.File.GetUnixFileMode(again.File), System.IO.File.GetUnixFileMode(again.File + ".bak"));
    }

    [Fact]
    public async Task An_account_of_another_file_is_changed_there()
    {
        await using var broker = await StartAsync();
        var more = Path.Combine(Path.GetDirectoryName(broker.File)!, "acl", "more.yml");
        broker.Edit("accounts: [{accessKey: newAccount, secretKey: 12345678}]", more);
        await using var admin = broker.Connect(Administrator);

        await PutAsync(admin, "CapTopic=PUB");

        Assert.Contains("- CapTopic=PUB", await System.IO.File.ReadAllTextAsync(more), StringComparison.Ordinal);
        Assert.Equal(Shipped, await System.IO.File.ReadAllTextAsync(broker.File));
    }

    [Theory]
    [InlineData("short", "12345678", null, null, null, "The accessKey=short and its secretKey must have more than 6 characters; they have 5 and 8")]
    [InlineData("account", "123456", null, null, null, "they have 7 and 6")]
    [InlineData("account", "12345678", "ANY", null, null, "defaultTopicPerm is 'ANY'; DENY, PUB, SUB or PUB|SUB is allowed")]
    [InlineData("account", "12345678", null, "T=PUB,U", null, "'U' in topicPerms: NAME= and DENY, PUB, SUB or PUB|SUB are allowed")]
    [InlineData("account", "12345678", null, null, "10.0.0.0/8", "'10.0.0.0/8' in whiteRemoteAddress is no pattern of addresses; an address, 192.168.0.*")]
    public async Task An_account_that_could_not_be_used_is_refused(string name, string secret, string? topics, string? topicPerms, string? white, string problem)
    {
        await using var broker = await StartAsync();
        await using var admin = broker.Connect(Administrator);

        var answer = await admin.CallAsync(
            RequestCode.UpdateAndCreateAclConfig,
            new CreateAclConfigRequestHeader { AccessKey = name, SecretKey = secret, DefaultTopicPerm = topics, TopicPerms = topicPerms, WhiteRemoteAddress = white });

        Assert.Equal(ResponseCode.UpdateAndCreateAclConfigFailed, answer.ResponseCode);
        Assert.Contains(problem, answer.Remark, StringComparison.Ordinal);
        Assert.Equal(Shipped, await System.IO.File.ReadAllTextAsync(broker.File));
    }

    [Fact]
    public async Task White_addresses_are_replaced_over_the_wire_in_access_files_only()
    {
        await using var broker = await StartAsync();
        await using var admin = broker.Connect(Administrator);
        await using var nameless = broker.Connect(null);

        var outside = await SetWhiteAsync(admin, "127.0.0.1", Path.Combine(broker.Broker.Folder["store"], "config", "topics.json"));
        var wrong = await SetWhiteAsync(admin, "127.0.0.1,nowhere");
        AssertRefused("No accessKey is configured", await nameless.SendAsync("Orders", "m"));
        var done = await SetWhiteAsync(admin, "10.0.0.1,127.0.0.1", broker.File);

        Assert.Equal(ResponseCode.UpdateGlobalWhiteAddrsConfigFailed, outside.ResponseCode);
        Assert.Contains($"is no access file; {broker.File} are", outside.Remark, StringComparison.Ordinal);
        Assert.Equal(ResponseCode.UpdateGlobalWhiteAddrsConfigFailed, wrong.ResponseCode);
        Assert.Contains("'nowhere' in globalWhiteAddrs", wrong.Remark, StringComparison.Ordinal);
        Assert.Equal(ResponseCode.Success, done.ResponseCode);
        Assert.Equal(ResponseCode.Success, (await nameless.SendAsync("Orders", "m")).ResponseCode);
        await SetWhiteAsync(admin, "10.0.0.1");
        AssertRefused("No accessKey is configured", await nameless.SendAsync("Orders", "m"));
    }

    [Fact]
    public async Task Unknown_accounts_can_not_be_deleted_and_broken_files_not_changed()
    {
        await using var broker = await StartAsync();
        await using var admin = broker.Connect(Administrator);

        var unknown = await admin.CallAsync(RequestCode.DeleteAclConfig, new DeleteAclConfigRequestHeader { AccessKey = "nobody" });
        Write(broker.File, "accounts: [");
        var broken = await admin.CallAsync(RequestCode.DeleteAclConfig, new DeleteAclConfigRequestHeader { AccessKey = "application" });

        Assert.Equal(
            (ResponseCode.DeleteAclConfigFailed, "The accesskey[nobody] corresponding to accessConfig has been deleted failed. There is no such account"),
            (unknown.ResponseCode, unknown.Remark));
        Assert.Equal(ResponseCode.DeleteAclConfigFailed, broken.ResponseCode);
        Assert.Contains("this is no YAML", broken.Remark, StringComparison.Ordinal);
        Assert.Equal("accounts: [", await System.IO.File.ReadAllTextAsync(broker.File));
    }

    [Fact]
    public async Task The_versions_of_all_files_are_told()
    {
        await using var broker = await StartAsync();
        await using var admin = broker.Connect(Administrator);
        await PutAsync(admin, "CapTopic=PUB");

        var answer = (await admin.CallAsync(RequestCode.GetBrokerClusterAclInfo)).ReadHeader<GetBrokerAclConfigResponseHeader>();

        Assert.Equal(("broker-acl", TestBroker.Address, "DefaultCluster"), (answer.BrokerName, answer.BrokerAddr, answer.ClusterName));
        Assert.Equal($$"""{"counter":1,"timestamp":{{broker.Time.GetUtcNow().ToUnixTimeMilliseconds()}}}""", answer.Version);
        Assert.Equal(answer.Version, JsonDocument.Parse(answer.AllAclFileVersion!).RootElement.GetProperty(broker.File).GetRawText());
    }

    [Fact]
    public async Task Accounts_are_told_to_administrators_and_never_with_secrets()
    {
        await using var broker = await StartAsync();
        await using var admin = broker.Connect(Administrator);
        await using var application = broker.Connect(AccessBroker.Application);
        await admin.CallAsync(RequestCode.UpdateGlobalWhiteAddrsConfig, new UpdateGlobalWhiteAddrsRequestHeader { GlobalWhiteAddrs = "10.1.1.*,10.2.2.2" });

        var answer = await admin.CallAsync(RequestCode.GetBrokerClusterAclConfig);
        var refused = await application.CallAsync(RequestCode.GetBrokerClusterAclConfig);

        Assert.Equal(
            """{"globalWhiteAddrs":["10.1.1.*","10.2.2.2"],"plainAccessConfigs":[{"accessKey":"administrator","admin":true,"defaultGroupPerm":"DENY","defaultTopicPerm":"DENY","groupPerms":[],"topicPerms":[]},{"accessKey":"application","admin":false,"defaultGroupPerm":"DENY","defaultTopicPerm":"DENY","groupPerms":["CG=SUB","NotCG=PUB"],"topicPerms":["Orders=PUB|SUB","ReadOnly=SUB","WriteOnly=PUB","Secret=DENY"]}]}""",
            System.Text.Encoding.UTF8.GetString(answer.Body.Span));
        AccessBroker.AssertRefused("Need admin permission", refused);
    }

    [Fact]
    public async Task Where_access_is_not_controlled_the_requests_about_it_say_so()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        const string Off = "access control is off on this broker; it needs aclEnable=true and a restart";

        var put = await client.CallAsync(RequestCode.UpdateAndCreateAclConfig, new CreateAclConfigRequestHeader { AccessKey = "account", SecretKey = "12345678" });
        var remove = await client.CallAsync(RequestCode.DeleteAclConfig, new DeleteAclConfigRequestHeader { AccessKey = "account" });
        var white = await client.CallAsync(RequestCode.UpdateGlobalWhiteAddrsConfig, new UpdateGlobalWhiteAddrsRequestHeader { GlobalWhiteAddrs = "*" });
        var version = await client.CallAsync(RequestCode.GetBrokerClusterAclInfo);
        var accounts = await client.CallAsync(RequestCode.GetBrokerClusterAclConfig);

        Assert.Equal(
            [
                (ResponseCode.UpdateAndCreateAclConfigFailed, Off), (ResponseCode.DeleteAclConfigFailed, Off),
                (ResponseCode.UpdateGlobalWhiteAddrsConfigFailed, Off), (ResponseCode.SystemError, Off), (ResponseCode.SystemError, Off),
            ],
            new[] { put, remove, white, version, accounts }.Select(answer => (answer.ResponseCode, answer.Remark!)));
    }

    [Fact]
    public async Task A_broker_does_not_start_with_rules_that_it_can_not_read()
    {
        using var folder = new TemporaryFolder();
        Write(PathIn(folder), "accounts:\n- accessKey: account\n");

        var broken = await Assert.ThrowsAsync<ServerStartException>(() => StartAsync(folder: folder));
        var homeless = await Assert.ThrowsAsync<ServerStartException>(() => TestBroker.StartAsync(new() { ["aclEnable"] = "true" }, folder));

        Assert.StartsWith($"aclEnable=true: {PathIn(folder)} line 2, column 3: secretKey is missing", broken.Message, StringComparison.Ordinal);
        Assert.Contains("aclEnable=true needs rocketmqHome", homeless.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_without_any_account_says_that_nobody_can_come_in()
    {
        await using var broker = await StartAsync("accounts: []");

        Assert.Contains(broker.Log.Lines, line => line.StartsWith("Access control is on and there is neither an account nor a white address", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1", "false", false)]
    [InlineData("::1", "false", false)]
    [InlineData("0.0.0.0", "true", false)]
    [InlineData("0.0.0.0", "false", true)]
    [InlineData("192.0.2.7", "false", true)]
    [InlineData("::", "false", true)]
    public void Other_addresses_than_loopback_without_access_control_are_warned_of(string bindAddress, string aclEnable, bool warned)
    {
        var (configuration, errors, _) = ServerConfiguration.Load(
            BrokerCatalog.Create(), new Dictionary<string, string> { ["bindAddress"] = bindAddress, ["aclEnable"] = aclEnable });
        Assert.Empty(errors);

        var warnings = BrokerStartConfiguration.Warnings(configuration);

        Assert.Equal(warned ? [$"no access control: everybody who reaches {bindAddress} may read, send and delete. Set aclEnable=true, or bindAddress=127.0.0.1"] : [], warnings);
    }

    [Fact]
    public async Task The_warning_stands_in_the_log_and_before_the_line_that_says_ready()
    {
        var log = new RecordedLog();
        await using var broker = await TestBroker.StartAsync(new() { ["bindAddress"] = "0.0.0.0" }, loggers: log);

        Assert.Contains(log.Lines, line => line.StartsWith("no access control: everybody who reaches 0.0.0.0", StringComparison.Ordinal));
        Assert.Equal(Assert.Single(broker.Server.Warnings), Assert.Single(log.Lines, line => line.StartsWith("no access control", StringComparison.Ordinal)));
    }

    private static async Task<Remoting.Wire.RemotingCommand> Unsigned(AccessBroker broker)
    {
        await using var client = broker.Connect(null);
        return await client.SendAsync("Orders", "m");
    }

    private static async Task PutAsync(TestClient admin, string topicPerms) => Assert.Equal(ResponseCode.Success, (await admin.CallAsync(
        RequestCode.UpdateAndCreateAclConfig,
        new CreateAclConfigRequestHeader { AccessKey = "newAccount", SecretKey = "newSecret1", Admin = false, TopicPerms = topicPerms })).ResponseCode);

    private static Task<Remoting.Wire.RemotingCommand> SetWhiteAsync(TestClient admin, string addresses, string? file = null) => admin.CallAsync(
        RequestCode.UpdateGlobalWhiteAddrsConfig, new UpdateGlobalWhiteAddrsRequestHeader { GlobalWhiteAddrs = addresses, AclFileFullPath = file });
}
