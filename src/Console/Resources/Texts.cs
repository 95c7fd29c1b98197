namespace RocketMQ.ManagementConsole.Resources;

/// <summary>Names the resource files that hold every text of the console: Texts.resx (English) and Texts.zh-CN.resx.</summary>
internal sealed class Texts;
