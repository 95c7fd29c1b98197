using RocketMQ.Remoting.Json;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Wire names of <see cref="ConsumeType"/>.</summary>
internal sealed class ConsumeTypeConverter() : WireEnumConverter<ConsumeType>(ConsumeType.Unknown, WireNames.ConsumeTypes);
