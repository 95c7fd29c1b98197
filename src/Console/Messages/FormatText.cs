using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Messages.Decoding;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>What a body was found to be, in words: its layers from outside to inside.</summary>
internal static class FormatText
{
    /// <summary>The words.</summary>
    public static string Of(DecodedBody body, IStringLocalizer<Texts> texts)
    {
        var layers = body.Packings.Append(body.Format).Select(format => texts["Message.Format." + format].Value);
        var text = string.Join(" → ", layers) + (body.Detail is null ? "" : $" ({body.Detail})");
        return body.Problem is DecodeProblem.None ? text : $"{text}: {texts["Message.Undecoded." + body.Problem]}";
    }
}
