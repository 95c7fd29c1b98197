using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Broker.Filtering;

/// <summary>The SQL92 filter of a group for a topic, as a heartbeat told it.</summary>
/// <param name="Data">As it is kept.</param>
/// <param name="Filter">Ready for pulls; null where the expression that was kept is none.</param>
internal sealed record ConsumerFilter(ConsumerFilterData Data, SqlFilter? Filter);
