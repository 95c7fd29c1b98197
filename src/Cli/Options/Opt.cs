using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace RocketMQ.Cli.Options;

/// <summary>Makes options whose refusals say what is allowed. An option without a letter is one that the original does not have.</summary>
internal static class Opt
{
    /// <summary>A text.</summary>
    public static Option<string> Text(string letter, string name, string meaning) => Named(new Option<string>($"--{name}"), letter, meaning);

    /// <summary>A text that must be given.</summary>
    public static Option<string> Needed(string letter, string name, string meaning)
    {
        var option = Text(letter, name, meaning);
        option.Required = true;
        return option;
    }

    /// <summary>Something that is there or not; it takes no value.</summary>
    public static Option<bool> Flag(string letter, string name, string meaning)
    {
        var option = Named(new Option<bool>($"--{name}"), letter, meaning);
        option.Arity = ArgumentArity.Zero;
        return option;
    }

    /// <summary>true or false.</summary>
    public static Option<bool> Switch(string letter, string name, string meaning, bool fallback = false)
    {
        var option = Named(new Option<bool>($"--{name}"), letter, meaning);
        option.Arity = ArgumentArity.ExactlyOne;
        option.DefaultValueFactory = _ => fallback;
        option.CustomParser = result =>
        {
            if (bool.TryParse(result.Tokens[0].Value.Trim(), out var value))
                return value;
            return Refuse<bool>(result, option.Name, "true or false is");
        };
        return option;
    }

    /// <summary>A whole number between bounds.</summary>
    public static Option<long> Number(string letter, string name, string meaning, long fallback, long min = 0, long max = long.MaxValue)
    {
        var option = Named(new Option<long>($"--{name}"), letter, meaning);
        option.DefaultValueFactory = _ => fallback;
        option.CustomParser = result => Parse(result, option.Name, min, max);
        return option;
    }

    /// <summary>A whole number between bounds, or none.</summary>
    public static Option<long?> Maybe(string letter, string name, string meaning, long min = 0, long max = long.MaxValue)
    {
        var option = Named(new Option<long?>($"--{name}"), letter, meaning);
        option.CustomParser = result => Parse(result, option.Name, min, max);
        return option;
    }

    /// <summary>A whole number between bounds that must be given.</summary>
    public static Option<long> NeededNumber(string letter, string name, string meaning, long min = 0, long max = long.MaxValue)
    {
        var option = Named(new Option<long>($"--{name}") { Required = true }, letter, meaning);
        option.CustomParser = result => Parse(result, option.Name, min, max);
        return option;
    }

    /// <summary>The parts of a text that lists several, with commas between them.</summary>
    public static List<string> Listed(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static long Parse(ArgumentResult result, string name, long min, long max)
    {
        if (long.TryParse(result.Tokens[0].Value.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        var allowed = max == long.MaxValue ? $"a whole number from {min} on is" : $"a whole number from {min} to {max} is";
        return Refuse<long>(result, name, allowed);
    }

    private static T? Refuse<T>(ArgumentResult result, string name, string allowed)
    {
        result.AddError($"'{result.Tokens[0].Value}' is no value of {name}; {allowed}");
        return default;
    }

    private static Option<T> Named<T>(Option<T> option, string letter, string meaning)
    {
        if (letter.Length > 0)
            option.Aliases.Add($"-{letter}");
        option.Description = meaning;
        return option;
    }
}
