namespace RocketMQ.ManagementConsole.Tests.Messages.Decoding;

/// <summary>Bodies that other programs made.</summary>
internal static class SampleBodies
{
    /// <summary>What is packed in the packed ones.</summary>
    public const string Json = """{"order":"A-1001","lines":[1,2,3]}""";

    /// <summary>By lz4 1.9 of the command line.</summary>
    public static readonly byte[] Lz4 = Convert.FromBase64String("BCJNGGRApyIAAIB7Im9yZGVyIjoiQS0xMDAxIiwibGluZXMiOlsxLDIsM119AAAAALwpwQk=");

    /// <summary>By zstd 1.5 of the command line.</summary>
    public static readonly byte[] Zstd = Convert.FromBase64String("KLUv/SQiEQEAeyJvcmRlciI6IkEtMTAwMSIsImxpbmVzIjpbMSwyLDNdfW/eYco=");

    /// <summary>By gzip 1.12 of the command line.</summary>
    public static readonly byte[] Gzip = Convert.FromBase64String("H4sIAAAAAAAAA6tWyi9KSS1SslJy1DU0MDBU0lHKycxLLVayijbUMdIxjq0FAIKSzjMiAAAA");

    /// <summary>20 MB of zeros, by zstd.</summary>
    public static readonly byte[] ZstdBomb = Convert.FromBase64String(
        "KLUv/YRYAC0xAVQAABAAAAEA+/85wAICABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEABEAAAAAQD9/80LEAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAEQAAAABAP3/zQsQAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAADaAkAIfdQ2Q==");

    /// <summary>A LinkedHashMap of a text and an Integer, by ObjectOutputStream of Java 17.</summary>
    public static readonly byte[] JavaMap = Convert.FromBase64String(
        "rO0ABXNyABdqYXZhLnV0aWwuTGlua2VkSGFzaE1hcDTATlwQbMD7AgABWgALYWNjZXNzT3JkZXJ4cgARamF2YS51dGlsLkhhc2hNYXAFB9rBwxZg0QMAAkYACmxvYWRGYWN0b3JJAAl0aHJlc2hvbGR4cD9AAAAAAAAMdwgAAAAQAAAAAnQAB29yZGVyTm90AAZBLTEwMDF0AAZhbW91bnRzcgARamF2YS5sYW5nLkludGVnZXIS4qCk94GHOAIAAUkABXZhbHVleHIAEGphdmEubGFuZy5OdW1iZXKGrJUdC5TgiwIAAHhwAAAAKngA");

    /// <summary>A String, by ObjectOutputStream of Java 17.</summary>
    public static readonly byte[] JavaText = Convert.FromBase64String("rO0ABXQADkdyw7zDn2Ug5L2g5aW9");
}
