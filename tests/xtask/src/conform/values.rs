//! Random arguments, one function a kind. With `edge` they stray to the borders of what is allowed and beyond;
//! without it they are always valid.

use fastrand::Rng;
use serde_json::{Value, json};

/// A source of values.
pub struct Values {
    /// Where chance comes from.
    pub rng: Rng,
    /// Whether borders and wrong values are wanted.
    pub edge: bool,
}

impl Values {
    /// One of `usual`, or with `edge`, now and then, one of `odd`.
    pub fn pick<'a>(&mut self, usual: &[&'a str], odd: &[&'a str]) -> &'a str {
        let from = if self.edge && !odd.is_empty() && self.rng.u8(..4) == 0 { odd } else { usual };
        from[self.rng.usize(..from.len())]
    }

    /// Whether to stray now.
    pub fn stray(&mut self, one_in: u32) -> bool {
        self.edge && self.rng.u32(..one_in) == 0
    }

    /// Any bytes as lower hex.
    pub fn hex(&mut self, length: usize) -> String {
        (0..length).map(|_| format!("{:02x}", self.rng.u8(..))).collect()
    }

    /// Characters of this alphabet.
    pub fn letters(&mut self, alphabet: &str, length: usize) -> String {
        let alphabet: Vec<char> = alphabet.chars().collect();
        (0..length).map(|_| alphabet[self.rng.usize(..alphabet.len())]).collect()
    }

    /// 32 hex digits.
    pub fn secret_key(&mut self) -> String {
        if self.stray(12) {
            let odd = ["", "2836e95fcd10e04b0069bb1ee65995", "2836e95fcd10e04b0069bb1ee659955g", "密钥"];
            return odd[self.rng.usize(..odd.len())].to_owned();
        }
        let key = self.hex(16);
        if self.edge && self.rng.bool() { key.to_uppercase() } else { key }
    }

    /// An enterprise acting for a game.
    pub fn app(&mut self) -> Value {
        let app_id =
            self.pick(&["test-appId", "fdc6688637bc468e9aea874654cbead2"], &["", "a b", "应用", "x\u{7f}"]);
        let biz_id = self.pick(&["1101999999", "test-bizId"], &["", "1101 999", "游戏"]);
        json!({"app_id": app_id, "biz_id": biz_id, "secret_key": self.secret_key()})
    }

    /// Where requests go.
    pub fn endpoints(&mut self) -> Value {
        match self.rng.u8(..4) {
            0 => json!({"kind": "production"}),
            1 => json!({"kind": "test", "code": self.pick(&["Ab12Cd", "0"], &["", "a/b", "代码", "a-b"])}),
            _ => {
                let odd = [
                    "ftp://h/p",
                    "http://",
                    "http://h/p?q=1",
                    "https://u@h/p",
                    "http://h/p#f",
                    "http://h /p",
                    "h/p",
                    "",
                ];
                let mut url = |usual| self.pick(&[usual], &odd).to_owned();
                json!({
                    "kind": "custom", "check": url("http://127.0.0.1:8080/check"), "query": url("https://h.example/q"),
                    "report": url("http://[::1]:9/r"),
                })
            }
        }
    }

    /// An identifier of at most 32 bytes.
    pub fn id32(&mut self) -> String {
        if self.stray(4) {
            let odd =
                ["", "x", "a b/é%+&=?#", "ai\u{1}", "人人人人人人人人人人", "人人人人人人人人人人a", "-._~"];
            let long = "a".repeat(33);
            let at = self.rng.usize(..=odd.len());
            return odd.get(at).map_or(long, |text| (*text).to_owned());
        }
        self.hex(16)
    }

    /// Any short text.
    pub fn text(&mut self) -> String {
        let length = self.rng.usize(..if self.edge { 70 } else { 20 } + 1) + usize::from(!self.edge);
        self.letters("abcXYZ0189 -_:/+&=%\"\\王小明·é😀", length.max(usize::from(!self.edge)))
    }

    /// A player's name.
    pub fn name(&mut self) -> String {
        if self.stray(3) {
            let odd = [
                "",
                " ",
                "王 小 明",
                "王\u{200b}小明",
                "阿·不都",
                "阿•不都",
                "·王",
                "王·",
                "A·B",
                "Li Lei",
                "王1",
                "王！",
                "𠀀𠀁",
                "\u{e000}王",
                "王",
                "王\t明",
                "〇",
                "々",
                "李\u{fe0f}",
                "王\u{3000}明",
                "é",
            ];
            let long = "王".repeat(33);
            let at = self.rng.usize(..=odd.len());
            return odd.get(at).map_or(long, |text| (*text).to_owned());
        }
        let length = self.rng.usize(2..5);
        self.letters("王李张刘陈杨赵黄周吴某一二三四五小明华建国", length)
    }

    /// An ID number with a right check digit, of nobody: area 110000.
    pub fn id_number(&mut self) -> String {
        let area = self.pick(&["110000"], &["810000", "830000", "932682", "000000"]);
        let birth =
            format!("{}{:02}{:02}", self.rng.u32(1950..2015), self.rng.u32(1..13), self.rng.u32(1..29));
        let body = format!("{area}{birth}{:03}", self.rng.u32(..1000));
        let number = format!("{body}{}", check_digit(&body));
        if !self.stray(3) {
            return number;
        }
        match self.rng.u8(..9) {
            0 => String::new(),
            1 => number[..17].to_owned(),
            2 => number.to_lowercase(),
            3 => number.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)).collect(),
            4 => format!(" {}\u{3000}{}\u{200b}", &number[..6], &number[6..]),
            5 => number[..15].to_owned(),
            6 => format!("{body}{}", self.rng.u8(..10)),
            7 => {
                let body = format!(
                    "{area}{}{:03}",
                    self.pick(&["19990229", "17991231", "20990101", "20001301"], &[]),
                    1
                );
                format!("{body}{}", check_digit(&body))
            }
            _ => "11000019010101A001".to_owned(),
        }
    }

    /// An instant in milliseconds.
    pub fn unix(&mut self) -> Value {
        if self.stray(6) {
            let odd = [
                0_i64,
                -1,
                1_577_808_000_000,
                1_577_807_999_999,
                4_102_415_999_999,
                4_102_416_000_000,
                1_700_000_000,
            ];
            return odd[self.rng.usize(..odd.len())].into();
        }
        self.rng.i64(1_600_000_000_000..1_900_000_000_000).into()
    }

    /// 12 bytes.
    pub fn nonce(&mut self) -> String {
        let length = if self.stray(10) { self.rng.usize(..20) } else { 12 };
        self.hex(length)
    }

    /// A pi of nobody.
    pub fn pi(&mut self) -> String {
        if self.stray(4) {
            let odd = ["", "test-pi", "1ff0h3", "a b", "王", "zzzzzz00000000000000000000000000000000"];
            let long = "1".repeat(65);
            let at = self.rng.usize(..=odd.len());
            return odd.get(at).map_or(long, |text| (*text).to_owned());
        }
        let birth = self.rng.u32(1950..2015) * 10_000 + self.rng.u32(1..13) * 100 + self.rng.u32(1..29);
        let rest = self.letters("0123456789abcdefghijklmnopqrstuvwxyz", 32);
        format!("{}{rest}", base26(birth))
    }

    /// Rows of a report around this instant.
    pub fn rows(&mut self, unix: &Value) -> Value {
        let count = if self.stray(8) {
            *self.rng.choice(&[0, 127, 128, 129]).unwrap_or(&1)
        } else {
            self.rng.usize(1..5)
        };
        let now = unix.as_i64().unwrap_or_default() / 1000;
        let row = |values: &mut Self| {
            let ot =
                if values.stray(6) { now - values.rng.i64(-2..200) } else { now - values.rng.i64(1..170) };
            let guest = values.rng.bool();
            let keep = |values: &mut Self, needed: bool| needed != values.stray(6);
            let (pi, di) = (keep(values, !guest), keep(values, guest));
            json!({
                "si": values.id32(), "bt": values.pick(&["login", "logout"], &[]), "ot": ot,
                "ct": if guest { "guest" } else { "verified" },
                "pi": pi.then(|| values.pi()), "di": di.then(|| values.id32()),
            })
        };
        (0..count).map(|_| row(self)).collect()
    }

    /// The body of an answer, as lower hex.
    pub fn answer_body(&mut self) -> String {
        let errcode = [
            "0",
            "0",
            "0",
            "1001",
            "1006",
            "2003",
            "3001",
            "9999",
            "-1",
            "2147483648",
            "0.0",
            "\"0\"",
            "null",
        ];
        let data = [
            r#","data":"""#,
            r#","data":null"#,
            "",
            r#","data":{}"#,
            r#","data":{"result":{"status":0,"pi":"PI"}}"#,
            r#","data":{"result":{"status":1,"pi":null}}"#,
            r#","data":{"result":{"status":2}}"#,
            r#","data":{"result":{"status":0}}"#,
            r#","data":{"result":{"status":3,"pi":"PI"}}"#,
            r#","data":{"results":[{"no":2,"errcode":3005,"errmsg":"x"},{"no":1,"errcode":3010}]}"#,
            r#","data":{"results":[{"no":0,"errcode":3005},{"no":1,"errcode":3005},{"no":1,"errcode":3006}]}"#,
            r#","data":{"result":[{"no":1,"errcode":3005}]}"#,
            r#","data":"{\"result\":{\"status\":1}}""#,
            r#","data":[],"data":{}"#,
        ];
        let errcode = errcode[self.rng.usize(..errcode.len())];
        let data = data[self.rng.usize(..data.len())].replace("PI", &self.pi());
        let mut body = format!(r#"{{"errcode":{errcode},"errmsg":"ok"{data}}}"#).into_bytes();
        match self.rng.u8(..10) {
            0 => body.truncate(self.rng.usize(..=body.len())),
            1 => {
                let at = self.rng.usize(..body.len());
                body[at] = self.rng.u8(..);
            }
            2 => body = b"<html>502 Bad Gateway</html>".to_vec(),
            _ => {}
        }
        body.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// An HTTP status.
    pub fn status(&mut self) -> i64 {
        if self.stray(5) { *self.rng.choice(&[0, 404, 502, -1, 99_999]).unwrap_or(&0) } else { 200 }
    }
}

/// GB 11643, MOD 11-2.
pub fn check_digit(body: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum();
    ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize]
}

/// The first six characters of a pi: yyyymmdd in digits 0-9 a-p.
pub fn base26(mut birth: u32) -> String {
    let mut digits = Vec::new();
    while birth > 0 {
        digits.push(char::from_digit(birth % 26, 26).unwrap_or('0'));
        birth /= 26;
    }
    digits.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_and_prefixes_are_those_of_the_official_presets() {
        assert_eq!(check_digit("11000019010101000"), '1');
        assert_eq!(check_digit("11000019010101001"), 'X');
        assert_eq!(base26(19_010_101), "1fffbj");
        assert_eq!(base26(20_181_121), "1i45ip");
    }
}
