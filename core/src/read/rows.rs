//! Where each line stands in its file.

/// Row numbers by line, over one file or several read one after the other.
#[derive(Clone, Debug, Default)]
pub struct RowNumbers {
    /// At least one where there are lines, by first line ascending.
    parts: Vec<Part>,
}

/// The lines of one file.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) file: String,
    /// Number of its first line.
    pub(super) first_line: u32,
    /// Row of the first record behind the header.
    pub(super) first_row: u64,
    /// Its lines, counted from 0, before which a blank row stands, one entry a blank row.
    pub(super) blank_before: Vec<u32>,
    /// The row of each line, where lines are not simply one a row.
    pub(super) rows: Option<Vec<u32>>,
}

impl RowNumbers {
    pub(super) fn new(parts: Vec<Part>) -> Self {
        RowNumbers { parts }
    }

    pub(super) fn into_parts(self) -> Vec<Part> {
        self.parts
    }

    fn part(&self, line: u32) -> Option<&Part> {
        let behind = self.parts.partition_point(|p| p.first_line <= line);
        self.parts.get(behind.checked_sub(1)?)
    }

    /// Row in its file, counted from 1 with the header.
    pub fn row(&self, line: u32) -> u64 {
        self.part(line)
            .map_or(0, |part| part.row(line - part.first_line))
    }

    /// The file's name.
    pub fn file(&self, line: u32) -> &str {
        self.part(line).map_or("", |part| &part.file)
    }

    /// The files in their order; a row number alone says where a line stands only if it is one.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.file.as_str())
    }
}

impl Part {
    fn row(&self, line: u32) -> u64 {
        if let Some(rows) = &self.rows {
            return rows.get(line as usize).map_or(0, |&row| row.into());
        }
        let blanks = self.blank_before.partition_point(|&b| b <= line);
        u64::from(line) + self.first_row + blanks as u64
    }
}
