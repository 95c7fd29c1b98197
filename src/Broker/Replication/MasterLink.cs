using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using RocketMQ.Remoting.Transport;
using RocketMQ.Store;

namespace RocketMQ.Broker.Replication;

/// <summary>Keeps a slave connected to its master: finds it, checks that both logs have the same history, follows, and tries again when that ends.</summary>
/// <remarks>One loop owns the connection; what it publishes is for anyone to read.</remarks>
internal sealed partial class MasterLink : IAsyncDisposable
{
    private readonly IMessageStore _store;
    private readonly MasterAddress _master;
    private readonly SharedHistory _history;
    private readonly ReplicationOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<MasterLink> _logger;
    private readonly WakeSignal _addressChanged = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private volatile MasterStream? _stream;
    private volatile MasterStream? _latest;
    private volatile string? _problem = "not connected yet";
    private bool _warned;

    public MasterLink(
        IMessageStore store, MasterAddress master, SharedHistory history, ReplicationOptions options, TimeProvider time, ILogger<MasterLink> logger)
    {
        _store = store;
        _master = master;
        _history = history;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>The connection now; null while there is none.</summary>
    public MasterStream? Stream => _stream;

    /// <summary>The newest connection, be it over; null before the first.</summary>
    public MasterStream? Latest => _latest;

    /// <summary>Why nothing is followed, with what to do about it; null while the master is.</summary>
    public string? Problem => _problem;

    public void Start()
    {
        _master.Changed += OnAddressChanged;
        _loop = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _master.Changed -= OnAddressChanged;
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
        _addressChanged.Dispose();
    }

    private void OnAddressChanged() => _addressChanged.Set();

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                if (_master.Replication is not { } address)
                    Failed("the master's address is not known yet: no name server knows a master of this broker name, and haMasterAddress is not set");
                else
                    await FollowAsync(address, _stopping.Token);
                _ = await _addressChanged.WaitAsync(_options.Reconnect, _time, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task FollowAsync(string address, CancellationToken stopping)
    {
        try
        {
            if (await _history.CheckAsync(stopping) is { } unknown)
                LogNotCompared(unknown);
            await using var stream = new MasterStream(await ConnectAsync(address, stopping), _store, _options, _time);
            (_stream, _latest, _problem, _warned) = (stream, stream, null, false);
            LogFollowing(address, _store.MaxPhysicalOffset);
            await stream.FollowAsync(stopping);
            Failed($"the master at {address} closed the connection; its log says why");
        }
        catch (ReplicationException refused)
        {
            Failed(refused.Message);
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException or FormatException)
        {
            Failed($"no connection to the master at {address}: {broken.Message}");
        }
        finally
        {
            _stream = null;
        }
    }

    private static async Task<TransportStream> ConnectAsync(string address, CancellationToken stopping)
    {
        if (!RemotingAddress.TryParse(address, out var target, out var problem))
            throw new FormatException(problem);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(target.Host, target.Port, stopping);
            return new SocketTransport(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Failed(string problem)
    {
        // Once for each outage: the attempts go on silently.
        if (!_warned || problem != _problem)
            LogNotFollowing(problem, (int)_options.Reconnect.TotalSeconds);
        (_problem, _warned) = (problem, true);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Following the master at {Address} from log position {Position} on")]
    private partial void LogFollowing(string address, long position);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The newest message here could not be compared with the master's: {Reason}. Following goes on by position alone")]
    private partial void LogNotCompared(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This slave follows no master: {Problem}. Tried again every {Seconds} s")]
    private partial void LogNotFollowing(string problem, int seconds);
}
