using RocketMQ.Remoting.Json;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Wire names of <see cref="ConsumeType"/>.</summary>
public sealed class ConsumeTypeConverter() : WireEnumConverter<ConsumeType>(ConsumeType.Unknown, WireNames.ConsumeTypes);
