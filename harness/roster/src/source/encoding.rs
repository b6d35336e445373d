//! Owns in which alphabet a text file is written, and its reading as UTF-8.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, IBM866, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// How many octets are looked at.
pub(super) const SAMPLE_OCTETS: usize = 256 * 1024;

/// The encoding of a file by its beginning; none for what is no text.
pub(super) fn detect(sample: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return Some(encoding);
    }
    if let Some(encoding) = wide(sample) {
        return Some(encoding);
    }
    let strange = sample.iter().filter(|octet| matches!(octet, 0..=8 | 14..=26 | 28..=31)).count();
    if sample.contains(&0) || strange * 100 > sample.len() {
        return None;
    }
    if is_utf8(sample) {
        return Some(UTF_8);
    }
    // One broken octet within a long UTF-8 text is a broken row, not another encoding.
    let lossy = String::from_utf8_lossy(sample);
    let (broken, cyrillic) = lossy.chars().fold((0, 0), |(broken, cyrillic), c| {
        (broken + usize::from(c == '\u{fffd}'), cyrillic + usize::from(is_cyrillic(c)))
    });
    if cyrillic > broken {
        return Some(UTF_8);
    }
    [WINDOWS_1251, IBM866, KOI8_R].into_iter().max_by_key(|encoding| {
        // Of equals, the last wins: windows-1251 is what Russian programs write.
        (likeness(sample, encoding), *encoding == WINDOWS_1251)
    })
}

/// UTF-16 without its mark: every second octet is the same high one.
fn wide(sample: &[u8]) -> Option<&'static Encoding> {
    let head = sample.get(..sample.len().min(4096))?;
    if head.len() < 8 {
        return None;
    }
    let high = |from: usize| {
        let octets = head.iter().skip(from).step_by(2);
        octets.filter(|octet| matches!(octet, 0 | 4)).count() * 2 * 10 >= head.len() * 9
    };
    match (high(0), high(1)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// Whether it is UTF-8, of which the sample may have cut the last character.
fn is_utf8(sample: &[u8]) -> bool {
    match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && sample.len() >= SAMPLE_OCTETS,
    }
}

const fn is_cyrillic(c: char) -> bool {
    matches!(c, 'А'..='я' | 'Ё' | 'ё')
}

/// How Russian a text is in an encoding: words of small letters after perhaps one capital, made of frequent letters.
fn likeness(sample: &[u8], encoding: &'static Encoding) -> i64 {
    let head = sample.get(..sample.len().min(64 * 1024)).unwrap_or_default();
    let (text, _, _) = encoding.decode(head);
    let mut before = ' ';
    let mut sum = 0;
    for c in text.chars() {
        sum += match c {
            'о' | 'е' | 'а' | 'и' | 'н' | 'т' | 'с' | 'р' | 'в' | 'л' => 3,
            'а'..='я' | 'ё' => 1,
            // A capital within a word is what a wrong encoding looks like.
            'А'..='Я' | 'Ё' if before.is_lowercase() => -4,
            'А'..='Я' | 'Ё' => 1,
            c if !c.is_ascii() => -3,
            _ => 0,
        };
        before = c;
    }
    sum
}

/// Reads as UTF-8 what is written in another encoding; what cannot be read becomes U+FFFD.
pub(super) struct Transcoder<R> {
    from: R,
    decoder: Decoder,
    raw: Box<[u8]>,
    raw_from: usize,
    raw_to: usize,
    ended: bool,
    done: bool,
}

impl<R: Read> Transcoder<R> {
    /// The mark at the beginning is not a part of the text.
    pub(super) fn new(from: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self {
            from,
            decoder,
            raw: vec![0; 64 * 1024].into(),
            raw_from: 0,
            raw_to: 0,
            ended: false,
            done: false,
        }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.len() < 16 {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "the buffer is too small for a character",
            ));
        }
        // A decoder that has said its last word must not be asked again.
        while !self.done {
            if self.raw_from == self.raw_to && !self.ended {
                self.raw_from = 0;
                self.raw_to = self.from.read(&mut self.raw)?;
                self.ended = self.raw_to == 0;
            }
            let raw = self.raw.get(self.raw_from..self.raw_to).unwrap_or_default();
            let (result, read, written, _) = self.decoder.decode_to_utf8(raw, out, self.ended);
            self.raw_from += read;
            self.done = self.ended && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Фамилия;Имя;Отчество\nИванова;Мария;Петровна\nЛи;Ю;\n";

    #[test]
    fn each_encoding_is_told_from_the_others() {
        for encoding in [WINDOWS_1251, IBM866, KOI8_R, UTF_8] {
            let (octets, _, unmappable) = encoding.encode(TEXT);
            assert!(!unmappable);
            assert_eq!(detect(&octets), Some(encoding));
        }
        let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(detect(&wide), Some(UTF_16LE));
        let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(detect(&wide), Some(UTF_16BE));
        assert_eq!(detect(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0"), None);
    }

    #[test]
    fn a_text_is_read_to_its_end_whatever_the_pieces() {
        let long = TEXT.repeat(5000);
        let (octets, _, _) = WINDOWS_1251.encode(&long);
        let mut transcoder = Transcoder::new(&*octets, WINDOWS_1251);
        let (mut text, mut piece) = (Vec::new(), [0; 1001]);
        loop {
            let count = transcoder.read(&mut piece).unwrap();
            if count == 0 {
                break;
            }
            text.extend_from_slice(&piece[..count]);
        }
        assert_eq!(String::from_utf8(text).unwrap(), long);
    }
}
