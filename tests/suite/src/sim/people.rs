//! Synthetic people: valid check digits, province-level area code as in the official presets, a birth date of their own.

/// A name and an ID number that belong together and to no real person. Those whose `n` differ by a multiple of 5,000 have
/// the same birth date, and are still different persons.
pub fn person(n: u32) -> (String, String) {
    let date = n % 5_000;
    let day = date % 28 + 1;
    let month = date / 28 % 12 + 1;
    let year = 1930 + date / 336;
    let body = format!("110000{year:04}{month:02}{day:02}{:03}", n % 900 + 1);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    let digits = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    let name: String =
        n.to_string().chars().map(|digit| digits[digit.to_digit(10).unwrap_or(0) as usize]).collect();
    (format!("试{name}"), format!("{body}{}", check as char))
}
