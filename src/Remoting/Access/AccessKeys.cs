namespace RocketMQ.Remoting.Access;

/// <summary>What a client signs its requests with, where brokers control access.</summary>
/// <param name="AccessKey">Name of the account.</param>
/// <param name="SecretKey">Its secret.</param>
/// <param name="SecurityToken">A token that came with them; null for none.</param>
public sealed record AccessKeys(string AccessKey, string SecretKey, string? SecurityToken = null)
{
    /// <summary>Never the secret, so that it does not get into logs.</summary>
    public override string ToString() => $"account '{AccessKey}'";
}
