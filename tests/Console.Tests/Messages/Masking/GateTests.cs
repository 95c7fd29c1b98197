using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using RocketMQ.ManagementConsole.Messages;

namespace RocketMQ.ManagementConsole.Tests.Messages.Masking;

/// <summary>
/// What is in messages leaves the server in one place. The compiled console is searched for calls that read content, wherever they come from: pages
/// are code as well.
/// </summary>
public sealed class GateTests
{
    /// <summary>Members that hand out what is in a message, by type.</summary>
    private static readonly Dictionary<string, string[]> Content = new()
    {
        ["StoredMessage"] = ["get_Body", "get_Record", "get_PropertiesText", "get_Properties", "get_Keys", "get_Tags", "UnpackBody"],
        ["BodyDecoding"] = ["Decode"],
        ["MessagePacking"] = ["Unpack"],
        ["BodyPreview"] = ["Of"],
        ["MessageBody"] = ["Of", "get_Content", "get_Decoded"],
        ["TraceRecord"] = ["get_Keys", "get_Tags"],
        ["DecodedBody"] = ["get_Text", "get_Content"],
    };

    /// <summary>Who may call them: what masks, what it is made of, two comparisons that show nothing, and what sends a copy that nobody sees by it.</summary>
    private static readonly string[] Allowed =
    [
        "RocketMQ.ManagementConsole.Messages.Masking.",
        "RocketMQ.ManagementConsole.Messages.Decoding.",
        "RocketMQ.ManagementConsole.Messages.MessageBody",
        "RocketMQ.ManagementConsole.Messages.BodyPreview",
        "RocketMQ.ManagementConsole.Messages.GroupWish",
        "RocketMQ.ManagementConsole.Canaries.CanaryProber",
        "RocketMQ.ManagementConsole.Messages.Resending.ResentMessage",
    ];

    [Fact]
    public void Only_what_masks_reads_what_is_in_messages()
    {
        var callers = Callers(typeof(MessageQuery).Assembly.Location);

        Assert.Contains(callers, caller => caller.StartsWith("RocketMQ.ManagementConsole.Messages.Masking.VisibleMessage", StringComparison.Ordinal));
        Assert.DoesNotContain(callers, caller => !Allowed.Any(allowed => caller.StartsWith(allowed, StringComparison.Ordinal)));
    }

    private static List<string> Callers(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var wanted = Tokens(metadata).ToHashSet();
        List<string> callers = [];
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0 && Calls(file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? [], wanted))
                callers.Add($"{NameOf(metadata, method.GetDeclaringType())}.{metadata.GetString(method.Name)}");
        }

        return callers;
    }

    private static IEnumerable<int> Tokens(MetadataReader metadata)
    {
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind is HandleKind.TypeReference
                && Content.TryGetValue(metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name), out var names)
                && names.Contains(metadata.GetString(member.Name)))
                yield return MetadataTokens.GetToken(handle);
        }

        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (Content.TryGetValue(metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name), out var names) && names.Contains(metadata.GetString(method.Name)))
                yield return MetadataTokens.GetToken(handle);
        }
    }

    // call, callvirt and ldftn with the token behind them; that other bytes look like one of these by chance would fail the test, not pass it.
    private static bool Calls(byte[] code, HashSet<int> wanted)
    {
        for (var at = 0; at + 5 <= code.Length; at++)
        {
            if ((code[at] is 0x28 or 0x6F || (code[at] == 0x06 && at > 0 && code[at - 1] == 0xFE)) && wanted.Contains(BitConverter.ToInt32(code, at + 1)))
                return true;
        }

        return false;
    }

    // Lambdas and iterators are in types within the type that wrote them.
    private static string NameOf(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var outer = type.GetDeclaringType();
        return outer.IsNil ? $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}" : $"{NameOf(metadata, outer)}+{metadata.GetString(type.Name)}";
    }
}
