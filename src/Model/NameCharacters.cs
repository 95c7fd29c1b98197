using System.Buffers;
using System.Globalization;

namespace RocketMQ.Model;

/// <summary>The characters that topic and group names share: <c>^[%|a-zA-Z0-9_-]+$</c> (docs/protocol.md 2.1).</summary>
internal static class NameCharacters
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("%|abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    private static readonly SearchValues<byte> AllowedBytes =
        SearchValues.Create("%|abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"u8);

    public static bool AreValid(ReadOnlySpan<byte> utf8) => !utf8.ContainsAnyExcept(AllowedBytes);

    public static NameCheck Check(string? name, string kind, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(name)) return new NameCheck($"The {kind} name is blank; it needs 1 to {maxLength} characters.");
        if (name.Length > maxLength)
            return new NameCheck($"The {kind} name is {name.Length} characters long; at most {maxLength} are allowed.");
        var offender = name.AsSpan().IndexOfAnyExcept(Allowed);
        if (offender < 0) return NameCheck.Valid;
        var shown = char.IsControl(name[offender]) || char.IsSurrogate(name[offender]) ? "" : $"'{name[offender]}' ";
        var code = ((int)name[offender]).ToString("X4", CultureInfo.InvariantCulture);
        return new NameCheck(
            $"The {kind} name contains {shown}(U+{code}) at position {offender + 1}; allowed are letters a-z A-Z, digits, and % | _ -.");
    }
}
