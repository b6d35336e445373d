//! A picture of a few colours as PNG: its rows as they are, without compression (RFC 2083, RFC 1950, RFC 1951).

/// The most bytes of one block that is not compressed.
const BLOCK: usize = 0xFFFF;

/// A square picture with an alpha channel.
pub(super) fn encode(side: usize, point: impl Fn(usize, usize) -> [u8; 4]) -> Vec<u8> {
    let mut rows = Vec::with_capacity(side * (side * 4 + 1));
    for y in 0..side {
        // The row is not filtered.
        rows.push(0);
        (0..side).for_each(|x| rows.extend(point(x, y)));
    }
    let length = (side as u32).to_be_bytes();
    // Eight bits a channel, red green blue alpha, the only compression and filters there are, not interlaced.
    let header = [&length[..], &length, &[8, 6, 0, 0, 0]].concat();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in [(b"IHDR", header), (b"IDAT", zlib(&rows)), (b"IEND", Vec::new())] {
        out.extend((content.len() as u32).to_be_bytes());
        let named = [&kind[..], &content].concat();
        out.extend(&named);
        out.extend(crc32(&named).to_be_bytes());
    }
    out
}

fn zlib(content: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let blocks = content.chunks(BLOCK);
    let last = blocks.len().saturating_sub(1);
    for (place, block) in blocks.enumerate() {
        let length = block.len() as u16;
        out.push(u8::from(place == last));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    out.extend(adler32(content).to_be_bytes());
    out
}

fn adler32(content: &[u8]) -> u32 {
    let step = |(low, high): (u32, u32), byte: &u8| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    };
    let (low, high) = content.iter().fold((1, 0), step);
    (high << 16) | low
}

fn crc32(content: &[u8]) -> u32 {
    let bit = |sum: u32, _: u8| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
    !content.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), bit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sums_are_those_of_the_standards() {
        // The check values of RFC 2083 and RFC 1950 for the nine digits.
        assert_eq!((crc32(b"123456789"), adler32(b"123456789")), (0xCBF4_3926, 0x091E_01DE));
    }

    #[test]
    fn a_picture_begins_with_its_signature_and_its_size() {
        let picture = encode(2, |_, _| [1, 2, 3, 4]);
        assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&picture[16..24], [0, 0, 0, 2, 0, 0, 0, 2]);
        assert!(picture.ends_with(b"IEND\xae\x42\x60\x82"));
    }
}
