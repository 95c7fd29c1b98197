namespace RocketMQ.Remoting.Headers;

/// <summary>
/// The custom fields of one request or response ("extFields"). A class lists its fields once, in <see cref="Fields{TFields}"/>;
/// the same listing reads them from a frame and writes them into one, so the two can not drift apart.
/// </summary>
public interface IRemotingHeader
{
    /// <summary>Passes every wire field through <paramref name="fields"/> and keeps what comes back.</summary>
    void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct;
}
