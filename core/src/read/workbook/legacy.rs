//! What an XLS workbook will ask of memory, found out before the library reads it: the library
//! follows chains of sectors without an end, and makes a dense grid between the outermost cells of
//! every sheet.

use super::broken;
use super::sheet_text::too_large;
use crate::project::view::UserError;

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
/// Sector numbers from here on have other meanings.
const NO_SECTOR: u32 = 0xFFFF_FFFA;
/// Streams shorter than this lie in the stream of small sectors.
const SMALL_STREAM: u64 = 4096;
const SMALL_SECTOR: usize = 64;

/// Cells of the largest sheet that the format allows.
const MOST_CELLS: u64 = 65_536 * 256;
/// A cell and a formula of the library's grid, and what all grids may come to.
const CELL: u64 = 32;
const FORMULA: u64 = 24;
const MOST_MEMORY: u64 = 3 << 29;

/// Why there is no stream of records to look at.
enum Stop {
    /// A chain of sectors that bites its tail.
    Circle,
    /// Anything else, which is for the library to name.
    Other,
}

/// Refuses workbooks that the library would need endless memory for.
pub(super) fn check(bytes: &[u8]) -> Result<(), UserError> {
    // The library reads "Book" where it cannot read "Workbook".
    for name in ["Workbook", "Book"] {
        match stream(bytes, name) {
            Ok(stream) => check_sheets(&stream)?,
            Err(Stop::Circle) => return Err(broken("a chain of its sectors has no end")),
            Err(Stop::Other) => {}
        }
    }
    Ok(())
}

/// A stream of the container.
fn stream(bytes: &[u8], name: &str) -> Result<Vec<u8>, Stop> {
    let header = |at| u32_at(bytes, at).ok_or(Stop::Other);
    let size = match bytes.get(30).ok_or(Stop::Other)? {
        9 => 512,
        12 => 4096,
        _ => return Err(Stop::Other),
    };
    let sectors = Sectors {
        bytes: bytes.get(size..).unwrap_or_default(),
        size,
    };
    // The table of sectors says for each one which follows. Where it lies is said in the header
    // and, if there is no room, in a chain of sectors whose last number is the next of the chain.
    let mut parts: Vec<u32> = numbers(bytes.get(76..512).unwrap_or_default()).collect();
    let (mut next, mut followed) = (header(68)?, 0);
    while next < NO_SECTOR {
        followed += 1;
        if followed > sectors.count() + 1 {
            return Err(Stop::Circle);
        }
        parts.extend(numbers(sectors.get(next).ok_or(Stop::Other)?));
        next = parts.pop().ok_or(Stop::Other)?;
    }
    // More parts than the file has sectors name some of them twice.
    parts.retain(|&part| part < NO_SECTOR - 2);
    if parts.len() > sectors.count() {
        return Err(Stop::Circle);
    }
    let mut follows = Vec::new();
    for part in parts {
        follows.extend(numbers(sectors.get(part).ok_or(Stop::Other)?));
    }
    let directory = sectors.chain(header(48)?, &follows, u64::MAX)?;
    let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
    let root = entries.first().ok_or(Stop::Other)?;
    let (small_follows, small) = if header(64)? > 0 {
        let length = u64::from(header(64)?) * size as u64;
        let follows_small = sectors.chain(header(60)?, &follows, length)?;
        let small = sectors.chain(start(root)?, &follows, length_of(root, size)?)?;
        (numbers(&follows_small).collect(), small)
    } else {
        (Vec::new(), Vec::new())
    };
    let mut named = entries.iter().filter(|entry| is_named(entry, name));
    let entry = named.next().ok_or(Stop::Other)?;
    let length = length_of(entry, size)?;
    if length < SMALL_STREAM {
        let sectors = Sectors {
            bytes: &small,
            size: SMALL_SECTOR,
        };
        sectors.chain(start(entry)?, &small_follows, length)
    } else {
        sectors.chain(start(entry)?, &follows, length)
    }
}

struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
}

impl Sectors<'_> {
    fn count(&self) -> usize {
        self.bytes.len().div_ceil(self.size)
    }

    /// A sector; the last one may be cut off.
    fn get(&self, number: u32) -> Option<&[u8]> {
        let start = (number as usize).checked_mul(self.size)?;
        let end = start.checked_add(self.size)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The sectors from `number` on, up to `length` bytes. None of them may come twice.
    fn chain(&self, mut number: u32, follows: &[u32], length: u64) -> Result<Vec<u8>, Stop> {
        let mut chain = Vec::new();
        let mut sectors = 0;
        while number != END_OF_CHAIN {
            sectors += 1;
            if sectors > self.count() {
                return Err(Stop::Circle);
            }
            chain.extend_from_slice(self.get(number).ok_or(Stop::Other)?);
            if chain.len() as u64 >= length {
                break; // what would follow is not asked for
            }
            number = *follows.get(number as usize).ok_or(Stop::Other)?;
        }
        chain.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Ok(chain)
    }
}

fn start(entry: &[u8]) -> Result<u32, Stop> {
    u32_at(entry, 116).ok_or(Stop::Other)
}

fn length_of(entry: &[u8], sector: usize) -> Result<u64, Stop> {
    let low = u64::from(u32_at(entry, 120).ok_or(Stop::Other)?);
    let high = u64::from(u32_at(entry, 124).ok_or(Stop::Other)?);
    // With sectors of 512 bytes the upper half means nothing.
    Ok(if sector == 512 { low } else { high << 32 | low })
}

fn is_named(entry: &[u8], name: &str) -> bool {
    let text: Vec<u16> = entry[..64]
        .chunks_exact(2)
        .map(|b| u16::from_le_bytes([b[0], b[1]]))
        .take_while(|&unit| unit != 0)
        .collect();
    String::from_utf16_lossy(&text).eq_ignore_ascii_case(name)
}

/// The outermost rows and columns of cells.
#[derive(Default)]
struct Extent(Option<[u32; 4]>);

impl Extent {
    fn add(&mut self, row: u32, first: u32, last: u32) {
        let [top, bottom, left, right] = self.0.unwrap_or([row, row, first, first]);
        self.0 = Some([
            top.min(row),
            bottom.max(row),
            left.min(first),
            right.max(last).max(first),
        ]);
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |[top, bottom, left, right]| {
            u64::from(bottom - top + 1) * u64::from(right - left + 1)
        })
    }
}

fn check_sheets(stream: &[u8]) -> Result<(), UserError> {
    let sheets = records(stream)
        .take_while(|&(kind, _)| kind != 0x000A)
        .filter(|&(kind, _)| kind == 0x0085)
        .filter_map(|(_, data)| u32_at(data, 0));
    let mut memory = 0_u64;
    for sheet in sheets {
        let (mut cells, mut formulas) = (Extent::default(), Extent::default());
        // Charts in the sheet have records of their own, between a beginning and an end.
        let mut depth = 0_u32;
        for (kind, data) in records(stream.get(sheet as usize..).unwrap_or_default()) {
            match kind {
                0x0809 => depth += 1,
                0x000A if depth <= 1 => break,
                0x000A => depth -= 1,
                _ if depth > 1 => {}
                0x0200 => check_dimensions(data)?,
                0x0006 | 0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x00BD => {
                    let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else {
                        continue;
                    };
                    let last = match kind {
                        0x00BD => u16_at(data, data.len().saturating_sub(2)).unwrap_or(first),
                        _ => first,
                    };
                    cells.add(row, first, last);
                    if kind == 0x0006 {
                        formulas.add(row, first, first);
                    }
                }
                _ => {}
            }
        }
        if cells.cells() > MOST_CELLS {
            return Err(broken("a cell stands beyond the last column of a sheet"));
        }
        memory += cells.cells() * CELL + formulas.cells() * FORMULA;
        if memory > MOST_MEMORY {
            return Err(too_large());
        }
    }
    Ok(())
}

/// The library makes room for as many cells as the sheet says it has, by the same reading.
fn check_dimensions(data: &[u8]) -> Result<(), UserError> {
    let fields = match data.len() {
        10 => [0, 2, 4, 6].map(|at| u16_at(data, at)),
        14 | 16 => [
            u32_at(data, 0),
            u32_at(data, 4),
            u16_at(data, 8),
            u16_at(data, 10),
        ],
        _ => return Ok(()),
    };
    let [Some(top), Some(bottom), Some(left), Some(right)] = fields else {
        return Ok(());
    };
    if bottom == 0 || right == 0 {
        return Ok(()); // no cells
    }
    let left = if left > 0xFF || right < left { 0 } else { left };
    let rows = u64::from(bottom).checked_sub(u64::from(top));
    let columns = u64::from(right).checked_sub(u64::from(left));
    match (rows, columns) {
        (Some(rows), Some(columns)) if rows.saturating_mul(columns) <= MOST_CELLS => Ok(()),
        _ => Err(broken(format!(
            "a sheet says that its rows go from {top} to {bottom} and its columns from {left} to \
             {right}"
        ))),
    }
}

/// Kind and data of the records; they end where the stream does.
fn records(mut stream: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, 0)?, u16_at(stream, 2)? as usize);
        let data = stream.get(4..4 + length)?;
        stream = &stream[4 + length..];
        Some((kind, data))
    })
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes
        .chunks_exact(4)
        .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u32> {
    let field = bytes.get(at..at.checked_add(2)?)?;
    Some(u32::from(u16::from_le_bytes(field.try_into().ok()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let field = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(field.try_into().ok()?))
}
