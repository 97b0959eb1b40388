//! What a workbook that is a ZIP archive (XLSX, XLSB, ODS) will ask of memory, found out before the
//! library reads it. The library trusts what such files say about themselves, and a few kilobytes
//! can say anything: where the memory ends, so does the program, and no message can be shown.

use super::sheet_text::too_large;
use super::{broken, ods};
use crate::project::view::UserError;
use flate2::read::DeflateDecoder;
use std::io::Read;

/// Deflate packs no better than 1032 to 1.
const DENSEST: u64 = 1032;
/// Texts, styles and the like are kept in memory as a whole; more than this is no workbook.
const MOST_KEPT: u64 = 1 << 29;
/// The library makes room for as many shared texts as the file announces; so many do no harm.
const HARMLESS_TEXTS: u64 = 1_000_000;
/// Bytes of the shortest shared text, `<si/>`.
const SHORTEST_TEXT: u64 = 5;

/// A cell's text, a tag: what stands between two `<` is kept in memory as a whole. No program
/// writes cells of more than 32,767 letters. (Tests fill it up, with less.)
const LONGEST_TOKEN: usize = if cfg!(test) { 1 << 20 } else { 1 << 28 };

/// A file in the archive.
struct Member<'a> {
    name: String,
    packed: &'a [u8],
    deflated: bool,
}

impl Member<'_> {
    fn text(&self) -> Box<dyn Read + '_> {
        if self.deflated {
            Box::new(DeflateDecoder::new(self.packed))
        } else {
            Box::new(self.packed)
        }
    }

    /// The most that it can come to, whatever the archive says.
    fn most(&self) -> u64 {
        self.packed.len() as u64 * if self.deflated { DENSEST } else { 1 }
    }
}

/// Refuses archives whose members would come to more memory than a workbook needs. What is damaged
/// in other ways is left to the library to name.
pub(super) fn check(bytes: &[u8]) -> Result<(), UserError> {
    for member in members(bytes) {
        let name = member.name.to_ascii_lowercase();
        let kept = [
            "strings.xml",
            "strings.bin",
            "styles.xml",
            "styles.bin",
            "workbook.xml",
            "workbook.bin",
            "theme1.xml",
            "manifest.xml",
            ".rels",
        ];
        if kept.iter().any(|end| name.ends_with(end)) && exceeds(&member, MOST_KEPT) {
            return Err(broken(format!(
                "“{}” in it unpacks to more than 500 MB",
                member.name
            )));
        }
        if name.ends_with("sharedstrings.xml") {
            let announced = announced_texts(&member).unwrap_or(0);
            if announced > HARMLESS_TEXTS.max(member.most() / SHORTEST_TEXT) {
                return Err(broken(format!(
                    "the list of its texts announces {announced} of them, more than it can hold"
                )));
            }
        }
        let is_sheet = name.contains("/worksheets/") && name.rsplit('.').next() == Some("xml");
        if is_sheet && has_endless_token(&member) {
            return Err(broken(format!(
                "a cell or tag in “{}” of more than {} MB",
                member.name,
                LONGEST_TOKEN >> 20
            )));
        }
        if name == "content.xml" && ods::exceeds_memory(member.text()) {
            return Err(too_large());
        }
    }
    Ok(())
}

/// Whether the text of a member goes on without a `<` for longer than memory should hold. Members
/// too small for that are not looked at.
fn has_endless_token(member: &Member<'_>) -> bool {
    if member.most() <= LONGEST_TOKEN as u64 {
        return false;
    }
    let mut text = member.text();
    let mut piece = vec![0; 1 << 16];
    let mut since = 0;
    loop {
        // Damage is for the library to name.
        let Ok(length @ 1..) = text.read(&mut piece) else {
            return false;
        };
        let read = &piece[..length];
        let first = read.iter().position(|&b| b == b'<');
        if since + first.unwrap_or(length) > LONGEST_TOKEN {
            return true;
        }
        since = match read.iter().rposition(|&b| b == b'<') {
            Some(last) => length - last,
            None => since + length,
        };
    }
}

/// Whether a member unpacks to more than `limit` bytes. What the archive says about that may be
/// wrong, so it is unpacked to see, unless it is too small to matter.
fn exceeds(member: &Member<'_>, limit: u64) -> bool {
    member.most() > limit
        && std::io::copy(&mut member.text().take(limit + 1), &mut std::io::sink())
            .is_ok_and(|length| length > limit)
}

/// `uniqueCount` of the list of shared texts.
fn announced_texts(member: &Member<'_>) -> Option<u64> {
    let mut head = Vec::new();
    // Damage behind the beginning is for the library to find.
    let _ = member.text().take(1 << 16).read_to_end(&mut head);
    let name = b"uniqueCount";
    let at = head.windows(name.len()).position(|w| w == name)? + name.len();
    let digits: String = head[at..]
        .iter()
        .skip_while(|b| b" =\"'\t\r\n".contains(b))
        .take_while(|b| b.is_ascii_digit())
        .map(|&b| char::from(b))
        .collect();
    // A number of more digits than 64 bits hold is not read by the library either.
    digits.parse().ok()
}

/// The members that the archive's directory lists; none where it has no readable directory.
fn members(bytes: &[u8]) -> Vec<Member<'_>> {
    let Some((mut at, count, shift)) = directory(bytes) else {
        return Vec::new();
    };
    let mut members = Vec::new();
    for _ in 0..count {
        let Some((member, next)) = entry(bytes, at, shift) else {
            break;
        };
        members.extend(member);
        at = next;
    }
    members
}

/// Where the directory begins, how many entries it has, and how far everything is shifted by
/// bytes before the archive.
fn directory(bytes: &[u8]) -> Option<(usize, usize, usize)> {
    let lowest = bytes.len().saturating_sub((1 << 16) + 22);
    let end = lowest
        + bytes[lowest..]
            .windows(4)
            .rposition(|w| w == b"PK\x05\x06")?;
    let (size, start) = (u32_at(bytes, end + 12)?, u32_at(bytes, end + 16)?);
    let shift = end.checked_sub(size)?.checked_sub(start)?;
    Some((start + shift, u16_at(bytes, end + 10)?, shift))
}

/// The member of the directory's entry at `at`, if it can be found, and where the next entry is.
fn entry(bytes: &[u8], at: usize, shift: usize) -> Option<(Option<Member<'_>>, usize)> {
    if bytes.get(at..at + 4)? != b"PK\x01\x02" {
        return None;
    }
    let [name, extra, comment] = [28, 30, 32].map(|offset| u16_at(bytes, at + offset));
    let name_end = at + 46 + name?;
    let member = || {
        let local = u32_at(bytes, at + 42)?.checked_add(shift)?;
        let data = local
            .checked_add(30)?
            .checked_add(u16_at(bytes, local.checked_add(26)?)?)?
            .checked_add(u16_at(bytes, local + 28)?)?;
        let end = data.checked_add(u32_at(bytes, at + 20)?)?.min(bytes.len());
        Some(Member {
            name: String::from_utf8_lossy(bytes.get(at + 46..name_end)?).into_owned(),
            packed: bytes.get(data..end)?,
            deflated: u16_at(bytes, at + 10)? != 0,
        })
    };
    Some((member(), name_end + extra? + comment?))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let field = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_le_bytes(field.try_into().ok()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let field = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(field.try_into().ok()?) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use std::io::Write as _;

    #[test]
    fn what_a_member_unpacks_to_is_measured_not_believed() {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![b' '; 1 << 22]).unwrap();
        let packed = encoder.finish().unwrap();
        let member = Member {
            name: "xl/sharedStrings.xml".to_owned(),
            packed: &packed,
            deflated: true,
        };
        assert!(exceeds(&member, (1 << 22) - 1));
        assert!(!exceeds(&member, 1 << 22));
    }
}
