namespace RocketMQ.ManagementConsole.Access;

/// <summary>One account of the console.</summary>
/// <param name="Name">Login name; compared without regard to case.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="PasswordHash">As written by ASP.NET Core Identity's hasher (PBKDF2, HMAC-SHA512).</param>
/// <param name="Stamp">Changes with the password, so that older cookies, circuits and tokens stop working.</param>
internal sealed record User(string Name, string Role, string PasswordHash, string Stamp);
