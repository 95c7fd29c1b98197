namespace RocketMQ.Broker.Replication;

/// <summary>Replication with one peer can not go on: the message says what does not fit and what an operator can do.</summary>
internal sealed class ReplicationException(string message) : Exception(message);
