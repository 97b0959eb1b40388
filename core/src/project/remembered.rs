//! Mappings of files seen before, for the next file with the same headers: what was corrected last
//! month need not be corrected again.

use super::ReadSource;
use super::import::SettingsFile;
use super::opened::OpenedFile;
use super::view::FileRole;
use crate::settings::Settings;

/// So many mappings are kept.
const KEPT: usize = 20;

/// Mappings, the latest last.
#[derive(Clone, Default)]
pub(super) struct Remembered(Vec<Entry>);

#[derive(Clone)]
struct Entry {
    /// All headers of the file that was analysed; None for imported settings, which name only the
    /// columns that they map.
    headers: Option<Vec<String>>,
    role: FileRole,
    mapping: SettingsFile,
}

impl Remembered {
    /// Keeps what the user imported.
    pub(super) fn imported(&mut self, mapping: &SettingsFile) {
        if !mapping.columns.is_empty() {
            self.keep(None, FileRole::OrderLines, mapping.clone());
        }
    }

    /// Keeps the meaning of a file's columns. How its bytes are read is found anew in every file.
    pub(super) fn analysed(&mut self, source: &ReadSource) {
        let whole = SettingsFile::of_one(&Settings::default(), source);
        let mapping = SettingsFile {
            columns: whole.columns,
            direct_costs: whole.direct_costs,
            order_level_costs: whole.order_level_costs,
            activities: whole.activities,
            return_order_regex: whole.return_order_regex,
            ..SettingsFile::default()
        };
        self.keep(Some(source.headers.clone()), source.role, mapping);
    }

    fn keep(&mut self, headers: Option<Vec<String>>, role: FileRole, mapping: SettingsFile) {
        self.0
            .retain(|entry| entry.headers != headers || headers.is_none());
        if self.0.len() >= KEPT {
            self.0.remove(0);
        }
        self.0.push(Entry {
            headers,
            role,
            mapping,
        });
    }

    /// Maps a file as the latest one like it; it stays as it was detected where there is none.
    pub(super) fn apply(&self, file: &mut OpenedFile) {
        if file.role() == FileRole::CostPools {
            return;
        }
        for entry in self.0.iter().rev() {
            let fits = entry
                .headers
                .as_ref()
                .map_or(entry.role == file.role(), |headers| {
                    headers == file.headers()
                });
            let mut mapped = file.clone();
            if fits && mapped.role() != entry.role {
                mapped.set_role(entry.role);
            }
            if fits && entry.mapping.apply_to_file(&mut mapped).is_ok() {
                if mapped.plan != file.plan {
                    mapped.note_remembered_mapping();
                }
                *file = mapped;
                return;
            }
        }
    }
}
