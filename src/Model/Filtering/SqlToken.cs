namespace RocketMQ.Model.Filtering;

/// <summary>What a piece of an SQL92 expression is.</summary>
internal enum SqlTokenKind
{
    End,
    Name,
    Integer,
    Decimal,
    Text,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Open,
    Close,
    Comma,
    Plus,
    Minus,
    Not,
    And,
    Or,
    Between,
    In,
    True,
    False,
    Null,
    Is,
}

/// <summary>One piece of an expression, by its place.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;
}
