using System.Net;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Tests.Popping;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Telemetry;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Metrics;

public sealed class MetricsTests
{
    private const string Me = "cluster=\"DefaultCluster\",node_type=\"broker\",node_id=\"broker-a\",broker_id=\"0\"";

    private static readonly Dictionary<string, string> Served = new() { ["metricsExporterType"] = "PROM", ["metricsPromExporterPort"] = "0" };

    [Fact]
    public async Task Messages_lag_and_clients_are_told_by_topic_and_group()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
        await client.SendAllAsync("Orders", "one", "two", "three");
        await client.PullAsync("Orders", 0, 0);
        await client.CallAsync(RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetRequestHeader { ConsumerGroup = "CG", Topic = "Orders", QueueId = 0, CommitOffset = 1 });
        broker.Time.Advance(TimeSpan.FromSeconds(7));

        var lines = Lines(broker);

        Assert.Contains($"rocketmq_messages_in_total{{{Me},topic=\"Orders\",is_system=\"false\"}} 3", lines);
        Assert.Contains($"rocketmq_messages_out_total{{{Me},topic=\"Orders\",consumer_group=\"CG\",is_retry=\"false\"}} 3", lines);
        Assert.Contains($"rocketmq_consumer_lag_messages{{{Me},topic=\"Orders\",consumer_group=\"CG\",is_retry=\"false\",is_system=\"false\"}} 2", lines);
        Assert.Contains($"rocketmq_consumer_lag_latency{{{Me},topic=\"Orders\",consumer_group=\"CG\",is_retry=\"false\",is_system=\"false\"}} 7000", lines);
        Assert.Contains(lines, line => line.StartsWith($"rocketmq_consumer_connections{{{Me},consumer_group=\"CG\",", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal));
        Assert.Contains($"rocketmq_storage_writable{{{Me}}} 1", lines);
        Assert.Contains("# TYPE rocketmq_messages_in_total counter", lines);
        Assert.Contains("# TYPE rocketmq_consumer_lag_messages gauge", lines);
    }

    [Fact]
    public async Task A_group_without_offsets_of_a_topic_has_no_lag_there()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.HeartbeatAsync("c1", "CG", TestClient.Subscribe("Orders"));
        await client.SendAllAsync("Orders", "one");

        Assert.DoesNotContain(Lines(broker), line => line.StartsWith("rocketmq_consumer_lag", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Figures_are_served_at_one_path_of_the_port_and_only_where_that_is_switched_on()
    {
        await using var off = await TestBroker.StartAsync();
        await using var on = await TestBroker.StartAsync(Served);
        using var http = new HttpClient { BaseAddress = on.Server.Metrics!.Address };

        using var figures = await http.GetAsync(new Uri("metrics", UriKind.Relative));
        using var elsewhere = await http.GetAsync(new Uri("config", UriKind.Relative));
        using var written = await http.PostAsync(new Uri("metrics", UriKind.Relative), null);

        Assert.Null(off.Server.Metrics);
        Assert.Equal("127.0.0.1", on.Server.Metrics.Address.Host);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", figures.Content.Headers.ContentType!.ToString());
        Assert.Contains("rocketmq_topic_number", await figures.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed), (elsewhere.StatusCode, written.StatusCode));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_at_start_by_the_name_of_its_property()
    {
        await using var first = await TestBroker.StartAsync(Served);

        var refused = await Assert.ThrowsAsync<ServerStartException>(() => TestBroker.StartAsync(
            new(Served) { ["metricsPromExporterPort"] = $"{first.Server.Metrics!.Address.Port}" }));

        Assert.Contains("metricsPromExporterPort", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metricsExporterType", "OTLP_GRPC", "DISABLE or PROM is allowed")]
    [InlineData("metricsPromExporterHost", "myhost", "an IP address of this machine is allowed")]
    public void A_bad_value_is_an_error_that_names_what_is_allowed(string key, string value, string allowed)
    {
        var (_, errors, _) = ServerConfiguration.Load(BrokerCatalog.Create(), new Dictionary<string, string> { [key] = value });

        Assert.StartsWith($"{key}={value}: {allowed}", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_the_environment_names_is_sent_the_same_figures()
    {
        await using var collector = new OtlpCollector();
        using var folder = new TemporaryFolder();
        await using var broker = await ServerProcess.StartBrokerAsync(folder.Path, "", new() { ["brokerIP1"] = "127.0.0.1" }, collector.Environment);

        await Eventually.HoldsAsync("figures", () => Task.FromResult(collector.Received.Contains("rocketmq_topic_number", StringComparison.Ordinal)));

        Assert.Contains("/v1/metrics", collector.Received, StringComparison.Ordinal);
        Assert.Contains("mqbroker", collector.Received, StringComparison.Ordinal);
        Assert.Contains("test-bench", collector.Received, StringComparison.Ordinal);
        Assert.Contains("broker-a", collector.Received, StringComparison.Ordinal);
    }

    private static string[] Lines(TestBroker broker) => MeterText.Write(broker.Server.Node.Meter.Meter).Split('\n');
}
