using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Transport;

/// <summary>The right to write frames into a connection's buffer; what was written is sent when the scope ends. Keep it short: a lock is held.</summary>
public readonly ref struct OutputScope
{
    private readonly ConnectionOutput _output;

    internal OutputScope(ConnectionOutput output, OutputBuffer buffer)
    {
        _output = output;
        Buffer = buffer;
    }

    /// <summary>Where frames go.</summary>
    public OutputBuffer Buffer { get; }

    /// <summary>Lets go of the buffer.</summary>
    public void Dispose() => _output.Release();
}
