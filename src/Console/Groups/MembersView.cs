namespace RocketMQ.ManagementConsole.Groups;

/// <summary>Members of a group, and what they say of themselves.</summary>
/// <param name="Members">Who is online.</param>
/// <param name="Running">Their own words.</param>
/// <param name="RunningAt">When they were asked for these.</param>
public sealed record MembersView(GroupMembers Members, RunningMembers Running, DateTimeOffset RunningAt);
