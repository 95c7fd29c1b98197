namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: a user. docs/protocol.md 2.4.14. Null is "leave as it is" in a change.</summary>
public sealed record UserInfo
{
    /// <summary>The secret that its clients sign with.</summary>
    public string? Password { get; set; }

    /// <summary>enable or disable.</summary>
    public string? UserStatus { get; set; }

    /// <summary>Super or Normal.</summary>
    public string? UserType { get; set; }

    /// <summary>Name.</summary>
    public string? Username { get; set; }
}
