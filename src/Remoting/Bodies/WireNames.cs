namespace RocketMQ.Remoting.Bodies;

/// <summary>Enums of bodies by their wire names, which tools print too. docs/protocol.md 2.1. The lists follow the members' values.</summary>
public static class WireNames
{
    internal static readonly string[] ConsumeFromWheres =
    [
        "", "CONSUME_FROM_LAST_OFFSET", "CONSUME_FROM_LAST_OFFSET_AND_FROM_MIN_WHEN_BOOT_FIRST",
        "CONSUME_FROM_MIN_OFFSET", "CONSUME_FROM_MAX_OFFSET", "CONSUME_FROM_FIRST_OFFSET", "CONSUME_FROM_TIMESTAMP",
    ];

    internal static readonly string[] ConsumeResults = ["", "CR_SUCCESS", "CR_LATER", "CR_ROLLBACK", "CR_COMMIT", "CR_THROW_EXCEPTION", "CR_RETURN_NULL"];

    internal static readonly string[] ConsumeTypes = ["", "CONSUME_ACTIVELY", "CONSUME_PASSIVELY", "CONSUME_POP"];

    internal static readonly string[] MessageModels = ["", "BROADCASTING", "CLUSTERING"];

    internal static readonly string[] TopicFilterTypes = ["SINGLE_TAG", "MULTI_TAG"];

    /// <summary>The wire name; empty for <see cref="ConsumeFromWhere.Unknown"/>.</summary>
    public static string Of(ConsumeFromWhere value) => ConsumeFromWheres[(int)value];

    /// <summary>The wire name; empty for <see cref="ConsumeResult.Unknown"/>.</summary>
    public static string Of(ConsumeResult value) => ConsumeResults[(int)value];

    /// <summary>The wire name; empty for <see cref="ConsumeType.Unknown"/>.</summary>
    public static string Of(ConsumeType value) => ConsumeTypes[(int)value];

    /// <summary>The wire name; empty for <see cref="MessageModel.Unknown"/>.</summary>
    public static string Of(MessageModel value) => MessageModels[(int)value];

    /// <summary>The wire name.</summary>
    public static string Of(TopicFilterType value) => TopicFilterTypes[(int)value];

    /// <summary>The filter type of a wire name, as in the headers of 17; what is not in the list counts as one tag, as in the original.</summary>
    public static TopicFilterType ToTopicFilterType(string name) => name == TopicFilterTypes[1] ? TopicFilterType.MultiTag : TopicFilterType.SingleTag;
}
