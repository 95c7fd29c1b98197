using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Messages.Resending;

/// <summary>Has one member of a group consume a stored message at once. No offset moves.</summary>
internal sealed class DirectConsumption(LocatedMessage located, string group, string clientId) : IChange
{
    private bool _isAnswered;

    public string Kind => "message.consume";

    public string ObjectName => group;

    public string Policy => Policies.Operate;

    public bool IsListed => false;

    /// <summary>Asks a member, and waits for what its application makes of the message.</summary>
    /// <exception cref="ArgumentException">The application did not consume it; its words are in the message.</exception>
    public static async Task<string> AskAsync(IClusterConnection connection, string group, string clientId, LocatedMessage located, CancellationToken cancellation)
    {
        var result = await connection.Admin.Messages.ConsumeDirectlyAsync(group, clientId, located, cancellation);
        return result.ConsumeResult is ConsumeResult.Success or ConsumeResult.Commit
            ? $"{result.ConsumeResult} {result.Remark}".TrimEnd()
            : throw new ArgumentException($"{clientId}: {result.ConsumeResult} {result.Remark}".TrimEnd());
    }

    public ChangePlan Plan(ClusterSnapshot snapshot) => new(
        [new BrokerChange(located.BrokerName, snapshot.MasterAddress(located.BrokerName), false, [new FieldChange("Message.Again.Consumed", located.Message.OffsetMessageId, clientId)])],
        null);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        try
        {
            var result = await AskAsync(connection, group, clientId, located, cancellation);
            _isAnswered = true;
            return [new ServerOutcome(clientId, null, result)];
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return [new ServerOutcome(clientId, FailureText.Of(failure))];
        }
    }

    public bool IsVisible(ClusterSnapshot snapshot) => _isAnswered;
}
