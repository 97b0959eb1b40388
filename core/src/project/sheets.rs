//! A workbook as the files that its sheets are: every sheet that holds a table which is of use
//! becomes one, the others are told.

use super::opened::OpenedFile;
use super::view::{FileRole, Severity, UserError};
use super::{Project, WorkbookSheets};
use crate::stats::order;

/// The beginning of a sheet that was turned into text.
pub struct SheetHead<'a> {
    /// The sheet's name.
    pub name: &'a str,
    /// Bytes of the whole text.
    pub size_bytes: u64,
    /// Its first [`Project::HEAD_BYTES`].
    pub head: &'a [u8],
}

impl<'a> SheetHead<'a> {
    /// Of a sheet's whole text.
    pub fn of(name: &'a str, text: &'a [u8]) -> Self {
        SheetHead {
            name,
            size_bytes: text.len() as u64,
            head: &text[..text.len().min(Project::HEAD_BYTES)],
        }
    }
}

impl OpenedFile {
    /// Opens the sheets of a workbook; gives each file with the position of its sheet. `likely` is
    /// the position of the sheet that most likely holds the order lines: where no other does, it is
    /// opened whatever it looks like.
    ///
    /// # Errors
    /// As [`OpenedFile::open`] of the likely sheet, where no other is of use.
    pub fn open_workbook(
        name: &str,
        names: &[String],
        sheets: &[SheetHead],
        likely: usize,
    ) -> Result<Vec<(usize, OpenedFile)>, UserError> {
        let open = |name: &str, at: usize| {
            let sheet = &sheets[at];
            let of = WorkbookSheets {
                names: names.to_vec(),
                chosen: sheet.name.to_owned(),
            };
            OpenedFile::open(name, sheet.size_bytes, sheet.head, Some(of))
        };
        let own_name = |at: usize| format!("{name}: {}", sheets[at].name);
        let mut files: Vec<(usize, OpenedFile)> = (0..sheets.len())
            .filter_map(|at| Some((at, open(&own_name(at), at).ok()?)))
            .filter(|(_, file)| file.sure && file.check().is_ok())
            .collect();
        let has_lines = |files: &[(usize, OpenedFile)]| {
            files
                .iter()
                .any(|(_, file)| file.role == FileRole::OrderLines)
        };
        let is_there = files.iter().any(|(at, _)| *at == likely);
        if !is_there && !has_lines(&files) {
            let alone = files.is_empty();
            let as_named = if alone {
                name.to_owned()
            } else {
                own_name(likely)
            };
            match open(&as_named, likely) {
                Ok(file) => files.push((likely, file)),
                Err(error) if alone => return Err(error),
                Err(_) => {}
            }
            order::sort_by_key(&mut files, |(at, _)| *at);
        }
        if let [(at, file)] = &mut files[..] {
            *file = open(name, *at)?;
        }
        let passed_over: Vec<String> = names
            .iter()
            .filter(|name| !files.iter().any(|(at, _)| sheets[*at].name == **name))
            .map(|name| format!("“{name}”"))
            .collect();
        if let (Some((_, first)), false) = (files.first_mut(), passed_over.is_empty()) {
            let (sheets, hold) = match passed_over.len() {
                1 => ("sheet", "holds"),
                _ => ("sheets", "hold"),
            };
            first.note(
                Severity::Note,
                format!(
                    "The {sheets} {} {hold} nothing that is recognised as order lines, items, customers, activities, stock or cost pools",
                    passed_over.join(", ")
                ),
                "Choose another sheet below if one of them does",
            );
        }
        for (_, file) in &mut files {
            name.clone_into(&mut file.origin);
        }
        Ok(files)
    }
}
