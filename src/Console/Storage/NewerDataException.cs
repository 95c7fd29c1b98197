namespace RocketMQ.ManagementConsole.Storage;

/// <summary>The file was written by a newer console, whose tables this one does not know; the message says so.</summary>
internal sealed class NewerDataException(string message) : Exception(message);
