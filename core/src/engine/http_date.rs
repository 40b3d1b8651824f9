//! The HTTP header `Date`.

use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::time::UnixMs;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The instant of `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that servers write (RFC 9110 §5.6.7); of another, which proves nothing
/// about the clock, none. The name of the day adds nothing and is not read.
///
/// jiff's parser of mail dates knows this form too, and brings 30 kB of code and error texts with it.
pub(super) fn parse(text: &str) -> Option<UnixMs> {
    let mut words = text.trim().split(' ');
    let mut word = || words.next();
    let (Some(_), Some(day), Some(month), Some(year), Some(clock), Some("GMT"), None) =
        (word(), word(), word(), word(), word(), word(), word())
    else {
        return None;
    };
    let month = i8::try_from(MONTHS.iter().position(|name| *name == month)? + 1).ok()?;
    let year = i16::from(two(year.get(..2)?)?) * 100 + i16::from(two(year.get(2..)?)?);
    let mut parts = clock.split(':').map(two);
    let (Some(hour), Some(minute), Some(second), None) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next())
    else {
        return None;
    };
    // A leap second is the second before it.
    let second = if second == 60 { 59 } else { second };
    let time = DateTime::new(year, month, two(day)?, hour, minute, second, 0).ok()?;
    Some(Offset::UTC.to_timestamp(time).ok()?.as_millisecond())
}

/// Two digits.
fn two(text: &str) -> Option<i8> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::parse;
    use jiff::fmt::rfc2822::DateTimeParser;

    /// Every second day of ten thousand years, at a time of day that wanders.
    #[test]
    fn agrees_with_the_parser_of_mail_dates() {
        let mut read = 0;
        for second in (0..253_402_300_000_i64).step_by(2 * 86_400 + 12_347) {
            let time = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_second(second).unwrap());
            let day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
                [usize::try_from(time.weekday().to_monday_zero_offset()).unwrap()];
            let month = super::MONTHS[usize::try_from(time.month() - 1).unwrap()];
            let text = alloc::format!(
                "{day}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                time.day(),
                month,
                time.year(),
                time.hour(),
                time.minute(),
                time.second()
            );
            assert_eq!(parse(&text), Some(second * 1000), "{text}");
            let known = DateTimeParser::new().parse_timestamp(&text).unwrap();
            assert_eq!(known.as_second(), second, "{text}");
            read += 1;
        }
        assert!(read > 1_000_000);
    }

    #[test]
    fn the_example_of_the_standard() {
        assert_eq!(parse("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777_000));
        assert_eq!(parse("Sat, 31 Dec 2016 23:59:60 GMT"), Some(1_483_228_799_000));
    }

    #[test]
    fn no_other_form() {
        for other in [
            "",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun, 06 Nov 1994 08:49:37 CST",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT+8",
            "Sun, 06 Nov 199x 08:49:37 GMT",
            "Sun, 06 November 1994 08:49:37 GMT",
        ] {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
