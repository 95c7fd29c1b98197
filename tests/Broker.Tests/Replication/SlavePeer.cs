using RocketMQ.Broker.Replication;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Replication;

/// <summary>A slave of a <see cref="TestBroker"/> that says what a test has it say, and keeps nothing of what it is sent.</summary>
internal sealed class SlavePeer : IAsyncDisposable
{
    private readonly MemoryTransport _connection;
    private readonly ReplicationServer _slaves;

    private SlavePeer(MemoryTransport connection, ReplicationServer slaves) => (_connection, _slaves) = (connection, slaves);

    /// <summary>Connects and says that it has everything before a position.</summary>
    public static async Task<SlavePeer> ConnectAsync(TestBroker master, long position)
    {
        var (slave, other) = MemoryTransport.CreatePair(40_001, 10_912);
        var slaves = master.Server.Node.Slaves;
        slaves.Serve(other);
        var peer = new SlavePeer(slave, slaves);
        await peer.ReportAsync(position);
        return peer;
    }

    /// <summary>Says how far it is; returns when the master has heard it.</summary>
    public async Task ReportAsync(long position)
    {
        var report = new byte[ReplicationFrame.ReportLength];
        ReplicationFrame.WriteReport(report, position);
        await _connection.SendAsync(report, CancellationToken.None);
        await Eventually.HoldsAsync("master that heard the report", () => Task.FromResult(_slaves.Slaves.Any(link => link.AcknowledgedOffset == position)), pause: 5);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
