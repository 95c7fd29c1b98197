using RocketMQ.Admin;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Traffic;

/// <summary>Starts and stops <see cref="SampleProducer"/> and <see cref="SampleConsumer"/> on a cluster.</summary>
/// <remarks>Starting and stopping take turns under one gate; the status is replaced as a whole and may be read at any time.</remarks>
internal sealed class SampleTraffic(
    IAdminClient admin, TimeProvider time, ILoggerFactory loggers, ITransportConnector? connector = null) : ISampleTraffic, IAsyncDisposable
{
    private const int Queues = 4;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Run? _run;

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public SampleTrafficStatus Status => _run?.Counters.Snapshot() ?? SampleTrafficStatus.Stopped;

    /// <inheritdoc/>
    public async Task StartAsync(int rate, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, ISampleTraffic.MaxRate);
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_run is { Counters.IsRunning: true } running)
            {
                running.Counters.Rate = rate;
            }
            else
            {
                await PrepareAsync(cancellation);
                _run = Begin(rate);
            }
        }
        finally
        {
            _gate.Release();
        }

        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public async Task StopAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_run is { Counters.IsRunning: true } running)
            {
                await running.Stop.CancelAsync();
                await running.Task;
                running.Stop.Dispose();
                running.Counters.IsRunning = false;
            }
        }
        finally
        {
            _gate.Release();
        }

        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _gate.Dispose();
    }

    // Brokers that create topics by themselves exist, but so do others.
    private async Task PrepareAsync(CancellationToken cancellation)
    {
        if (await admin.Topics.FindRouteAsync(ISampleTraffic.Topic, cancellation) is null)
        {
            var topic = new TopicConfig { TopicName = ISampleTraffic.Topic, ReadQueueNums = Queues, WriteQueueNums = Queues };
            (await admin.Topics.SaveAsync(topic, BrokerTarget.AllMasters, cancellation)).OrThrow();
        }

        var groups = (await admin.Groups.ListAsync(BrokerTarget.AllMasters, cancellation)).OrThrow();
        foreach (var (address, known) in groups.Values.Where(pair => !pair.Value.ContainsKey(ISampleTraffic.Group)))
        {
            var group = new SubscriptionGroupConfig { GroupName = ISampleTraffic.Group };
            (await admin.Groups.SaveAsync(group, BrokerTarget.Address(address), cancellation)).OrThrow();
        }
    }

    private Run Begin(int rate)
    {
        var stop = new CancellationTokenSource();
        var counters = new SampleCounters(time) { Rate = rate, IsRunning = true };
        return new Run(counters, stop, RunAsync(counters, stop.Token));
    }

    private async Task RunAsync(SampleCounters counters, CancellationToken stopping)
    {
        await Task.Yield();
        await using var remoting = new RemotingClient(new RemotingClientOptions(), RouteTable.Empty, loggers, time, connector);
        await Task.WhenAll(
            new SampleProducer(admin, remoting, counters, time).RunAsync(stopping),
            new SampleConsumer(admin, remoting, counters, time).RunAsync(stopping),
            TellAsync(stopping));
    }

    private async Task TellAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Changed?.Invoke();
        }
    }

    private sealed record Run(SampleCounters Counters, CancellationTokenSource Stop, Task Task);
}
