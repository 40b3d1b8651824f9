//! The journal's format, written down a second time: what another program would read, and a way to write what this
//! version does not write itself.

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes128Gcm, KeyInit, Nonce, Tag};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::host::JOURNAL_KEY;

pub const HEADER: usize = 100;
pub const HEAD: usize = 13;
pub const TAG: usize = 16;

fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("any length");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

fn key_bytes(hex: &str) -> Vec<u8> {
    (0..32).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hex")).collect()
}

/// One segment, opened.
#[derive(Clone)]
pub struct Segment {
    pub format: u16,
    pub number: u64,
    pub floor: u64,
    pub opens: u64,
    pub id_base: u64,
    pub salt: [u8; 16],
    /// The records of each chunk: kind and payload.
    pub chunks: Vec<Vec<(u8, Vec<u8>)>>,
}

fn number(bytes: &mut &[u8]) -> u64 {
    let mut value = 0;
    for shift in (0..).step_by(7) {
        let (byte, rest) = bytes.split_first().expect("a varint");
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < &0x80 {
            break;
        }
    }
    value
}

fn put_number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

impl Segment {
    /// Reads a segment under the usual key; the rest of a torn one is left out.
    pub fn read(bytes: &[u8]) -> Self {
        assert_eq!(&bytes[..8], b"SHIMJRNL");
        let word = |at: usize| u64::from_be_bytes(bytes[at..at + 8].try_into().expect("8 bytes"));
        let key = key_bytes(JOURNAL_KEY);
        let mac_key = hmac(&key, &[b"shiming journal mac 1"]);
        assert_eq!(hmac(&mac_key, &[&bytes[..68]]), bytes[68..100], "the header's MAC");
        assert_eq!(hmac(&key, &[b"shiming journal id 1"])[..8], bytes[44..52], "the key's id");
        let mut segment = Self {
            format: u16::from_be_bytes([bytes[8], bytes[9]]),
            number: word(12),
            floor: word(20),
            opens: word(28),
            id_base: word(36),
            salt: bytes[52..68].try_into().expect("16 bytes"),
            chunks: Vec::new(),
        };
        let mut rest = &bytes[HEADER..];
        while rest.len() >= HEAD {
            let (head, tail) = rest.split_at(HEAD);
            assert_eq!(head[0], 0xc5);
            assert_eq!(crc32fast::hash(&head[..9]).to_be_bytes(), head[9..13], "the head's CRC");
            let index = u32::from_be_bytes(head[1..5].try_into().expect("4 bytes"));
            let length = u32::from_be_bytes(head[5..9].try_into().expect("4 bytes")) as usize;
            assert_eq!(index as usize, segment.chunks.len());
            if tail.len() < length + TAG {
                break;
            }
            let mut text = tail[..length].to_vec();
            let tag: [u8; 16] = tail[length..length + TAG].try_into().expect("16 bytes");
            segment
                .cipher()
                .decrypt_inout_detached(
                    &segment.nonce(index),
                    &segment.aad(head),
                    text.as_mut_slice().into(),
                    &Tag::from(tag),
                )
                .expect("authentic");
            let mut records = Vec::new();
            let mut left = text.as_slice();
            while let Some((kind, after)) = left.split_first() {
                left = after;
                let length = number(&mut left) as usize;
                records.push((*kind, left[..length].to_vec()));
                left = &left[length..];
            }
            segment.chunks.push(records);
            rest = &tail[length + TAG..];
        }
        segment
    }

    fn cipher(&self) -> Aes128Gcm {
        let key = hmac(
            &key_bytes(JOURNAL_KEY),
            &[b"shiming journal seal 1", &self.number.to_be_bytes(), &self.salt],
        );
        let short: [u8; 16] = key[..16].try_into().expect("16 bytes");
        Aes128Gcm::new(&short.into())
    }

    fn nonce(&self, index: u32) -> Nonce<aes_gcm::aead::consts::U12> {
        let mut nonce = [0; 12];
        nonce[8..].copy_from_slice(&index.to_be_bytes());
        nonce.into()
    }

    fn aad(&self, head: &[u8]) -> Vec<u8> {
        [&self.number.to_be_bytes()[..], head].concat()
    }

    /// Writes it again, sealed as the library seals.
    pub fn write(&self) -> Vec<u8> {
        let key = key_bytes(JOURNAL_KEY);
        let mut bytes = b"SHIMJRNL".to_vec();
        bytes.extend(self.format.to_be_bytes());
        bytes.extend([0, 0]);
        for value in [self.number, self.floor, self.opens, self.id_base] {
            bytes.extend(value.to_be_bytes());
        }
        bytes.extend(&hmac(&key, &[b"shiming journal id 1"])[..8]);
        bytes.extend(self.salt);
        let mac_key = hmac(&key, &[b"shiming journal mac 1"]);
        bytes.extend(hmac(&mac_key, &[&bytes]));
        for (index, records) in (0u32..).zip(&self.chunks) {
            let mut text = Vec::new();
            for (kind, payload) in records {
                text.push(*kind);
                put_number(&mut text, payload.len() as u64);
                text.extend(payload);
            }
            let mut head = vec![0xc5];
            head.extend(index.to_be_bytes());
            head.extend((text.len() as u32).to_be_bytes());
            head.extend(crc32fast::hash(&head).to_be_bytes());
            let aad = self.aad(&head);
            let tag = self
                .cipher()
                .encrypt_inout_detached(&self.nonce(index), &aad, text.as_mut_slice().into())
                .expect("seals");
            bytes.extend(head);
            bytes.extend(text);
            bytes.extend(tag.as_slice());
        }
        bytes
    }

    pub fn kinds(&self) -> Vec<u8> {
        self.chunks.iter().flatten().map(|(kind, _)| *kind).collect()
    }
}

/// The second implementation reads what the first one wrote, and writes the same bytes.
#[test]
fn the_format_is_what_it_says() {
    let mut host = crate::host::Host::ready("");
    host.enter("s", 1);
    host.verify("a", 2);
    host.run(5_000);
    host.leave("s");
    host.run(5_000);
    let host = host.restart(1_000, "");
    assert_eq!(host.disk.len(), 1);
    for (number, bytes) in &host.disk {
        let segment = Segment::read(bytes);
        assert_eq!((segment.format, segment.number as i64), (1, *number));
        assert!(segment.chunks.len() >= 3);
        assert!(segment.write() == *bytes);
        assert!([1, 2, 4, 5, 6].iter().all(|kind| segment.kinds().contains(kind)), "{:?}", segment.kinds());
    }
}
