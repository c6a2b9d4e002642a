use runcodec::{decode, encode};

#[test]
fn round_trip() {
    let mut seed: u64 = 9;
    for length in 0..60 {
        let mut row = String::new();
        for _ in 0..length {
            seed = seed * 16807 % 2147483647;
            let c = ['a', 'b', '#'][(seed % 3) as usize];
            for _ in 0..(seed / 3 % 13) {
                row.push(c);
            }
        }
        assert_eq!(decode(&encode(&row)).unwrap(), row);
    }
    assert!(decode("a").is_err());
    assert_eq!(decode("0a1b").unwrap(), "b");
}
