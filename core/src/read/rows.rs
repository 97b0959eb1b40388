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

    /// The line of a row of one of the files, where it is one.
    pub fn line(&self, file: &str, row: u64) -> Option<u32> {
        let at = self.parts.iter().position(|part| part.file == file)?;
        let part = &self.parts[at];
        let (mut low, mut high) = (0, u32::MAX - part.first_line);
        if let Some(next) = self.parts.get(at + 1) {
            high = next.first_line - part.first_line;
        } else if let Some(rows) = &part.rows {
            high = rows.len() as u32;
        }
        let end = high;
        // Rows rise with their lines.
        while low < high {
            let middle = low + (high - low) / 2;
            if part.row(middle) < row {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low < end && part.row(low) == row).then_some(part.first_line + low)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_any_file_is_found_again() {
        let part = |file: &str, first_line, blank_before: &[u32], rows: Option<Vec<u32>>| Part {
            file: file.to_owned(),
            first_line,
            first_row: 2,
            blank_before: blank_before.to_vec(),
            rows,
        };
        let numbers = RowNumbers::new(vec![
            part("a.csv", 0, &[2], None),
            part("b.csv", 4, &[], None),
            part("c.csv", 7, &[], Some(vec![9, 12])),
        ]);
        for line in 0..9 {
            let (file, row) = (numbers.file(line).to_owned(), numbers.row(line));
            assert_eq!(numbers.line(&file, row), Some(line), "{file} {row}");
        }
        // A blank row, rows behind the end, a row between two, and another file.
        for (file, row) in [
            ("a.csv", 4),
            ("a.csv", 7),
            ("b.csv", 5),
            ("c.csv", 10),
            ("d.csv", 2),
        ] {
            assert_eq!(numbers.line(file, row), None, "{file} {row}");
        }
    }
}
