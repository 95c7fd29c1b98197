namespace RocketMQ.Store;

/// <summary>A store folder cannot be opened. Nothing in it was changed; the message says what is wrong and what to do.</summary>
public sealed class StoreOpenException : Exception
{
    public StoreOpenException(string message)
        : base(message)
    {
    }

    public StoreOpenException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public StoreOpenException()
    {
    }
}
