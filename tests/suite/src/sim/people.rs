//! Synthetic people: valid check digits, province-level area code as in the official presets, a birth date of their own.

/// From this number on persons are minors in 2026.
pub const MINORS: u32 = 1_000_000;

/// A name and an ID number that belong together and to no real person. Below [`MINORS`] they were born in 1930 to 1944, from
/// there on in 2010 to 2016. Those whose `n` differ by a multiple of 5,000 have the same birth date, and are still
/// different persons.
pub fn person(n: u32) -> (String, String) {
    let (date, first_year) = if n < MINORS { (n % 5_000, 1930) } else { (n % 5_000 % 2_352, 2010) };
    let day = date % 28 + 1;
    let month = date / 28 % 12 + 1;
    let year = first_year + date / 336;
    let body = format!("110000{year:04}{month:02}{day:02}{:03}", n % 900 + 1);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    let digits = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    let name: String =
        n.to_string().chars().map(|digit| digits[digit.to_digit(10).unwrap_or(0) as usize]).collect();
    (format!("试{name}"), format!("{body}{}", check as char))
}
