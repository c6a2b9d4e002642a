pub fn sum(values:&[i32])->i32{ values.iter().sum() }
