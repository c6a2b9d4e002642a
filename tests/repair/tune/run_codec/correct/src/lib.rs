//! Run-length coding of pixel rows: `3a2b` for `aaabb`.

#[derive(Debug, PartialEq)]
pub enum CodecError {
    MissingCount(char),
    TrailingCount,
}

pub fn encode(row: &str) -> String {
    let mut out = String::new();
    let mut chars = row.chars().peekable();
    while let Some(c) = chars.next() {
        let mut count = 1;
        while chars.peek() == Some(&c) {
            chars.next();
            count += 1;
        }
        out.push_str(&count.to_string());
        out.push(c);
    }
    out
}

pub fn decode(text: &str) -> Result<String, CodecError> {
    let mut out = String::new();
    let mut digits = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        let count: usize = digits.parse().map_err(|_| CodecError::MissingCount(c))?;
        out.extend(std::iter::repeat(c).take(count));
        digits.clear();
    }
    if digits.is_empty() {
        Ok(out)
    } else {
        Err(CodecError::TrailingCount)
    }
}

/// Bytes that coding saves; negative when it costs.
pub fn saving(row: &str) -> i64 {
    row.len() as i64 - encode(row).len() as i64
}
