using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace RocketMQ.Remoting.Transport;

/// <summary>
/// The certificate a server shows: read from PEM files and read again when they change, or self-signed where none is configured.
/// </summary>
/// <remarks>
/// Files are looked at on each handshake. A pair that can not be read (it may be half written) leaves the last good one in use
/// and is logged; without a good one the handshake fails with the reason.
/// </remarks>
internal sealed partial class ServerCertificate(TlsServerOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private X509Certificate2? _current;
    private (DateTime Certificate, DateTime Key) _readAt;

    /// <summary>Fails at start, not at the first client, when the configured files can not be used.</summary>
    /// <exception cref="ListenException">The files are missing or hold no usable pair.</exception>
    public void Verify()
    {
        if (options.Mode == TlsMode.Disabled || options.CertificatePath is null)
            return;
        try
        {
            Get();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ListenException(
                $"the TLS certificate '{options.CertificatePath}' with key '{options.KeyPath}' can not be used: {failure.Message}", failure);
        }
    }

    public X509Certificate2 Get()
    {
        lock (_gate)
        {
            if (options.CertificatePath is null)
                return _current ??= SelfSigned();
            var changed = (File.GetLastWriteTimeUtc(options.CertificatePath), File.GetLastWriteTimeUtc(options.KeyPath ?? options.CertificatePath));
            if (_current is null)
            {
                _current = Read();
                _readAt = changed;
            }
            else if (changed != _readAt)
                Renew(changed);
            return _current;
        }
    }

    public void Dispose() => _current?.Dispose();

    private void Renew((DateTime Certificate, DateTime Key) changed)
    {
        try
        {
            // The old one is left to the finaliser: handshakes may still use it.
            _current = Read();
            _readAt = changed;
            LogRenewed(logger, options.CertificatePath!, _current.NotAfter);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            LogNotRenewed(logger, options.CertificatePath!, failure.Message);
        }
    }

    private X509Certificate2 Read() => options.KeyPassword is { } password
        ? X509Certificate2.CreateFromEncryptedPemFile(options.CertificatePath!, password, options.KeyPath)
        : X509Certificate2.CreateFromPemFile(options.CertificatePath!, options.KeyPath);

    private X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = time.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "TLS certificate {Path} was read again; it is valid until {NotAfter}")]
    private static partial void LogRenewed(ILogger logger, string path, DateTime notAfter);

    [LoggerMessage(Level = LogLevel.Warning, Message = "TLS certificate {Path} changed but can not be read, the old one stays in use: {Reason}")]
    private static partial void LogNotRenewed(ILogger logger, string path, string reason);
}
