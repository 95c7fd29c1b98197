using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Resources;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>Says what is wrong with the name of a topic or group in the viewer's language: which character, and what is allowed.</summary>
internal static class NameProblems
{
    /// <summary>The problem of a topic's name; null when it is allowed.</summary>
    public static string? OfTopic(IStringLocalizer<Texts> texts, string name) => Of(texts, name, TopicRules.MaxLength, TopicRules.Check);

    /// <summary>The problem of a group's name; null when it is allowed.</summary>
    public static string? OfGroup(IStringLocalizer<Texts> texts, string name) => Of(texts, name, GroupRules.MaxLength, GroupRules.Check);

    private static string? Of(IStringLocalizer<Texts> texts, string name, int longest, Func<string, NameCheck> check)
    {
        if (check(name).IsValid)
            return null;
        if (string.IsNullOrWhiteSpace(name))
            return texts["Topics.NameBlank", longest];
        if (name.Length > longest)
            return texts["Topics.NameTooLong", name.Length, longest];
        var at = Enumerable.Range(0, name.Length).First(index => !check(name[index].ToString()).IsValid);
        return texts["Topics.NameCharacter", char.IsSurrogate(name[at]) ? name.Substring(at, Math.Min(2, name.Length - at)) : name[at].ToString(), at + 1];
    }
}
