namespace RocketMQ.Store.Timers;

/// <summary>
/// How times become slots of a second each, as in 5.x: a message is delivered when the slot it belongs to has ended, so never early and
/// at most a second late.
/// </summary>
public static class TimerSlots
{
    /// <summary>Milliseconds of a slot.</summary>
    public const long Length = 1000;

    /// <summary>The slot a time stands in.</summary>
    public static long Of(long time) => time / Length * Length;

    /// <summary>The slot to wait for, for a delivery not before a time: what TIMER_OUT_MS holds.</summary>
    public static long OutOf(long deliverAt) => Of(deliverAt - 1);

    /// <summary>When what waits in a slot is due.</summary>
    public static long DueOf(long slot) => slot + Length;

    /// <summary>
    /// The slot in which a stored message is looked at again: its own, or an earlier one where it waits longer than a message may stay
    /// where it is. Depends on nothing that changes, so the same answer is found after a restart.
    /// </summary>
    /// <param name="outAt">The message's TIMER_OUT_MS.</param>
    /// <param name="stored">When it was stored.</param>
    /// <param name="window">Milliseconds after which it must be written anew.</param>
    public static long Place(long outAt, long stored, long window)
    {
        var from = Of(stored);
        var slot = Math.Max(Of(outAt), from);
        var over = slot - from - window;
        if (over < 0)
            return slot;
        // A short rest would have it written anew once more soon after.
        return from + Of(over < window / 3 ? window / 2 : window);
    }
}
