#[path = "tank.rs"]
mod tank;
use tank::{pour, Tank};

#[test]
fn water_is_kept() {
    let (mut one, mut other) = (Tank::new(17), Tank::new(9));
    let (mut poured_in, mut out, mut seed) = (0u32, 0u32, 7u64);
    for _ in 0..500 {
        seed = seed * 16807 % 2147483647;
        let amount = (seed / 8 % 12) as u32;
        match seed % 4 {
            0 => { one.fill(amount); poured_in += amount; }
            1 => { other.fill(amount); poured_in += amount; }
            2 => { out += other.draw(amount); }
            _ => { pour(&mut one, &mut other); }
        }
        assert!(one.level() <= 17 && other.level() <= 9);
        assert_eq!(poured_in, out + one.level() + other.level() + one.lost() + other.lost());
    }
    let mut full = Tank::new(3);
    full.fill(2);
    assert_eq!(full.percent(), 66);
}
