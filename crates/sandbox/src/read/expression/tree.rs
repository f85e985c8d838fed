//! What an expression can say, as a tree.

#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    Text {
        /// With `\\` and `\'` resolved.
        value: String,
        /// As written between the quotes. LIKE reads this text, because there `\` also escapes `%` and `_`.
        raw: String,
    },
    Integer(i64),
    Real(f64),
    Boolean(bool),
    /// `#…#`: milliseconds; `##` is the null date.
    Instant(Option<i64>),
    /// `@id`, `[folder/@label]`, without the brackets.
    Path(String),
    Call {
        function: Function,
        arguments: Vec<Expression>,
    },
    Negative(Box<Expression>),
    Not(Box<Expression>),
    Binary {
        operator: Operator,
        left: Box<Expression>,
        right: Box<Expression>,
    },
    Like {
        value: Box<Expression>,
        pattern: Box<Expression>,
        negated: bool,
    },
    In {
        value: Box<Expression>,
        list: Vec<Expression>,
        negated: bool,
    },
    IsNull {
        value: Box<Expression>,
        negated: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Or,
    And,
    Equal,
    Different,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    Count,
    CountDistinct,
    Sum,
    Min,
    Max,
    Avg,
    Iif,
    Percent,
    DateOnly,
    TruncDate,
    AddDays,
    GetDate,
    Lower,
    Upper,
    Length,
    Left,
    IsNull,
    NoNull,
    Abs,
    Round,
    ToString,
    ToInteger,
}

impl Function {
    /// Names are not case sensitive. The numbers are the fewest and the most arguments.
    pub fn find(name: &str) -> Option<(Self, usize, usize)> {
        Some(match name.to_ascii_lowercase().as_str() {
            "count" => (Self::Count, 0, 1),
            "countdistinct" => (Self::CountDistinct, 1, 1),
            "sum" => (Self::Sum, 1, 1),
            "min" => (Self::Min, 1, 1),
            "max" => (Self::Max, 1, 1),
            "avg" => (Self::Avg, 1, 1),
            "iif" => (Self::Iif, 3, 3),
            "percent" => (Self::Percent, 2, 2),
            "dateonly" => (Self::DateOnly, 1, 1),
            "truncdate" => (Self::TruncDate, 2, 2),
            "adddays" => (Self::AddDays, 2, 2),
            "getdate" => (Self::GetDate, 0, 0),
            "lower" => (Self::Lower, 1, 1),
            "upper" => (Self::Upper, 1, 1),
            "length" => (Self::Length, 1, 1),
            "left" => (Self::Left, 2, 2),
            "isnull" => (Self::IsNull, 1, 1),
            "nonull" => (Self::NoNull, 1, 1),
            "abs" => (Self::Abs, 1, 1),
            "round" => (Self::Round, 1, 1),
            "tostring" => (Self::ToString, 1, 1),
            "tointeger" => (Self::ToInteger, 1, 1),
            _ => return None,
        })
    }

    pub fn is_aggregate(self) -> bool {
        matches!(self, Self::Count | Self::CountDistinct | Self::Sum | Self::Min | Self::Max | Self::Avg)
    }
}
