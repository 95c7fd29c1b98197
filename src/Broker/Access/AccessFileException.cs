namespace RocketMQ.Broker.Access;

/// <summary>An access file that can not be used. The message says which, where in it, and what is allowed.</summary>
internal sealed class AccessFileException(string path, long line, long column, string problem, Exception? inner = null)
    : Exception(line > 0 ? $"{path} line {line}, column {column}: {problem}" : $"{path}: {problem}", inner);
