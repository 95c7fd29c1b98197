using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Remoting.Wire;

/// <summary>Reads a header object's fields out of a frame.</summary>
internal readonly ref struct FrameFieldReader(InboundFrame frame) : IHeaderFields
{
    private readonly InboundFrame _frame = frame;

    public string Required(string name, string value) =>
        _frame.TryGetField(name, out var field) ? field.GetString() : throw Missing(name);

    public int Required(string name, int value) =>
        _frame.TryGetField(name, out var field) ? Int32(name, field) : throw Missing(name);

    public long Required(string name, long value) =>
        _frame.TryGetField(name, out var field) ? Int64(name, field) : throw Missing(name);

    public bool Required(string name, bool value) =>
        _frame.TryGetField(name, out var field) ? field.GetBoolean() : throw Missing(name);

    public string? IfPresent(string name, string? value) =>
        _frame.TryGetField(name, out var field) ? field.GetString() : value;

    public int? IfPresent(string name, int? value) =>
        _frame.TryGetField(name, out var field) ? Int32(name, field) : value;

    public long? IfPresent(string name, long? value) =>
        _frame.TryGetField(name, out var field) ? Int64(name, field) : value;

    public bool? IfPresent(string name, bool? value) =>
        _frame.TryGetField(name, out var field) ? field.GetBoolean() : value;

    private int Int32(string name, HeaderField field) =>
        field.TryGetInt32(out var number) ? number : throw NoNumber(name, field.GetString(), "a 32-bit number");

    private long Int64(string name, HeaderField field) =>
        field.TryGetInt64(out var number) ? number : throw NoNumber(name, field.GetString(), "a 64-bit number");

    private RejectedException Missing(string name) =>
        new(ResponseCode.SystemError, $"field '{name}' is missing in {Describe()}");

    private RejectedException NoNumber(string name, string value, string allowed) =>
        new(ResponseCode.SystemError, $"field '{name}' of {Describe()} is '{value}'; {allowed} is allowed");

    private string Describe() => _frame.IsResponse
        ? $"response {_frame.Code}"
        : $"request {_frame.Code} {RequestCodes.NameOf(_frame.Code)}";
}
