using System.Text;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.NameServer.Tests;

public class KeyValueTests
{
    [Fact]
    public async Task A_value_is_set_read_and_removed_and_its_namespace_stays()
    {
        await using var server = new RunningNameServer();
        await PutAsync(server, "N", "k", "v");
        Assert.Equal("v", (await GetAsync(server, "N", "k")).ExtFields!["value"]);
        Assert.Equal("""{"table":{"k":"v"}}""", await ListAsync(server, "N"));

        var header = new DeleteKvConfigRequestHeader { Namespace = "N", Key = "k" };
        Assert.Equal(ResponseCode.Success, (await server.CallAsync(RequestCode.DeleteKvConfig, header)).ResponseCode);
        Assert.Equal(ResponseCode.Success, (await server.CallAsync(RequestCode.DeleteKvConfig, header)).ResponseCode);

        var gone = await GetAsync(server, "N", "k");
        Assert.Equal((ResponseCode.QueryNotFound, "No config item, Namespace: N Key: k"), (gone.ResponseCode, gone.Remark));
        Assert.Equal("""{"table":{}}""", await ListAsync(server, "N"));
    }

    [Fact]
    public async Task An_unknown_namespace_is_not_found()
    {
        await using var server = new RunningNameServer();

        Assert.Equal(ResponseCode.QueryNotFound, (await server.CallAsync(RequestCode.GetKvListByNamespace, new GetKvListByNamespaceRequestHeader { Namespace = "x" })).ResponseCode);
    }

    [Fact]
    public async Task An_empty_namespace_or_key_is_refused()
    {
        await using var server = new RunningNameServer();

        Assert.Contains("namespace", (await PutAsync(server, "", "k", "v", ResponseCode.SystemError)).Remark, StringComparison.Ordinal);
        Assert.Contains("key", (await PutAsync(server, "N", " ", "v", ResponseCode.SystemError)).Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_survive_a_restart_in_the_original_s_file()
    {
        using var folder = new TemporaryFolder();
        await using (var server = new RunningNameServer(folder.Path))
        {
            await PutAsync(server, "N", "k", "old");
            await PutAsync(server, "N", "k", "值");
        }

        Assert.Equal("{\n\t\"configTable\":{\n\t\t\"N\":{\n\t\t\t\"k\":\"值\"\n\t\t}\n\t}\n}", await File.ReadAllTextAsync(folder["kvConfig.json"]));
        Assert.Contains("old", await File.ReadAllTextAsync(folder["kvConfig.json.bak"]), StringComparison.Ordinal);
        await using var again = new RunningNameServer(folder.Path);
        Assert.Equal("值", (await GetAsync(again, "N", "k")).ExtFields!["value"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"configTable\":{\"N\"")]
    [InlineData(null)]
    public async Task A_missing_or_broken_file_is_replaced_by_its_backup(string? content)
    {
        using var folder = new TemporaryFolder();
        var path = folder["kvConfig.json"];
        if (content is not null)
            await File.WriteAllTextAsync(path, content);
        await File.WriteAllTextAsync(path + ".bak", """{"configTable":{"N":{"k":"saved"}}}""");

        await using var server = new RunningNameServer(folder.Path);

        Assert.Equal("saved", (await GetAsync(server, "N", "k")).ExtFields!["value"]);
    }

    [Fact]
    public async Task A_broken_file_without_a_backup_is_no_start()
    {
        using var folder = new TemporaryFolder();
        var path = folder["kvConfig.json"];
        await File.WriteAllTextAsync(path, "{\"configTable\":");

        var refused = Assert.Throws<ServerStartException>(() => new RunningNameServer(folder.Path));

        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_can_not_be_written_is_not_set()
    {
        using var folder = new TemporaryFolder();
        await using var server = new RunningNameServer(folder.Path);
        Directory.CreateDirectory(folder["kvConfig.json.tmp"]);

        Assert.Contains("kvConfig.json", (await PutAsync(server, "N", "k", "v", ResponseCode.SystemError)).Remark, StringComparison.Ordinal);
        Assert.Equal(ResponseCode.QueryNotFound, (await GetAsync(server, "N", "k")).ResponseCode);
    }

    private static async Task<RemotingCommand> PutAsync(
        RunningNameServer server, string name, string key, string value, ResponseCode expected = ResponseCode.Success)
    {
        var response = await server.CallAsync(RequestCode.PutKvConfig, new PutKvConfigRequestHeader { Namespace = name, Key = key, Value = value });
        Assert.Equal(expected, response.ResponseCode);
        return response;
    }

    private static Task<RemotingCommand> GetAsync(RunningNameServer server, string name, string key) =>
        server.CallAsync(RequestCode.GetKvConfig, new GetKvConfigRequestHeader { Namespace = name, Key = key });

    private static async Task<string> ListAsync(RunningNameServer server, string name) => Encoding.UTF8.GetString(
        (await server.CallAsync(RequestCode.GetKvListByNamespace, new GetKvListByNamespaceRequestHeader { Namespace = name })).Body.Span);
}
