//! A ZIP archive with tables of text in it, read as if they were the sheets of a workbook.

use super::not_a_workbook;
use super::sheet_text::MOST_BYTES;
use crate::project::view::UserError;
use flate2::read::DeflateDecoder;
use std::io::Read;

/// The text files of an archive.
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    members: Vec<Member>,
}

struct Member {
    name: String,
    deflated: bool,
    packed: usize,
    /// Where its local header stands.
    at: usize,
}

impl<'a> Archive<'a> {
    /// The archive, where it holds a file that by its name is a table of text.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Archive<'a>> {
        let end = bytes.len().saturating_sub(66_000);
        let found = bytes[end..].windows(4).rposition(|w| w == b"PK\x05\x06")?;
        let count = u16_at(bytes, end + found + 10)?;
        let mut at = u32_at(bytes, end + found + 16)?;
        let mut members = Vec::new();
        for _ in 0..count {
            if bytes.get(at..at + 4)? != b"PK\x01\x02" {
                break;
            }
            let method = u16_at(bytes, at + 10)?;
            let length = u16_at(bytes, at + 28)?;
            let name = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + length)?).into_owned();
            if is_text(&name) && matches!(method, 0 | 8) {
                members.push(Member {
                    deflated: method == 8,
                    packed: u32_at(bytes, at + 20)?,
                    at: u32_at(bytes, at + 42)?,
                    name: name.rsplit('/').next().unwrap_or(&name).to_owned(),
                });
            }
            at += 46 + length + u16_at(bytes, at + 30)? + u16_at(bytes, at + 32)?;
        }
        (!members.is_empty()).then_some(Archive { bytes, members })
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.members.iter().map(|m| m.name.clone()).collect()
    }

    /// Size of the packed member, by which the largest is known.
    pub(super) fn size(&self, position: usize) -> u32 {
        self.members.get(position).map_or(0, |m| m.packed as u32)
    }

    /// The bytes of a file as they were packed.
    pub(super) fn bytes_of(&self, name: &str) -> Result<Vec<u8>, UserError> {
        let damaged = || not_a_workbook("The compressed archive is damaged.");
        let member = self
            .members
            .iter()
            .find(|m| m.name == name)
            .ok_or_else(damaged)?;
        let header = (
            u16_at(self.bytes, member.at + 26),
            u16_at(self.bytes, member.at + 28),
        );
        let (Some(name), Some(extra)) = header else {
            return Err(damaged());
        };
        let start = member.at + 30 + name + extra;
        let packed = self
            .bytes
            .get(start..start + member.packed)
            .ok_or_else(damaged)?;
        if !member.deflated {
            return Ok(packed.to_vec());
        }
        let mut out = Vec::new();
        let mut decoder = DeflateDecoder::new(packed).take(MOST_BYTES as u64 + 1);
        decoder.read_to_end(&mut out).map_err(|_| damaged())?;
        if out.len() > MOST_BYTES {
            return Err(not_a_workbook(
                "What the archive holds is too large to unpack here.",
            ));
        }
        Ok(out)
    }
}

fn is_text(name: &str) -> bool {
    let name = name.to_lowercase();
    let hidden = name.starts_with("__macosx") || name.contains("/.");
    !hidden
        && [".csv", ".txt", ".tsv"]
            .iter()
            .any(|ending| name.ends_with(ending))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let pair = bytes.get(at..at + 2)?;
    Some(usize::from(u16::from_le_bytes([pair[0], pair[1]])))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u16_at(bytes, at)? | u16_at(bytes, at + 2)? << 16)
}
