using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.NameServer.Tests;

/// <summary>docs/compatibility.md says of every request what becomes of it; this keeps it true for the name server.</summary>
public sealed class CompatibilityTests
{
    [Fact]
    public async Task The_name_server_serves_what_the_table_says_and_nothing_else()
    {
        await using var server = new RunningNameServer();

        foreach (var row in CompatibilityTable.Read())
        {
            var answer = await server.Client.InvokeAsync(
                RunningNameServer.Address, RemotingCommand.Request((RequestCode)row.Code), TimeSpan.FromSeconds(20));
            var served = row is { Server: "name server", State: "served" };
            Assert.True(served == (answer.ResponseCode != ResponseCode.RequestCodeNotSupported), $"{row.Code} {row.Name} was answered {answer.Code} {answer.Remark}");
        }
    }
}
