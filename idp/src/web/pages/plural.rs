//! Russian numerals: which form of a noun stands after a number.

/// The number with the form of the noun that goes with it: for one, for two to four, for many.
pub fn counted(number: i64, [one, few, many]: [&str; 3]) -> String {
    let form = match (number % 10, number % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    };
    // The two are not torn apart at the end of a line.
    format!("{number}\u{a0}{form}")
}

/// How long it is, after «через»: «через 1 секунду».
pub fn seconds(number: i64) -> String {
    counted(number, ["секунду", "секунды", "секунд"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noun_goes_with_the_number() {
        let all = [
            (0, "секунд"),
            (1, "секунду"),
            (2, "секунды"),
            (4, "секунды"),
            (5, "секунд"),
            (11, "секунд"),
            (12, "секунд"),
            (14, "секунд"),
            (21, "секунду"),
            (22, "секунды"),
            (60, "секунд"),
            (111, "секунд"),
            (101, "секунду"),
        ];
        for (number, noun) in all {
            assert_eq!(seconds(number), format!("{number}\u{a0}{noun}"));
        }
    }
}
