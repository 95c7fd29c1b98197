using System.Text;
using System.Text.Json.Serialization.Metadata;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Cli.Commands.Exports;

/// <summary>Files that the export commands write, under the names and in the layout of the original's.</summary>
internal static class ExportFiles
{
    public const string Folder = "/tmp/rocketmq/export";

    /// <summary>Writes one and answers with its path.</summary>
    public static async Task<Answer> WriteAsync<T>(Invocation call, string folder, string name, T content, JsonTypeInfo<T> type)
        where T : class
    {
        Directory.CreateDirectory(folder);
        var path = $"{folder.TrimEnd('/')}/{name}";
        var text = Encoding.UTF8.GetString(FastJson.Write(content, type, FastJsonStyle.Pretty));
        // A reader never sees half a file.
        var draft = path + ".tmp";
        await File.WriteAllTextAsync(draft, text, call.Cancellation);
        File.Move(draft, path, overwrite: true);
        return Answer.Of(new ExportedFile(path), CliJson.Default.ExportedFile, screen => screen.Print($"export {path} success"));
    }
}

/// <summary>Where an export was written.</summary>
internal sealed record ExportedFile(string File);
