//! Several files and sheets, how they are linked, every format trap, and the truth about files that
//! break readers.

mod lines;
mod linking;
mod sheets;
mod traps;
#[cfg(not(target_arch = "wasm32"))]
mod truth;

use tenfold_core::project::view::{FilePreview, Finding, Quality};
use tenfold_core::project::{Project, ReadOutcome};

/// Opens the files by name and text.
pub(crate) fn opened(files: &[(&str, &str)]) -> Project {
    let mut project = Project::default();
    for (name, text) in files {
        project
            .open(name, text.len() as u64, text.as_bytes(), None)
            .unwrap_or_else(|e| panic!("{e:?}"));
    }
    project
}

/// Reads every opened file whole, in small slices, and analyses them.
pub(crate) fn read_all(project: &mut Project, files: &[(&str, &str)]) {
    let mut tables = Vec::new();
    for file in project.files_to_read().unwrap_or_else(|e| panic!("{e:?}")) {
        let text = files[file].1.as_bytes();
        let table = (0..3).find_map(|_| {
            let mut reader = project.reader(file).unwrap_or_else(|e| panic!("{e:?}"));
            for slice in text.chunks(7) {
                reader.push(slice).unwrap();
            }
            match project.finish_reading(file, reader).unwrap() {
                ReadOutcome::Table(table) => Some(*table),
                ReadOutcome::Again => None,
            }
        });
        tables.push((file, table.unwrap()));
    }
    project
        .analyse_files(tables)
        .unwrap_or_else(|e| panic!("{e:?}"));
}

pub(crate) fn analysed_files(files: &[(&str, &str)]) -> Project {
    let mut project = opened(files);
    read_all(&mut project, files);
    project
}

pub(crate) fn quality(project: &Project) -> Quality {
    project.quality().remove(0)
}

/// The finding that says this, in the report on the rows.
#[track_caller]
pub(crate) fn finding(project: &Project, says: &str) -> Finding {
    let findings = quality(project).findings;
    let found = findings.iter().find(|f| f.message.contains(says));
    found
        .unwrap_or_else(|| panic!("“{says}” is not among {findings:#?}"))
        .clone()
}

/// The finding that says this, before the file is read.
#[track_caller]
pub(crate) fn told(file: &FilePreview, says: &str) -> Finding {
    let found = file.findings.iter().find(|f| f.message.contains(says));
    found
        .unwrap_or_else(|| panic!("“{says}” is not among {:#?}", file.findings))
        .clone()
}
