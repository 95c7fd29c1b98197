namespace RocketMQ.ManagementConsole.Components.Shared;

/// <summary>
/// The language a component was made in. Services raise their events on threads that know nothing of it; what a component draws on
/// such an event must still be in its viewer's language.
/// </summary>
internal sealed class OwnCulture
{
    // The culture flows with the execution context; setting it instead would change it for the one who raised the event.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>Runs something as if the component's own circuit had called it.</summary>
    public void Run(Action act)
    {
        if (_context is null)
            act();
        else
            ExecutionContext.Run(_context, static state => ((Action)state!)(), act);
    }
}
