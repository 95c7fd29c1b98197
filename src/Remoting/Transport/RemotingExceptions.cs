namespace RocketMQ.Remoting.Transport;

/// <summary>A request that got no response because of the way to the server, not because of what the server said.</summary>
public abstract class RemotingException : IOException
{
    private protected RemotingException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>No connection could be made.</summary>
public sealed class RemotingConnectException(string address, string reason, Exception? inner = null)
    : RemotingException($"cannot connect to {address}: {reason}", inner);

/// <summary>The connection ended before the response came. Whether the request was carried out is unknown.</summary>
public sealed class RemotingClosedException(string address, string reason)
    : RemotingException($"the connection to {address} was closed: {reason}");

/// <summary>No response came in time. Whether the request was carried out is unknown.</summary>
public sealed class RemotingTimeoutException(string address, string request, TimeSpan timeout)
    : RemotingException($"{address} did not answer {request} within {timeout.TotalMilliseconds:0} ms");

/// <summary>More requests wait for responses than the limit allows.</summary>
public sealed class RemotingTooManyRequestsException(string address, int limit)
    : RemotingException($"{limit} requests to {address} wait for a response already; no more are sent");
