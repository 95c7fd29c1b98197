namespace RocketMQ.NameServer.KeyValues;

/// <summary>
/// A small file that is always replaced as a whole: the new content goes to <c>.tmp</c>, the former one stays as <c>.bak</c>.
/// docs/protocol.md 4.7.
/// </summary>
internal static class ReplacedFile
{
    /// <summary>Replaces the content. Its folder is made if need be.</summary>
    /// <exception cref="IOException">It can not be done; the former content is still there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var next = path + ".tmp";
            using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
            {
                stream.Write(content);
                // Else a power cut could leave the new name with nothing behind it.
                stream.Flush(flushToDisk: true);
            }

            if (File.Exists(path))
                File.Copy(path, path + ".bak", overwrite: true);
            File.Move(next, path, overwrite: true);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"'{path}' can not be written: {refused.Message}", refused);
        }
    }
}
