//! Makes a tree of words. The precedence, from the lowest: OR, AND, NOT, comparisons, sums, products, sign.

use super::token::{Token, tokens};
use super::tree::{Expression, Function, Operator};

/// Longest expression, in bytes.
const LONGEST: usize = 100_000;
/// Parentheses, arguments and NOTs inside each other.
const DEEPEST: usize = 40;
/// Operators in one expression: every one makes the tree deeper by one.
const MOST_OPERATORS: usize = 250;
/// Entries of an IN list.
const LONGEST_LIST: usize = 5_000;

/// Reads an expression.
///
/// # Errors
/// What is wrong, in words for a fault's detail.
pub fn parse(text: &str) -> Result<Expression, String> {
    if text.len() > LONGEST {
        return Err("The expression is too long.".to_owned());
    }
    let mut parser = Parser { tokens: tokens(text)?.into_iter().peekable(), depth: 0, operators: 0 };
    let expression = parser.expression(0)?;
    match parser.tokens.next() {
        None => Ok(expression),
        Some(_) => Err("Something follows the end of the expression.".to_owned()),
    }
}

struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    depth: usize,
    operators: usize,
}

const NOT: u8 = 3;
const COMPARISON: u8 = 4;
const SIGN: u8 = 7;

impl Parser {
    /// Reads what binds tighter than `least`.
    fn expression(&mut self, least: u8) -> Result<Expression, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("The expression is nested too deep.".to_owned());
        }
        let mut left = self.operand()?;
        loop {
            if let Some((operator, binding)) = self.peek_binary() {
                if binding <= least {
                    break;
                }
                self.tokens.next();
                self.count_operator()?;
                let right = Box::new(self.expression(binding)?);
                left = Expression::Binary { operator, left: Box::new(left), right };
            } else if least < COMPARISON && self.peek_postfix() {
                left = self.postfix(left)?;
            } else {
                break;
            }
        }
        self.depth -= 1;
        Ok(left)
    }

    fn count_operator(&mut self) -> Result<(), String> {
        self.operators += 1;
        if self.operators > MOST_OPERATORS {
            return Err("The expression has too many operators.".to_owned());
        }
        Ok(())
    }

    fn peek_binary(&mut self) -> Option<(Operator, u8)> {
        Some(match self.tokens.peek()? {
            Token::Word(word) if word.eq_ignore_ascii_case("or") => (Operator::Or, 1),
            Token::Word(word) if word.eq_ignore_ascii_case("and") => (Operator::And, 2),
            Token::Symbol("=") => (Operator::Equal, COMPARISON),
            Token::Symbol("<>") => (Operator::Different, COMPARISON),
            Token::Symbol("<") => (Operator::Less, COMPARISON),
            Token::Symbol("<=") => (Operator::LessOrEqual, COMPARISON),
            Token::Symbol(">") => (Operator::Greater, COMPARISON),
            Token::Symbol(">=") => (Operator::GreaterOrEqual, COMPARISON),
            Token::Symbol("+") => (Operator::Add, 5),
            Token::Symbol("-") => (Operator::Subtract, 5),
            Token::Symbol("*") => (Operator::Multiply, 6),
            Token::Symbol("/") => (Operator::Divide, 6),
            _ => return None,
        })
    }

    fn peek_postfix(&mut self) -> bool {
        ["like", "in", "is", "not"].iter().any(|keyword| self.peek_word(keyword))
    }

    fn postfix(&mut self, value: Expression) -> Result<Expression, String> {
        self.count_operator()?;
        let value = Box::new(value);
        if self.word("is") {
            let negated = self.word("not");
            return if self.word("null") {
                Ok(Expression::IsNull { value, negated })
            } else {
                Err("NULL is expected after IS.".to_owned())
            };
        }
        let negated = self.word("not");
        if self.word("like") {
            let pattern = Box::new(self.expression(COMPARISON)?);
            return Ok(Expression::Like { value, pattern, negated });
        }
        if !self.word("in") {
            return Err("LIKE or IN is expected after NOT.".to_owned());
        }
        self.symbol("(")?;
        let list = self.list(LONGEST_LIST)?;
        if list.is_empty() {
            Err("The list of IN is empty.".to_owned())
        } else {
            Ok(Expression::In { value, list, negated })
        }
    }

    fn operand(&mut self) -> Result<Expression, String> {
        Ok(match self.tokens.next().ok_or("An operand is missing.")? {
            Token::Text { value, raw } => Expression::Text { value, raw },
            Token::Integer(value) => Expression::Integer(value),
            Token::Real(value) => Expression::Real(value),
            Token::Instant(value) => Expression::Instant(value),
            Token::Path(path) => Expression::Path(path),
            Token::Symbol(".") => Expression::Path(".".to_owned()),
            Token::Symbol("(") => {
                let inner = self.expression(0)?;
                self.symbol(")")?;
                inner
            }
            Token::Symbol("-") => {
                self.count_operator()?;
                Expression::Negative(Box::new(self.expression(SIGN)?))
            }
            Token::Word(word) => return self.named(word),
            Token::Symbol(symbol) => return Err(format!("An operand is missing before '{symbol}'.")),
        })
    }

    fn named(&mut self, word: String) -> Result<Expression, String> {
        if word.eq_ignore_ascii_case("not") {
            self.count_operator()?;
            return Ok(Expression::Not(Box::new(self.expression(NOT)?)));
        }
        if self.tokens.peek() == Some(&Token::Symbol("(")) {
            self.tokens.next();
            let arguments = self.list(3)?;
            let (function, fewest, most) =
                Function::find(&word).ok_or_else(|| format!("The function '{word}' is unknown."))?;
            if !(fewest..=most).contains(&arguments.len()) {
                return Err(format!("The function '{word}' has a wrong number of arguments."));
            }
            return Ok(Expression::Call { function, arguments });
        }
        Ok(match word.to_ascii_lowercase().as_str() {
            "true" => Expression::Boolean(true),
            "false" => Expression::Boolean(false),
            "and" | "or" | "like" | "in" | "is" | "null" => {
                return Err(format!("An operand is missing before '{word}'."));
            }
            _ => Expression::Path(word),
        })
    }

    /// Expressions between commas, up to the closing parenthesis.
    fn list(&mut self, longest: usize) -> Result<Vec<Expression>, String> {
        let mut list = Vec::new();
        if self.tokens.peek() == Some(&Token::Symbol(")")) {
            self.tokens.next();
            return Ok(list);
        }
        loop {
            list.push(self.expression(0)?);
            if list.len() > longest {
                return Err("A list is too long.".to_owned());
            }
            match self.tokens.next() {
                Some(Token::Symbol(",")) => {}
                Some(Token::Symbol(")")) => return Ok(list),
                _ => return Err("A parenthesis is not closed.".to_owned()),
            }
        }
    }

    fn peek_word(&mut self, keyword: &str) -> bool {
        matches!(self.tokens.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(keyword))
    }

    fn word(&mut self, keyword: &str) -> bool {
        let found = self.peek_word(keyword);
        if found {
            self.tokens.next();
        }
        found
    }

    fn symbol(&mut self, symbol: &str) -> Result<(), String> {
        match self.tokens.next() {
            Some(Token::Symbol(found)) if found == symbol => Ok(()),
            _ => Err(format!("'{symbol}' is expected.")),
        }
    }
}
