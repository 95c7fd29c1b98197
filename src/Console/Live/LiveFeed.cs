namespace RocketMQ.ManagementConsole.Live;

/// <summary>
/// What one connection is still to be sent. Messages about the same thing replace each other while the connection takes its time, so that
/// a slow one gets the newest figures instead of a backlog, and keeps nobody else waiting.
/// </summary>
/// <remarks>Offered to by any thread, under one lock; one message is on its way at a time. It holds one message for each thing that is watched at most.</remarks>
internal sealed class LiveFeed(Func<string, object, Task> send)
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<(string Target, string About), object> _waiting = [];
    private bool _sending;

    /// <summary>Has the newest message about something sent as soon as the connection takes it.</summary>
    /// <param name="target">Name of the message.</param>
    /// <param name="about">What it is about; a message that still waits about the same is replaced.</param>
    /// <param name="message">The message.</param>
    public void Offer(string target, string about, object message)
    {
        lock (_gate)
        {
            _waiting[(target, about)] = message;
            if (_sending)
                return;
            _sending = true;
        }

        _ = SendAllAsync();
    }

    private async Task SendAllAsync()
    {
        while (Next() is var (target, message))
        {
            try
            {
                await send(target, message);
            }
#pragma warning disable CA1031 // A connection that breaks is taken out by the hub; until then its messages are of no use to anybody.
            catch (Exception)
#pragma warning restore CA1031
            {
                Drop();
                return;
            }
        }
    }

    private (string Target, object Message)? Next()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _sending = false;
                return null;
            }

            var ((target, _), message) = _waiting.GetAt(0);
            _waiting.RemoveAt(0);
            return (target, message);
        }
    }

    private void Drop()
    {
        lock (_gate)
        {
            _waiting.Clear();
            _sending = false;
        }
    }
}
