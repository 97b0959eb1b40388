//! What stands on disk becomes text that the scanner can cut: gzip is unpacked and UTF-16 becomes
//! UTF-8. Windows-1252 and UTF-8 pass as they are; their keys are decoded once each, at the end.

use crate::settings::Encoding;
use flate2::write::MultiGzDecoder;
use std::io::Write;

/// Unpacks and recodes bytes as they come.
pub struct Decoder {
    gzip: Option<MultiGzDecoder<Vec<u8>>>,
    utf16: Option<encoding_rs::Decoder>,
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
            Encoding::Utf16Le => Some(encoding_rs::UTF_16LE.new_decoder_with_bom_removal()),
            Encoding::Utf16Be => Some(encoding_rs::UTF_16BE.new_decoder_with_bom_removal()),
            Encoding::Utf8 | Encoding::Windows1252 => None,
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

    /// Appends the text of `raw` to `out`; `last` where nothing follows.
    ///
    /// # Errors
    /// The packed data is damaged or, where nothing follows, cut off.
    pub fn decode(&mut self, raw: &[u8], out: &mut Vec<u8>, last: bool) -> Result<(), DecodeError> {
        let unpacked;
        let bytes = match &mut self.gzip {
            None => raw,
            Some(gzip) => {
                gzip.write_all(raw)
                    .map_err(|e| DecodeError(e.to_string()))?;
                if last {
                    gzip.try_finish().map_err(|e| DecodeError(e.to_string()))?;
                } else {
                    gzip.flush().map_err(|e| DecodeError(e.to_string()))?;
                }
                unpacked = std::mem::take(gzip.get_mut());
                &unpacked
            }
        };
        match &mut self.utf16 {
            None => out.extend_from_slice(bytes),
            Some(decoder) => {
                let needed = decoder
                    .max_utf8_buffer_length(bytes.len())
                    .unwrap_or(bytes.len() * 3);
                let start = out.len();
                out.resize(start + needed, 0);
                let (_, _, written, _) = decoder.decode_to_utf8(bytes, &mut out[start..], last);
                out.truncate(start + written);
            }
        }
        Ok(())
    }

    /// The text of the beginning of a file, as far as it goes.
    pub fn head(gzip: bool, encoding: Encoding, head: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut decoder = Decoder::new(gzip, encoding);
        // A head that ends in the middle of a packed block still gives what came before; damage
        // shows when the file is read whole.
        match decoder.decode(head, &mut out, false) {
            Ok(()) | Err(DecodeError(_)) => out,
        }
    }
}

/// The text of a key or label.
pub fn text_of(bytes: &[u8], encoding: Encoding) -> String {
    match encoding {
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
        Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => {
            String::from_utf8_lossy(bytes).into_owned()
        }
    }
}
