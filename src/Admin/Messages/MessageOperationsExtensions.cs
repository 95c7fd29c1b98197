namespace RocketMQ.Admin.Messages;

/// <summary>Shorter forms of what <see cref="IMessageOperations"/> does.</summary>
public static class MessageOperationsExtensions
{
    private const int MostCopies = 32;

    /// <summary>Messages of a topic with the unique id that the producer gave (12), of any time, newest first; several when the producer sent it again.</summary>
    public static Task<FoundMessages> FindByUniqueIdAsync(
        this IMessageOperations messages, string topic, string uniqueId, CancellationToken cancellation = default) =>
        messages.FindByUniqueIdAsync(new KeyQuery(topic, uniqueId) { Limit = MostCopies }, cancellation);
}
