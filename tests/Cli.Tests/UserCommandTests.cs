using System.Text;
using RocketMQ.Cli.Hosting;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>Users and decisions of 5.3: what is sent, and the original's columns of what is answered.</summary>
public sealed class UserCommandTests
{
    private const string Cluster =
        """{"brokerAddrTable":{"a":{"brokerAddrs":{0:"a:10911",1:"a:10921"},"brokerName":"a","cluster":"c"},"b":{"brokerAddrs":{0:"b:10911"},"brokerName":"b","cluster":"c"}},"clusterAddrTable":{"c":["a","b"]}}""";

    private const string Alice = """{"password":"secret1","userStatus":"enable","userType":"Super","username":"alice"}""";
    private const string Bob = """{"password":"secret2","userStatus":"disable","userType":"Normal","username":"bob"}""";

    private const string AliceMay =
        """{"policies":[{"entries":[{"actions":["Pub","Sub"],"decision":"Allow","resource":"Topic:orders","sourceIps":["10.0.0.1"]},{"actions":["All"],"decision":"Deny","resource":"Group:*"}],"policyType":"Custom"}],"subject":"User:alice"}""";

    private readonly MemoryNetwork _network = new();
    private readonly Tooling _tool;
    private readonly List<string> _asked = [];

    public UserCommandTests()
    {
        _tool = new Tooling(_network);
        new FakeServer().On(RequestCode.GetBrokerClusterInfo, Cluster).Listen(_network, "ns:9876");
        Listen("a:10911", Alice, Bob);
        Listen("a:10921", Alice, Bob);
        Listen("b:10911", Alice);
    }

    [Theory]
    [InlineData(
        "createUser -c c -u carol -p secret3 -t Normal", "create user to {0} success.", "3001 username=carol {\"password\":\"secret3\",\"userType\":\"Normal\",\"username\":\"carol\"}")]
    [InlineData(
        "updateUser -c c -u alice -t normal -s disable", "update user to {0} success.", "3002 username=alice {\"userStatus\":\"disable\",\"userType\":\"normal\",\"username\":\"alice\"}")]
    [InlineData("deleteUser -c c -u alice", "delete user to {0} success.", "3003 username=alice ")]
    [InlineData(
        "createAcl -c c -s User:alice -r Topic:a,Group:* -a Pub,Sub -i 10.0.0.1 -d Allow",
        "create acl to {0} success.",
        "3006 subject=User:alice {\"policies\":[{\"entries\":[{\"actions\":[\"Pub\",\"Sub\"],\"decision\":\"Allow\",\"resource\":\"Topic:a\",\"sourceIps\":[\"10.0.0.1\"]},{\"actions\":[\"Pub\",\"Sub\"],\"decision\":\"Allow\",\"resource\":\"Group:*\",\"sourceIps\":[\"10.0.0.1\"]}]}],\"subject\":\"User:alice\"}")]
    [InlineData(
        "updateAcl -c c -s User:alice -r Topic:a -a Any -d deny",
        "update acl to {0} success.",
        "3007 subject=User:alice {\"policies\":[{\"entries\":[{\"actions\":[\"Any\"],\"decision\":\"deny\",\"resource\":\"Topic:a\"}]}],\"subject\":\"User:alice\"}")]
    [InlineData("deleteAcl -c c -s User:alice -r Topic:orders", "delete acl to {0} success.", "3008 resource=Topic:orders,subject=User:alice ")]
    [InlineData("deleteAcl -c c -s User:alice", "delete acl to {0} success.", "3008 subject=User:alice ")]
    public async Task A_change_goes_to_masters_and_slaves_of_a_cluster(string line, string printed, string request)
    {
        Assert.Equal(ExitCodes.Done, await _tool.RunAsync($"{line} -n ns:9876"));

        string[] brokers = ["a:10911", "a:10921", "b:10911"];
        Assert.Equal(brokers.Select(broker => string.Format(System.Globalization.CultureInfo.InvariantCulture, printed, broker)), Lines(_tool.Output));
        Assert.Equal(brokers.Select(broker => $"{broker} {request}"), _asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Users_are_printed_in_the_originals_columns_without_passwords()
    {
        Assert.Equal(ExitCodes.Done, await _tool.RunAsync("listUser -b a:10911 -n ns:9876"));
        Assert.Equal(
            [
                "#UserName         #Password               #UserType               #UserStatus           ",
                "alice             ***                     Super                   enable                ",
                "bob               ***                     Normal                  disable               ",
            ],
            Lines(_tool.Output));

        Assert.Equal(ExitCodes.Done, await _tool.RunAsync("listUser -c c -n ns:9876"));
        Assert.Equal(["get user from a:10911 success.", "get user from b:10911 success."], Lines(_tool.Output)[3..]);

        Assert.Equal(ExitCodes.Done, await _tool.RunAsync("getUser -c c -u alice -n ns:9876"));
        Assert.Equal("alice             ***                     Super                   enable                ", Lines(_tool.Output)[1]);
        Assert.Equal(2, Lines(_tool.Output).Length);

        Assert.Equal(ExitCodes.Done, await _tool.RunAsync("listUser -b a:10911 -n ns:9876 --json"));
        Assert.DoesNotContain("secret", _tool.Output, StringComparison.Ordinal);
        Assert.Contains("\"username\":\"bob\"", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decisions_are_printed_in_the_originals_columns()
    {
        foreach (var line in (string[])["getAcl -b a:10911 -s User:alice", "listAcl -b a:10911"])
        {
            Assert.Equal(ExitCodes.Done, await _tool.RunAsync($"{line} -n ns:9876"));
            Assert.Equal(
                [
                    "#Subject          #PolicyType  #Resource               #Actions              #SourceIp                 #Decision ",
                    "User:alice        Custom      Topic:orders            [Pub, Sub]            [10.0.0.1]                Allow     ",
                    "User:alice        Custom      Group:*                 [All]                 null                      Deny      ",
                ],
                Lines(_tool.Output));
        }
    }

    [Theory]
    [InlineData("getUser -c c -u nobody", "there is no user 'nobody'")]
    [InlineData("getAcl -c c -s User:nobody", "nothing is said about 'User:nobody'")]
    public async Task Nobody_is_a_failure(string line, string complaint)
    {
        Assert.Equal(ExitCodes.Failed, await _tool.RunAsync($"{line} -n ns:9876"));

        Assert.Contains(complaint, Assert.Single(Lines(_tool.Errors)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_are_copied_with_their_passwords_whether_they_are_there_or_not()
    {
        Assert.Equal(ExitCodes.Done, await _tool.RunAsync("copyUser -f a:10911 -t b:10911 -n ns:9876"));

        Assert.Equal(["copy user of alice from a:10911 to b:10911 success.", "copy user of bob from a:10911 to b:10911 success."], Lines(_tool.Output));
        Assert.Equal([$"b:10911 3002 username=alice {Alice}", $"b:10911 3001 username=bob {Bob}"], _asked.Where(asked => asked.Contains("secret", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Decisions_are_copied_and_a_subject_that_the_source_lacks_is_named()
    {
        Assert.Equal(ExitCodes.Done, await _tool.RunAsync("copyAcl -f a:10911 -t b:10911 -s User:alice -n ns:9876"));
        Assert.Equal("copy acl of User:alice from a:10911 to b:10911 success.\n", _tool.Output);
        Assert.Contains($"b:10911 3007 subject=User:alice {AliceMay}", _asked);

        Assert.Equal(ExitCodes.BadUsage, await _tool.RunAsync("copyAcl -f a:10911 -t b:10911 -s User:nobody -n ns:9876"));
        Assert.Contains("User:nobody", _tool.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("createUser -b a:10911 -u carol -p secret3", "a:10911 gets user [carol]")]
    [InlineData("updateUser -b a:10911 -u alice -p secret3 -s disable", "user [alice] on a:10911: password, status enable -> disable")]
    [InlineData("deleteUser -b a:10911 -u bob", "a:10911 loses user [bob] (Normal, disable)")]
    [InlineData("deleteUser -b a:10911 -u nobody", "nothing on a:10911: it has no user [nobody]")]
    [InlineData("updateAcl -b a:10911 -s User:alice -r Topic:orders -a Pub -d Deny", "User:alice on Topic:orders at a:10911: Allow [Pub, Sub] from [10.0.0.1] -> Deny [Pub] from []")]
    [InlineData("createAcl -b a:10911 -s User:bob -r Topic:orders -a Pub -d Allow", "User:bob on Topic:orders at a:10911: nothing -> Allow [Pub] from []")]
    [InlineData("deleteAcl -b a:10911 -s User:alice -r Group:*", "User:alice at a:10911 loses: Group:* Deny [All] from []")]
    public async Task A_dry_run_says_what_would_change_and_keeps_secrets(string line, string change)
    {
        Assert.Equal(ExitCodes.Done, await _tool.RunAsync($"{line} --dry-run -n ns:9876"));

        Assert.Equal($"would change: {change}", Lines(_tool.Output)[^1]);
        Assert.StartsWith("would send AUTH_", _tool.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret3", _tool.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_asked, asked => int.Parse(asked.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) is not (3004 or 3009));
    }

    [Theory]
    [InlineData("updateUser -b a:10911 -u alice", "nothing of user 'alice' is to be changed")]
    [InlineData("updateUser -b a:10911 -u alice -s away", "'away' is no user status; enable, disable are")]
    [InlineData("createAcl -b a:10911 -s User:alice -r Topic:a -a Fly -d Allow", "'Fly' is no action")]
    [InlineData("createAcl -b a:10911 -s User:alice -r Topic:a -a Pub -d Maybe", "'Maybe' is no decision; Allow, Deny are")]
    [InlineData("createAcl -b a:10911 -s User:alice -r , -a Pub -d Allow", "a resource is needed")]
    public async Task What_a_broker_would_ignore_is_refused_before_it_is_sent(string line, string problem)
    {
        Assert.Equal(ExitCodes.BadUsage, await _tool.RunAsync($"{line} -n ns:9876"));

        Assert.Contains(problem, _tool.Errors, StringComparison.Ordinal);
        Assert.Empty(_asked);
    }

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');

    private void Listen(string address, params string[] users)
    {
        var server = new FakeServer();
        foreach (var code in (RequestCode[])[RequestCode.AuthCreateUser, RequestCode.AuthUpdateUser, RequestCode.AuthDeleteUser, RequestCode.AuthCreateAcl, RequestCode.AuthUpdateAcl, RequestCode.AuthDeleteAcl])
            server.On(code, Noted(address, _ => ""));
        server.On(RequestCode.AuthGetUser, Noted(address, request => users.FirstOrDefault(user => user.Contains($"\"{request.ExtFields!["username"]}\"", StringComparison.Ordinal)) ?? ""));
        server.On(RequestCode.AuthListUser, Noted(address, _ => $"[{string.Join(',', users)}]"));
        server.On(RequestCode.AuthGetAcl, Noted(address, request => request.ExtFields!["subject"] == "User:alice" ? AliceMay : ""));
        server.On(RequestCode.AuthListAcl, Noted(address, _ => $"[{AliceMay}]"));
        server.Listen(_network, address);
    }

    private Func<RemotingCommand, Reply> Noted(string address, Func<RemotingCommand, string> answer) => request =>
    {
        var fields = string.Join(',', (request.ExtFields ?? new Dictionary<string, string>()).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));
        lock (_asked)
            _asked.Add($"{address} {request.Code} {fields} {Encoding.UTF8.GetString(request.Body.Span)}");
        return Reply.WithBody(Encoding.UTF8.GetBytes(answer(request)));
    };
}
