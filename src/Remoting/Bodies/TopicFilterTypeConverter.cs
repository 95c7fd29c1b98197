using RocketMQ.Remoting.Json;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Wire names of <see cref="TopicFilterType"/>.</summary>
internal sealed class TopicFilterTypeConverter() : WireEnumConverter<TopicFilterType>(TopicFilterType.SingleTag, WireNames.TopicFilterTypes);
