using RocketMQ.Broker.Hosting;
using RocketMQ.Remoting.Codes;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

/// <summary>docs/compatibility.md says of every request what becomes of it; this keeps it true for the broker.</summary>
public sealed class CompatibilityTests
{
    private static readonly string[] States = ["served", "refused", "not served", "sent"];

    [Fact]
    public void The_table_lists_every_code_once_under_its_name()
    {
        var rows = CompatibilityTable.Read();

        Assert.Equal(Enum.GetValues<RequestCode>().Select(code => (int)code).Order(), rows.Select(row => row.Code).Order());
        Assert.All(rows, row => Assert.Equal(RequestCodes.NameOf(row.Code), row.Name));
        Assert.All(rows, row => Assert.Contains(row.State, States));
    }

    [Fact]
    public async Task What_the_table_says_the_broker_serves_or_refuses_by_itself_is_what_it_routes()
    {
        await using var broker = await TestBroker.StartAsync();

        var listed = CompatibilityTable.Read().Where(row => row.Server == "broker" && row.State is "served" or "refused").Select(row => row.Code).Order();

        Assert.Equal(BrokerRoutes.Build(broker.Server.Node, pulls: true).Codes, listed);
    }

    [Fact]
    public void Everything_served_names_tests_and_those_exist()
    {
        var sources = CompatibilityTable.TestSources();

        foreach (var row in CompatibilityTable.Read().Where(row => row.State != "not served"))
        {
            Assert.True(row.Tests.Count > 0, $"{row.Code} {row.Name} is {row.State} but names no test");
            Assert.All(row.Tests, test => Assert.True(sources.Contains($" {test}(", StringComparison.Ordinal), $"{row.Code}: there is no test {test}"));
        }
    }
}
