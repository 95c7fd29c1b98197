namespace RocketMQ.Remoting.Hosting;

/// <summary>A server that <see cref="ServerHost"/> runs. Disposing it is the orderly stop.</summary>
public interface IServer : IAsyncDisposable
{
    /// <summary>Opens files and ports and serves; returns when requests are answered.</summary>
    /// <exception cref="ServerStartException">It can not start; the message says what to do.</exception>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Where it is reached, told in the line that says it is ready: "host:port".</summary>
    string Address { get; }

    /// <summary>What the operator must not overlook, one line each; printed before the line that says it is ready.</summary>
    IReadOnlyList<string> Warnings => [];

    /// <summary>Completes, with the reason, when the server can not go on by itself.</summary>
    Task<string> Failed { get; }
}

/// <summary>A server can not start, for a reason that its operator can mend.</summary>
public sealed class ServerStartException(string message, Exception? inner = null) : Exception(message, inner);
