namespace RocketMQ.ManagementConsole.Access.Outside;

/// <summary>Why a login at the identity provider came to nothing; the text is the resource <c>Login.Problem.{name}</c>.</summary>
internal enum OutsideProblem
{
    /// <summary>The answer does not belong to a login that this browser began, or took too long.</summary>
    State,

    /// <summary>The user or the provider called it off.</summary>
    Denied,

    /// <summary>The provider does not answer, or not with what it has to.</summary>
    Unreachable,

    /// <summary>The provider did not give tokens for the code.</summary>
    Exchange,

    /// <summary>There is no id token in the answer, or it is not readable.</summary>
    IdToken,

    /// <summary>The id token is not signed with a key of the provider.</summary>
    Signature,

    /// <summary>The id token is of another issuer.</summary>
    Issuer,

    /// <summary>The id token is for somebody else than this console.</summary>
    Audience,

    /// <summary>The id token is out of date.</summary>
    Expired,

    /// <summary>The id token was made for another login.</summary>
    Nonce,

    /// <summary>The provider gives the user no role here.</summary>
    NoRole,

    /// <summary>Another account has the name.</summary>
    NameTaken,

    /// <summary>The provider gives no name that can be one here.</summary>
    Name,

    /// <summary>An administrator has disabled the account.</summary>
    Disabled,
}

/// <summary>A login at the identity provider that came to nothing.</summary>
internal sealed class OutsideLoginException(OutsideProblem problem, string? detail = null, Exception? inner = null)
    : Exception(detail ?? problem.ToString(), inner)
{
    /// <summary>Why.</summary>
    public OutsideProblem Problem { get; } = problem;
}
