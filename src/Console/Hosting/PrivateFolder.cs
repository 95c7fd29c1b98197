namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>Folders whose content only the console's own user may read: they hold password hashes and keys.</summary>
internal static class PrivateFolder
{
    /// <summary>Creates the folder if it is absent; the permissions of an existing one are its owner's business.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
