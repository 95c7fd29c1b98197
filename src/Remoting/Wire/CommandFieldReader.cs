using System.Globalization;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Remoting.Wire;

/// <summary>Reads a header object's fields out of a command that was copied from its frame.</summary>
internal readonly struct CommandFieldReader(RemotingCommand command) : IHeaderFields
{
    public string Required(string name, string value) => Find(name) ?? throw Missing(name);

    public int Required(string name, int value) => Int32(name, Find(name) ?? throw Missing(name));

    public long Required(string name, long value) => Int64(name, Find(name) ?? throw Missing(name));

    public bool Required(string name, bool value) => Boolean(Find(name) ?? throw Missing(name));

    public string? IfPresent(string name, string? value) => Find(name) ?? value;

    public int? IfPresent(string name, int? value) => Find(name) is { } text ? Int32(name, text) : value;

    public long? IfPresent(string name, long? value) => Find(name) is { } text ? Int64(name, text) : value;

    public bool? IfPresent(string name, bool? value) => Find(name) is { } text ? Boolean(text) : value;

    private static bool Boolean(string text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    private string? Find(string name) => command.ExtFields?.GetValueOrDefault(name);

    private int Int32(string name, string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw NoNumber(name, text, "a 32-bit number");

    private long Int64(string name, string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw NoNumber(name, text, "a 64-bit number");

    private RejectedException Missing(string name) =>
        new(ResponseCode.SystemError, $"field '{name}' is missing in {Describe()}");

    private RejectedException NoNumber(string name, string value, string allowed) =>
        new(ResponseCode.SystemError, $"field '{name}' of {Describe()} is '{value}'; {allowed} is allowed");

    private string Describe() => (command.Flags & CommandFlags.Response) != 0
        ? $"response {command.Code}"
        : $"request {command.Code} {RequestCodes.NameOf(command.Code)}";
}
