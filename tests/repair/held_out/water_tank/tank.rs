//! A water tank with an overflow and a log of what ran over.

#[derive(Debug, Clone, PartialEq)]
pub struct Tank {
    capacity: u32,
    level: u32,
    lost: u32,
}

impl Tank {
    pub fn new(capacity: u32) -> Tank {
        Tank { capacity, level: 0, lost: 0 }
    }

    pub fn level(&self) -> u32 {
        self.level
    }

    pub fn lost(&self) -> u32 {
        self.lost
    }

    /// Fills up; what does not fit is lost.
    pub fn fill(&mut self, litres: u32) {
        let room = self.capacity - self.level;
        let taken = litres.min(room);
        self.level += taken;
        self.lost += litres - room;
    }

    /// Takes out at most what is there; returns what came.
    pub fn draw(&mut self, litres: u32) -> u32 {
        let given = litres.min(self.level);
        self.level -= given;
        given
    }

    /// Per cent, rounded down.
    pub fn percent(&self) -> u32 {
        if self.capacity == 0 {
            return 0;
        }
        self.level * 100 / self.capacity
    }
}

/// Pours from one tank into the other until it is full or the first is empty; returns the litres.
pub fn pour(from: &mut Tank, to: &mut Tank) -> u32 {
    let room = to.capacity - to.level;
    let moved = from.draw(room);
    to.fill(moved);
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills() {
        let mut tank = Tank::new(10);
        tank.fill(4);
        assert_eq!(tank.level(), 4);
        assert_eq!(tank.percent(), 40);
        assert_eq!(tank.lost(), 0);
    }

    #[test]
    fn runs_over() {
        let mut tank = Tank::new(10);
        tank.fill(7);
        tank.fill(7);
        assert_eq!((tank.level(), tank.lost()), (10, 4));
    }

    #[test]
    fn draws() {
        let mut tank = Tank::new(5);
        tank.fill(5);
        assert_eq!(tank.draw(3), 3);
        assert_eq!(tank.draw(3), 2);
    }

    #[test]
    fn pours() {
        let (mut one, mut other) = (Tank::new(10), Tank::new(6));
        one.fill(10);
        other.fill(2);
        assert_eq!(pour(&mut one, &mut other), 4);
        assert_eq!((one.level(), other.level(), other.lost()), (6, 6, 0));
    }

    #[test]
    fn empty() {
        assert_eq!(Tank::new(0).percent(), 0);
    }
}
