using RocketMQ.Remoting.Json;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Wire names of <see cref="TopicFilterType"/>.</summary>
public sealed class TopicFilterTypeConverter() : WireEnumConverter<TopicFilterType>(TopicFilterType.SingleTag, WireNames.TopicFilterTypes);
