//! What stands on disk becomes text that the scanner can cut: gzip is unpacked and UTF-16 becomes
//! UTF-8. Sets of one byte a letter and UTF-8 pass as they are; their keys are decoded once each, at the end.

use super::character_sets::{Utf16, letter};
use crate::settings::Encoding;
use flate2::write::MultiGzDecoder;
use std::io::Write;

/// Text handed on at a time, give or take what one piece unpacks to. It is also all that sniffing
/// looks at: the head of a file that is not packed is no longer (`Project::HEAD_BYTES`).
pub const STEP: usize = 1 << 20;

/// Packed bytes unpacked at a time. Deflate packs 1032 to 1 at best, so that a slice of one
/// megabyte may hold a gigabyte; this many come to 2 MB at most.
const PACKED_PIECE: usize = 2048;

/// Unpacks and recodes bytes as they come, in steps of bounded size.
pub struct Decoder {
    gzip: Option<MultiGzDecoder<Vec<u8>>>,
    utf16: Option<Utf16>,
}

/// Compressed data that is damaged or cut off.
#[derive(Debug, thiserror::Error)]
#[error("the compressed file is damaged: {0}")]
pub struct DecodeError(String);

/// Whether the file is packed with gzip.
pub fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(&[0x1F, 0x8B])
}

impl Decoder {
    /// A decoder at the beginning of a file.
    pub fn new(gzip: bool, encoding: Encoding) -> Self {
        let utf16 = match encoding {
            Encoding::Utf16Le => Some(Utf16::new(u16::from_le_bytes)),
            Encoding::Utf16Be => Some(Utf16::new(u16::from_be_bytes)),
            _ => None,
        };
        Decoder {
            gzip: gzip.then(|| MultiGzDecoder::new(Vec::new())),
            utf16,
        }
    }

    /// Whether bytes pass through unchanged.
    pub fn is_transparent(&self) -> bool {
        self.gzip.is_none() && self.utf16.is_none()
    }

    /// Appends text of the beginning of `raw` to `out` and returns how many bytes of `raw` that
    /// took: fewer than all where `out` has grown by [`STEP`]. Call it with the rest until nothing
    /// is left.
    ///
    /// # Errors
    /// The packed data is damaged.
    pub fn decode(&mut self, raw: &[u8], out: &mut Vec<u8>) -> Result<usize, DecodeError> {
        let full = out.len() + STEP;
        let piece = if self.gzip.is_some() {
            PACKED_PIECE
        } else {
            STEP
        };
        let mut taken = 0;
        for piece in raw.chunks(piece) {
            match &mut self.gzip {
                None => recode(self.utf16.as_mut(), piece, out, false),
                Some(gzip) => {
                    gzip.write_all(piece).map_err(damaged)?;
                    gzip.flush().map_err(damaged)?;
                    recode(self.utf16.as_mut(), gzip.get_ref(), out, false);
                    gzip.get_mut().clear();
                }
            }
            taken += piece.len();
            if out.len() >= full {
                break;
            }
        }
        Ok(taken)
    }

    /// Appends the text that is left when the whole file was decoded.
    ///
    /// # Errors
    /// The packed data is damaged or cut off.
    pub fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), DecodeError> {
        let mut rest = Vec::new();
        if let Some(gzip) = &mut self.gzip {
            gzip.try_finish().map_err(damaged)?;
            rest = std::mem::take(gzip.get_mut());
        }
        recode(self.utf16.as_mut(), &rest, out, true);
        Ok(())
    }

    /// The text of the beginning of a file, as far as it goes, but no more than sniffing needs.
    pub fn head(gzip: bool, encoding: Encoding, head: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        // A head that ends in the middle of a packed block still gives what came before; damage
        // shows when the file is read whole.
        match Decoder::new(gzip, encoding).decode(head, &mut out) {
            Ok(_) | Err(DecodeError(_)) => out,
        }
    }
}

fn damaged(error: std::io::Error) -> DecodeError {
    DecodeError(error.to_string())
}

/// Appends `bytes` to `out`, as UTF-8 where they are UTF-16.
fn recode(utf16: Option<&mut Utf16>, bytes: &[u8], out: &mut Vec<u8>, last: bool) {
    let Some(decoder) = utf16 else {
        out.extend_from_slice(bytes);
        return;
    };
    decoder.decode(bytes, out);
    if last {
        decoder.finish(out);
    }
}

/// The text of a key or label.
pub fn text_of(bytes: &[u8], encoding: Encoding) -> String {
    if encoding.is_one_byte() {
        bytes.iter().map(|&byte| letter(byte, encoding)).collect()
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    /// A text of `lines` equal lines, packed some 1000 to 1.
    fn packed(line: &[u8], lines: usize) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&line.repeat(lines)).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_dense_archive_is_unpacked_in_small_steps() {
        let line = b"1,2024-01-05,Ada,Bolt,10,100.00\n";
        let packed = packed(line, 1 << 19);
        let whole = line.len() << 19;
        assert!(packed.len() * 200 < whole, "{}", packed.len());
        let mut decoder = Decoder::new(true, Encoding::Utf8);
        let (mut taken, mut length) = (0, 0);
        let mut step = Vec::new();
        while taken < packed.len() {
            taken += decoder.decode(&packed[taken..], &mut step).unwrap();
            assert!(step.len() <= STEP + PACKED_PIECE * 1032);
            length += step.len();
            step.clear();
        }
        decoder.finish(&mut step).unwrap();
        assert_eq!(length + step.len(), whole);
        let head = Decoder::head(true, Encoding::Utf8, &packed);
        assert!((STEP..4 * STEP).contains(&head.len()), "{}", head.len());
        assert!(head.starts_with(line));
    }

    #[test]
    fn steps_do_not_cut_characters_of_utf_16() {
        let text = "Größe,Zürich,日本\r\n".repeat(60_000);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for gzip in [false, true] {
            let raw = if gzip {
                packed(&bytes, 1)
            } else {
                bytes.clone()
            };
            let mut decoder = Decoder::new(gzip, Encoding::Utf16Le);
            let mut out = Vec::new();
            // Slices of an odd length end within a character.
            for mut slice in raw.chunks(1001) {
                while !slice.is_empty() {
                    let taken = decoder.decode(slice, &mut out).unwrap();
                    slice = &slice[taken..];
                }
            }
            decoder.finish(&mut out).unwrap();
            assert!(out == text.as_bytes(), "gzip {gzip}");
        }
    }

    #[test]
    fn an_archive_that_is_cut_off_is_damaged() {
        let packed = packed(b"a,b\n", 1000);
        let mut decoder = Decoder::new(true, Encoding::Utf8);
        let mut out = Vec::new();
        decoder
            .decode(&packed[..packed.len() - 9], &mut out)
            .unwrap();
        assert!(decoder.finish(&mut out).is_err());
    }
}
