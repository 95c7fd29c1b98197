using RocketMQ.Remoting.Json;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Wire names of <see cref="MessageModel"/>.</summary>
internal sealed class MessageModelConverter() : WireEnumConverter<MessageModel>(MessageModel.Unknown, WireNames.MessageModels);
