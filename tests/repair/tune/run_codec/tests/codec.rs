use runcodec::{decode, encode, saving, CodecError};

#[test]
fn encodes() {
    assert_eq!(encode("aaabb"), "3a2b");
    assert_eq!(encode("x"), "1x");
    assert_eq!(encode(""), "");
}

#[test]
fn decodes() {
    assert_eq!(decode("12.").unwrap(), "............");
    assert_eq!(decode("1x").unwrap(), "x");
}

#[test]
fn decodes_several_runs() {
    assert_eq!(decode("3a2b").unwrap(), "aaabb");
}

#[test]
fn refuses() {
    assert_eq!(decode("3ab"), Err(CodecError::MissingCount('b')));
    assert_eq!(decode("3a2"), Err(CodecError::TrailingCount));
}

#[test]
fn saves() {
    assert_eq!(saving("aaaaaaaaaa"), 7);
    assert_eq!(saving("ab"), -2);
}
