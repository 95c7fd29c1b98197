using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using RocketMQ.Broker.Access;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Tests.Access;

public sealed class AccessFileTests
{
    private static readonly Action<AccessFileEditor>[] Steps =
    [
        editor => editor.Put(new CreateAclConfigRequestHeader
        {
            AccessKey = "newAccount", SecretKey = "newSecret1", Admin = false, DefaultTopicPerm = "DENY", DefaultGroupPerm = "SUB", TopicPerms = "CapTopic=PUB|SUB,Other=SUB",
        }),
        editor => editor.Put(new CreateAclConfigRequestHeader { AccessKey = "RocketMQ", SecretKey = "87654321", WhiteRemoteAddress = "*", Admin = false, GroupPerms = "groupC=SUB" }),
        editor => editor.Put(new CreateAclConfigRequestHeader
        {
            AccessKey = "20261122", SecretKey = "0x1234567", WhiteRemoteAddress = "10.1.2.3", Admin = true, DefaultTopicPerm = "PUB|SUB",
        }),
        editor => editor.SetWhiteAddresses("10.0.0.1,10.0.*.*"),
        editor => editor.Remove("newAccount"),
    ];

    /// <summary>The files are what the original's broker made of the one before when its mqadmin asked for the same.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_changed_file_is_written_byte_for_byte_as_the_original_writes_it(int step)
    {
        var expected = Recorded(step);
        var timestamp = long.Parse(Regex.Match(expected, "timestamp: ([0-9]+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        var editor = new AccessFileEditor("plain_acl.yml", Recorded(step - 1));

        Steps[step - 1](editor);

        Assert.Equal(expected, editor.Write(new DataVersion { Counter = step, Timestamp = timestamp }));
    }

    [Fact]
    public void A_file_says_who_may_do_what()
    {
        var rules = new AccessRules([AccessFileReader.Read("plain_acl.yml", Recorded(0), 5)]);

        Assert.True(rules.Trusts(IPAddress.Parse("10.10.103.7")));
        Assert.True(rules.Trusts(IPAddress.Parse("192.168.0.7")));
        Assert.False(rules.Trusts(IPAddress.Parse("192.168.1.7")));
        var account = rules.Find("RocketMQ")!;
        Assert.False(account.IsAdmin || account.IsUnlimited);
        Assert.Equal(
            [Rights.Deny, Rights.Pub | Rights.Sub, Rights.Sub, Rights.Deny],
            new[] { "topicA", "topicB", "topicC", "other" }.Select(topic => account.OfTopic(Encoding.UTF8.GetBytes(topic))));
        Assert.Equal(
            [Rights.Deny, Rights.Pub | Rights.Sub, Rights.Sub],
            new[] { "groupA", "groupB", "other" }.Select(group => account.OfGroup(Encoding.UTF8.GetBytes(group))));
        Assert.False(account.Trusts(IPAddress.Parse("192.168.1.7")));
        var admin = rules.Find("rocketmq2"u8)!;
        Assert.True(admin.IsAdmin && admin.IsUnlimited);
        Assert.True(admin.Trusts(IPAddress.Parse("192.168.1.7")));
        Assert.Null(rules.Find("nobody"));
        Assert.Equal(new DataVersion { Counter = 0, Timestamp = 5 }, rules.Files[0].Version);
        Assert.Equal(new DataVersion { Counter = 5, Timestamp = 1795730898812 }, AccessFileReader.Read("plain_acl.yml", Recorded(5), 5).Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("accounts:\nglobalWhiteRemoteAddresses: null\n")]
    [InlineData("accounts: []\n")]
    public void A_file_may_say_nothing(string text)
    {
        var file = AccessFileReader.Read("plain_acl.yml", text, 5);

        Assert.Empty(file.Accounts);
        Assert.Empty(file.White);
    }

    [Theory]
    [InlineData("accounts:\n  - accessKey: 'x", "line 2, column 16: this is no YAML")]
    [InlineData("accounts: {a: b, a: c}", "this is no YAML")]
    [InlineData("- a\n- b", "line 1, column 1: globalWhiteRemoteAddresses, accounts, dataVersion are expected at the top")]
    [InlineData("accounts: none", "line 1, column 11: accounts is a list; each of its lines begins with '- '")]
    [InlineData("accounts:\n- none", "line 2, column 3: an account with accessKey, secretKey")]
    [InlineData("accounts:\n- secretKey: 12345678", "line 2, column 3: accessKey is missing in this account")]
    [InlineData("accounts:\n- accessKey: account", "line 2, column 3: secretKey is missing in this account")]
    [InlineData("accounts:\n- accessKey: short\n  secretKey: 12345678", "line 2, column 14: accessKey has 5 characters; more than 6 are needed")]
    [InlineData("accounts:\n- accessKey: account\n  secretKey: 123456", "line 3, column 14: secretKey has 6 characters; more than 6 are needed")]
    [InlineData("accounts:\n- accessKey: account\n  secretKey: 12345678\n  admin: maybe", "line 4, column 10: admin is 'maybe'; true or false is allowed")]
    [InlineData("accounts:\n- accessKey: account\n  secretKey: 12345678\n  defaultTopicPerm: ANY", "line 4, column 21: defaultTopicPerm is 'ANY'; DENY, PUB, SUB or PUB|SUB is allowed")]
    [InlineData("accounts:\n- accessKey: account\n  secretKey: 12345678\n  topicPerms:\n  - a=PUB\n  - b", "line 6, column 5: 'b' in topicPerms: NAME= and DENY, PUB, SUB or PUB|SUB are allowed")]
    [InlineData("accounts:\n- accessKey: account\n  secretKey: 12345678\n  groupPerms:\n  - a=READ", "line 5, column 5: 'a=READ' in groupPerms")]
    [InlineData("accounts:\n- accessKey: account\n  secretKey: 12345678\n  whiteRemoteAddress: 10.0.0.0/8", "line 4, column 23: '10.0.0.0/8' is no pattern of addresses; an address, 192.168.0.*")]
    [InlineData("globalWhiteRemoteAddresses:\n- 1.2.3", "line 2, column 3: '1.2.3' is no pattern of addresses")]
    [InlineData("globalWhiteRemoteAddresses:\n- [1, 2]", "line 2, column 3: a text is expected here")]
    [InlineData("dataVersion:\n- counter: many", "line 2, column 12: counter is 'many'; a whole number is allowed")]
    public void A_broken_file_is_refused_with_the_place_and_with_what_is_allowed(string text, string problem)
    {
        var refusal = Assert.Throws<AccessFileException>(() => AccessFileReader.Read("plain_acl.yml", text, 5)).Message;

        Assert.StartsWith("plain_acl.yml line ", refusal, StringComparison.Ordinal);
        Assert.Contains(problem, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_effect_is_told()
    {
        var file = AccessFileReader.Read(
            "plain_acl.yml",
            "account: x\naccounts:\n- accessKey: account\n  secretKey: 12345678\n  topicPerm: [a=PUB]\n- accessKey: account\n  secretKey: 87654321\n",
            5);

        Assert.Collection(
            file.Warnings,
            warning => Assert.StartsWith("plain_acl.yml line 1, column 1: 'account' has no effect", warning, StringComparison.Ordinal),
            warning => Assert.StartsWith("plain_acl.yml line 5, column 3: 'topicPerm' has no effect", warning, StringComparison.Ordinal),
            warning => Assert.Equal("plain_acl.yml: account 'account' is there 2 times; the first counts", warning));
        Assert.Equal("12345678", new AccessRules([file]).Files[0].Accounts[0].SecretKey);
    }

    [Theory]
    [InlineData("12345678")]
    [InlineData("1.5e3")]
    [InlineData("0x1F2E3D")]
    [InlineData("2026-11-22")]
    [InlineData("12:30:45")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("it's # secret")]
    [InlineData("key: value")]
    [InlineData("- item")]
    [InlineData("*star")]
    [InlineData(" spaces around ")]
    [InlineData("[a]")]
    [InlineData("中文")]
    public void Whatever_a_text_is_it_is_read_as_it_was_written(string text)
    {
        var editor = new AccessFileEditor("plain_acl.yml", "");
        editor.Put(new CreateAclConfigRequestHeader { AccessKey = "account", SecretKey = "secret" + text, TopicPerms = $"{text}=PUB".Replace(",", "", StringComparison.Ordinal) });
        editor.Put(new CreateAclConfigRequestHeader { AccessKey = text + "account", SecretKey = text + "1234567" });

        var written = editor.Write(new DataVersion());
        var again = new AccessFileEditor("plain_acl.yml", written).Write(new DataVersion());

        Assert.Equal(written, again);
        var accounts = AccessFileReader.Read("plain_acl.yml", written, 0).Accounts;
        Assert.Equal(["secret" + text, text + "1234567"], accounts.Select(account => account.SecretKey));
        Assert.Equal(text + "account", accounts[1].AccessKey);
        Assert.Equal(text.Trim(), Assert.Single(accounts[0].TopicPerms).Key);
    }

    private static string Recorded(int step) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "acl", $"step{step}.yml"));
}
