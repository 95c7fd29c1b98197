using System.Diagnostics;
using System.Net.Sockets;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Load;

/// <summary>Sends with a fixed number of requests in flight per connection, reading only the few bytes of each answer that matter.</summary>
internal sealed class SendLoad(RemotingAddress broker, string topic, int window, int size, int rate)
{
    private readonly byte[] _body = new byte[size];
    private long _failed;

    public async Task<LoadReport> RunAsync(int connections, int count, int? pid, CancellationToken cancellation)
    {
        var latencies = new long[count];
        var before = ProcessFigures.Read(pid);
        var start = Stopwatch.GetTimestamp();
        var share = count / connections;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(i =>
            Task.Run(() => RunConnectionAsync(i, rate / (double)connections, latencies.AsMemory(i * share, share), cancellation), cancellation)));
        var elapsed = Stopwatch.GetElapsedTime(start);
        return new LoadReport(share * connections, _failed, elapsed, latencies.AsMemory(0, share * connections), before, ProcessFigures.Read(pid));
    }

    private async Task RunConnectionAsync(int number, double perSecond, Memory<long> latencies, CancellationToken cancellation)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(broker.Host, broker.Port, cancellation);
        using var output = new OutputBuffer(64 * 1024);
        var started = new long[window];
        var input = new byte[256 * 1024];
        var (sent, answered, filled) = (0, 0, 0);
        var begun = Stopwatch.GetTimestamp();
        while (answered < latencies.Length)
        {
            var due = perSecond > 0 ? Math.Min(latencies.Length, (int)(Stopwatch.GetElapsedTime(begun).TotalSeconds * perSecond) + 1) : latencies.Length;
            if (sent == answered && sent >= due)
            {
                await Task.Delay(1, cancellation);
                continue;
            }

            for (; sent < due && sent - answered < window; sent++)
            {
                started[sent % window] = Stopwatch.GetTimestamp();
                WriteSend(output, number, sent);
            }

            if (output.Length > 0)
            {
                await socket.SendAsync(output.WrittenMemory, cancellation);
                output.Clear();
            }

            var received = await socket.ReceiveAsync(input.AsMemory(filled), cancellation);
            if (received == 0)
                throw new IOException("the broker closed the connection");
            filled += received;
            var consumed = ReadAnswers(input.AsSpan(0, filled), started, latencies.Span, ref answered);
            filled -= consumed;
            input.AsSpan(consumed, filled).CopyTo(input);
        }
    }

    private int ReadAnswers(ReadOnlySpan<byte> input, long[] started, Span<long> latencies, ref int answered)
    {
        var consumed = 0;
        while (InboundFrame.MeasureFrame(input[consumed..], InboundFrame.DefaultMaxLength) is > 0 and var length && length <= input.Length - consumed)
        {
            // Answers to one connection's sends come in order here; only code 0 counts as stored.
            if (input.Slice(consumed, length).IndexOf("\"code\":0,"u8) < 0)
                Interlocked.Increment(ref _failed);
            latencies[answered] = Stopwatch.GetTimestamp() - started[answered % window];
            answered++;
            consumed += length;
        }

        return consumed;
    }

    private void WriteSend(OutputBuffer output, int connection, int number)
    {
        var frame = new FrameWriter(output, SerializeType.Json, (int)RequestCode.SendMessageV2, number, CommandFlags.Request);
        frame.Field("a"u8, "load"u8);
        Span<byte> name = stackalloc byte[128];
        frame.Field("b"u8, name[..System.Text.Encoding.UTF8.GetBytes(topic, name)]);
        frame.Field("c"u8, "TBW102"u8);
        frame.Field("d"u8, 4);
        frame.Field("e"u8, (connection + number) % 4);
        frame.Field("f"u8, 0);
        frame.Field("g"u8, 1);
        frame.Field("h"u8, 0);
        frame.Field("i"u8, "TAGS\u0001A"u8);
        frame.Field("j"u8, 0);
        frame.Field("k"u8, "false"u8);
        frame.Field("m"u8, "false"u8);
        frame.Body(_body);
        frame.Complete();
    }
}
