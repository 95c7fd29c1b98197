namespace RocketMQ.Remoting.Transport;

/// <summary>A server can not open its port; the message says why and what to do.</summary>
public sealed class ListenException(string message, Exception? inner = null) : Exception(message, inner);
