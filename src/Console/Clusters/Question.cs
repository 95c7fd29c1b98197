using System.Diagnostics.CodeAnalysis;
using RocketMQ.Admin;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>The outcome of one question to one server: an answer, or why there is none.</summary>
internal readonly record struct Outcome<T>(T? Value, TargetFailure? Failure)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsAnswered => Value is not null;
}

/// <summary>Asks single servers with a time limit of their own, so that one that hangs takes nobody else's time.</summary>
internal sealed partial class Question(TimeSpan patience, TimeProvider time, ILogger logger)
{
    /// <summary>Asks.</summary>
    /// <param name="address">Who is asked.</param>
    /// <param name="what">Name of the request, as the original spells it.</param>
    /// <param name="ask">Sends it.</param>
    /// <param name="stopping">Ends the asking altogether.</param>
    /// <exception cref="OperationCanceledException">Only by <paramref name="stopping"/>.</exception>
    public async Task<Outcome<T>> AskAsync<T>(string address, string what, Func<CancellationToken, Task<T>> ask, CancellationToken stopping)
        where T : class
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return new(await ask(either.Token), null);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return Failed($"{address} did not answer {what} within {patience.TotalSeconds:0} s");
        }
        catch (Exception failure) when (failure is AdminException or RemotingException or ArgumentException)
        {
            return Failed(failure.Message);
        }
#pragma warning disable CA1031 // The collector goes on whatever one answer brings; a bug is logged and shown instead of ending it.
        catch (Exception bug) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogBug(logger, bug, what, address);
            return Failed($"the console failed: {bug.Message}");
        }

        Outcome<T> Failed(string reason) => new(null, new TargetFailure(address, what, reason));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Asking {What} of {Address} failed in the console itself")]
    private static partial void LogBug(ILogger logger, Exception exception, string what, string address);
}
