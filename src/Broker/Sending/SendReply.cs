using RocketMQ.Broker.Config;
using RocketMQ.Broker.Hosting;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Sending;

/// <summary>Writes the answers to sends. Region and tracing are told in each, failures included (docs/protocol.md 2.4.1).</summary>
internal sealed class SendReply(BrokerSettings settings, BrokerIdentity identity)
{
    private const int LongestId = 56;

    /// <summary>The message is stored.</summary>
    public void Stored(in SendTarget target, ResponseCode code, int queueId, long queueOffset, ReadOnlySpan<long> physicalOffsets)
    {
        if (target.IsOneway)
            return;
        using var output = target.Connection.OpenOutput();
        var frame = new FrameWriter(output.Buffer, target.Type, (int)code, target.Opaque, CommandFlags.Response);
        WriteIds(ref frame, physicalOffsets);
        frame.Field("queueId"u8, queueId);
        frame.Field("queueOffset"u8, queueOffset);
        WriteCommon(ref frame);
        frame.Complete();
    }

    /// <summary>The message is not stored.</summary>
    public void Refused(in SendTarget target, ResponseCode code, string remark)
    {
        if (target.IsOneway)
            return;
        using var output = target.Connection.OpenOutput();
        var frame = new FrameWriter(output.Buffer, target.Type, (int)code, target.Opaque, CommandFlags.Response, remark);
        WriteCommon(ref frame);
        frame.Complete();
    }

    private void WriteIds(ref FrameWriter frame, ReadOnlySpan<long> physicalOffsets)
    {
        if (physicalOffsets.Length == 1)
        {
            Span<byte> id = stackalloc byte[LongestId];
            frame.Field("msgId"u8, id[..MessageIds.WriteOffsetId(id, identity.StoreHost, physicalOffsets[0])]);
            return;
        }

        var ids = new byte[physicalOffsets.Length * (LongestId + 1)];
        var length = 0;
        foreach (var offset in physicalOffsets)
        {
            if (length > 0)
                ids[length++] = (byte)',';
            length += MessageIds.WriteOffsetId(ids.AsSpan(length), identity.StoreHost, offset);
        }

        frame.Field("msgId"u8, ids.AsSpan(0, length));
    }

    private void WriteCommon(ref FrameWriter frame)
    {
        frame.Field("MSG_REGION"u8, settings.RegionId);
        frame.Field("TRACE_ON"u8, settings.TraceOn ? "true"u8 : "false"u8);
    }
}

/// <summary>Where the answer to a send goes, free of the frame it came in.</summary>
internal readonly record struct SendTarget(RemotingConnection Connection, SerializeType Type, int Opaque, bool IsOneway);
