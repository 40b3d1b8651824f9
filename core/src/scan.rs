//! Looking for a kind of byte in short texts, eight bytes at a time: as fast where a compiler makes no vectors of loops as where it
//! does.

const ONES: u64 = u64::from_le_bytes([1; 8]);
const TOPS: u64 = ONES << 7;

/// Eight bytes of a text, the first in the lowest bits.
#[derive(Clone, Copy)]
pub(crate) struct Eight(u64);

/// Eight answers, each in the top bit of its byte; the other bits mean nothing.
pub(crate) type Answers = u64;

impl Eight {
    /// Which of them are less than `bound`, at most 128. (A byte that is less borrows from the next: an answer is wrong only
    /// where the byte before it has the right one.)
    pub(crate) fn below(self, bound: u8) -> Answers {
        self.0.wrapping_sub(ONES.wrapping_mul(u64::from(bound))) & !self.0
    }

    /// Which of them are `byte`, in the same way.
    pub(crate) fn are(self, byte: u8) -> Answers {
        Self(self.0 ^ ONES.wrapping_mul(u64::from(byte))).below(1)
    }

    /// Which of them are not ASCII.
    pub(crate) fn beyond_ascii(self) -> Answers {
        self.0
    }
}

/// Whether any byte of the text is so. A text of less than eight is filled up with `0`, which must not be.
#[inline]
pub(crate) fn any(text: &[u8], are_so: impl Fn(Eight) -> Answers) -> bool {
    let ask = |bytes: &[u8; 8]| are_so(Eight(u64::from_le_bytes(*bytes)));
    let answers = if let Some(last) = text.last_chunk() {
        // The last eight may have been asked in part.
        let (whole, _) = text.as_chunks();
        whole.iter().fold(ask(last), |answers, bytes| answers | ask(bytes))
    } else {
        let mut filled = [b'0'; 8];
        for (to, from) in filled.iter_mut().zip(text) {
            *to = *from;
        }
        ask(&filled)
    };
    answers & TOPS != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place() {
        for length in 1..=17 {
            for at in 0..length {
                for byte in 0..=255_u8 {
                    for around in [b'a', b'!', b'~'] {
                        let mut text = [around; 17];
                        text[at] = byte;
                        let text = &text[..length];
                        let one = |is_so: fn(u8) -> bool| text.iter().any(|byte| is_so(*byte));
                        assert_eq!(any(text, |it| it.below(0x20)), one(|byte| byte < 0x20), "{text:?}");
                        assert_eq!(any(text, |it| it.are(b'"')), one(|byte| byte == b'"'), "{text:?}");
                        assert_eq!(any(text, Eight::beyond_ascii), one(|byte| byte > 0x7f), "{text:?}");
                    }
                }
            }
        }
        assert!(!any(b"", |it| it.below(0x20) | it.beyond_ascii()));
    }
}
