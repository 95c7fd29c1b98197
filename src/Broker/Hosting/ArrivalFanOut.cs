using RocketMQ.Broker.Popping;
using RocketMQ.Broker.Pulling;
using RocketMQ.Broker.Scheduling;
using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Hosting;

/// <summary>Passes each message that became visible to who waits for it: delayed ones to their delivery, all others to waiting pulls and pops.</summary>
/// <remarks>The store is opened before the parts that wait exist; until then nobody can wait.</remarks>
internal sealed class ArrivalFanOut : IMessageArrivalListener
{
    public WaitingPulls? Pulls { get; set; }

    public WaitingPops? Pops { get; set; }

    public DelayedDelivery? Delayed { get; set; }

    public TimerDelivery? Timers { get; set; }

    public void OnArrived(in MessageArrival arrival)
    {
        if (arrival.Topic == SystemTopics.Schedule)
            Delayed?.Signal();
        else if (arrival.Topic == SystemTopics.Timer)
            Timers?.Signal();
        else
        {
            Pulls?.OnArrived(arrival);
            Pops?.OnArrived(arrival);
        }
    }
}
