using Microsoft.Extensions.Logging;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Broker.Registration;

/// <summary>Keeps one name server informed: at start, in intervals and at once on a change. A name server that can not be reached is tried again, it holds up nothing.</summary>
/// <remarks>
/// One loop owns all state but the attempts: <see cref="_attempts"/> guards which one runs and which one is asked for. A trigger that comes
/// while a registration runs causes another one behind it.
/// </remarks>
internal sealed partial class NameServerLink : IAsyncDisposable
{
    private static readonly TimeSpan UnregisterTimeout = TimeSpan.FromSeconds(3);

    /// <summary>While a name server is away it is asked more often than in the normal interval.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly string _address;
    private readonly Registrations _registrations;
    private readonly RemotingClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger<NameServerLink> _logger;
    private readonly SemaphoreSlim _trigger = new(0, 1);
    private readonly Lock _attempts = new();
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource _attempt = NewAttempt();
    private TaskCompletionSource? _asked;
    private Task _loop = Task.CompletedTask;
    private bool _reached;
    private bool _warned;

    public NameServerLink(string address, Registrations registrations, RemotingClient client, TimeProvider time, ILogger<NameServerLink> logger)
    {
        _address = address;
        _registrations = registrations;
        _client = client;
        _time = time;
        _logger = logger;
    }

    /// <summary>Completes when the attempt that tells of everything triggered so far is over, whatever came of it.</summary>
    public Task Settled
    {
        get
        {
            lock (_attempts)
                return (_asked ?? _attempt).Task;
        }
    }

    public void Start() => _loop = RunAsync();

    /// <summary>Registers as soon as possible.</summary>
    public void Trigger()
    {
        lock (_attempts)
        {
            if (_asked is not null || _stopping.IsCancellationRequested)
                return;
            _asked = NewAttempt();
            _trigger.Release();
        }
    }

    /// <summary>Stops registering and takes the registration back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        if (_reached)
            await UnregisterAsync();
        lock (_attempts)
        {
            _stopping.Dispose();
            _trigger.Dispose();
        }
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            BeginAttempt();
            await RegisterAsync();
            _attempt.TrySetResult();
            using var over = new CancellationTokenSource(_reached ? _registrations.Period : Retry, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, _stopping.Token);
            try
            {
                await _trigger.WaitAsync(either.Token);
            }
            catch (OperationCanceledException)
            {
                // The interval is over or the broker stops; the loop's condition tells which.
                continue;
            }
        }

        // Nobody waits for attempts that will not be made.
        BeginAttempt();
        _attempt.TrySetResult();
    }

    /// <summary>What was triggered until now is in the snapshot that is about to be sent.</summary>
    private void BeginAttempt()
    {
        lock (_attempts)
        {
            _ = _trigger.Wait(0, CancellationToken.None);
            if (_asked is not null)
                (_attempt, _asked) = (_asked, null);
        }
    }

    private static TaskCompletionSource NewAttempt() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RegisterAsync()
    {
        try
        {
            var response = await _client.InvokeAsync(_address, _registrations.Register(), _registrations.Timeout, _stopping.Token);
            if (response.ResponseCode != ResponseCode.Success)
            {
                Failed($"it answered {response.Code} {response.Remark}");
                return;
            }

            _registrations.ApplyMaster(response.ReadHeader<RegisterBrokerResponseHeader>());
            if (!response.Body.IsEmpty)
                _registrations.ApplyOrder(FastJson.Parse<KVTable>(response.Body.Span));
            if (!_reached)
                LogRegistered(_address, _registrations.BrokerAddress);
            (_reached, _warned) = (true, false);
        }
        catch (RemotingException failure)
        {
            Failed(failure.Message);
        }
        catch (FastJsonException broken)
        {
            Failed($"its answer can not be read: {broken.Message}");
        }
        catch (OperationCanceledException)
        {
            // The broker stops.
            return;
        }
    }

    private void Failed(string reason)
    {
        _reached = false;
        // Once for each outage: the retries go on silently.
        if (!_warned)
            LogUnreachable(_address, reason, (int)Retry.TotalSeconds);
        _warned = true;
    }

    private async Task UnregisterAsync()
    {
        try
        {
            var response = await _client.InvokeAsync(_address, _registrations.Unregister(), UnregisterTimeout);
            if (response.ResponseCode != ResponseCode.Success)
                LogNotUnregistered(_address, $"it answered {response.Code} {response.Remark}");
        }
        catch (RemotingException failure)
        {
            LogNotUnregistered(_address, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Registered with name server {Address} as {Broker}")]
    private partial void LogRegistered(string address, string broker);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not registered with name server {Address}: {Reason}. Clients that ask it do not find this broker. Start that name server or correct namesrvAddr; it is tried again every {Seconds} s")]
    private partial void LogUnreachable(string address, string reason, int seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Name server {Address} was not told that this broker stops: {Reason}. It will notice by itself")]
    private partial void LogNotUnregistered(string address, string reason);
}
