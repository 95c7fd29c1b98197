using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Api;

/// <summary>Clusters, processes and brokers through the API: what a body may be, and where things are not there.</summary>
public sealed class OperationsApiTests : IClassFixture<OperationsApiTests.Server>
{
    private readonly ConsoleServer _server;

    public OperationsApiTests(Server server) => _server = server.Console;

    [Theory]
    [InlineData("POST", "clusters", "{}", 400, "needs the field 'name'")]
    [InlineData("POST", "clusters", """{"name":"a b"}""", 400, "allowed are 1 to 64 letters")]
    [InlineData("POST", "clusters", """{"name":"lab","preset":"3m"}""", 400, "allowed are single, 2m-noslave, 2m-2s-async, 2m-2s-sync")]
    [InlineData("POST", "clusters", """{"name":"lab","preset":"single","masters":2}""", 400, "A preset has a shape of its own")]
    [InlineData("POST", "clusters", """{"name":"lab","masters":9}""", 400, "1 to 8")]
    [InlineData("POST", "clusters", """{"name":"lab","synchronous":true}""", 400, "needs")]
    [InlineData("DELETE", "clusters/dev", null, 404, "does not run the cluster 'dev' itself")]
    [InlineData("PUT", "clusters/far/attachment", """{"nameServers":["x"]}""", 400, "HOST:PORT")]
    [InlineData("PUT", "clusters/far/attachment", """{"nameServers":["mq.example:9876"],"accessKey":"a"}""", 400, "go together")]
    [InlineData("PUT", "clusters/dev/attachment", """{"nameServers":["mq.example:9876"]}""", 400, "dev")]
    [InlineData("PUT", "clusters/f%20r/attachment", """{"nameServers":["mq.example:9876"]}""", 400, "allowed are 1 to 64 letters")]
    [InlineData("DELETE", "clusters/dev/attachment", null, 404, "is not attached")]
    [InlineData("PUT", "clusters/dev/colour", "{}", 400, "needs the field 'colour': Blue")]
    [InlineData("GET", "clusters/dev/servers", null, 404, "does not run the cluster 'dev' itself")]
    [InlineData("POST", "clusters/dev/servers/orders", """{"action":"stop"}""", 404, "does not run the cluster 'dev' itself")]
    [InlineData("PUT", "clusters/dev/brokers/broker-a/0/configuration", "{}", 400, "fileReservedTime")]
    [InlineData("PUT", "clusters/dev/brokers/broker-a/0/configuration", """{"storePathRootDir":"/"}""", 400, "storePathRootDir may not be changed")]
    [InlineData("PUT", "clusters/dev/brokers/broker-a/0/configuration", """{"fileReservedTime":"soon"}""", 400, "fileReservedTime=soon is not allowed")]
    [InlineData("PUT", "clusters/dev/brokers/broker-x/0/configuration", """{"fileReservedTime":"48"}""", 404, "no broker 'broker-x'")]
    [InlineData("PUT", "clusters/dev/brokers/broker-a/write-permission", "{}", 400, "needs the field 'writable'")]
    [InlineData("PUT", "clusters/dev/brokers/broker-x/write-permission", """{"writable":false}""", 400, "no broker 'broker-x' with a master")]
    [InlineData("POST", "clusters/dev/brokers/broker-a/0/clean-ups", "{}", 400, "expiredFiles, expiredQueues, unusedTopics")]
    [InlineData("PUT", "clusters/dev/broker-accounts/client-1", "{}", 400, "needs the field 'secret'")]
    [InlineData("PUT", "clusters/dev/broker-accounts/client-1", """{"secret":"s","topics":["orders=READ"]}""", 400, "'orders=READ' is not NAME=PERMISSION")]
    [InlineData("PUT", "clusters/dev/broker-accounts/client-1", """{"secret":"s","topicDefault":"ALL"}""", 400, "allowed are DENY, PUB, SUB, PUB|SUB")]
    [InlineData("PUT", "clusters/dev/broker-policies", """{"subject":"User:a","actions":["Pub"]}""", 400, "'resource' is needed")]
    [InlineData("DELETE", "clusters/dev/broker-policies?subject=User:a", null, 400, "'resource' is needed")]
    public async Task What_is_wrong_is_named_with_what_is_allowed(string method, string path, string? body, int status, string says)
    {
        using var program = await _server.ProgramAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/api/v1/" + path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await program.SendAsync(request);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.Contains(says, JsonSerializer.Deserialize<JsonElement>(text).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_of_a_new_cluster_names_every_process_and_makes_none()
    {
        using var program = await _server.ProgramAsync();

        using var answer = await program.PostAsJsonAsync(new Uri("/api/v1/clusters?dryRun=true", UriKind.Relative), new { name = "lab", preset = "2m-2s-sync" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var plan = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(plan.GetProperty("applied").GetBoolean());
        Assert.Equal(
            ["namesrv", "namesrv-2", "broker-a", "broker-b", "broker-a-s", "broker-b-s"],
            plan.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("broker").GetString()).Distinct());
        var clusters = await program.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/clusters", UriKind.Relative));
        Assert.DoesNotContain(clusters.EnumerateArray(), cluster => cluster.GetProperty("name").GetString() == "lab");
    }

    /// <summary>A console with a cluster of one broker set.</summary>
    public sealed class Server : IAsyncLifetime
    {
        public ConsoleServer Console { get; } = new();

        public async Task InitializeAsync()
        {
            await Console.InitializeAsync();
            Console.Attach(new FakeCluster(new FakeAdminClient(), Samples.Snapshot()));
        }

        public Task DisposeAsync() => Console.DisposeAsync();
    }
}
