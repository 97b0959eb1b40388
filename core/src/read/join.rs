//! Several files of order lines read one after the other become one table.

use super::column::{KeyColumn, LabelColumn, NumberColumn, UnreadableCell};
use super::order_table::{OrderTable, OtherColumn};
use super::rows::{Part, RowNumbers};
use super::{date, decode::text_of};
use crate::fields::{Field, FieldKind};
use crate::project::view::{Finding, Severity};
use crate::settings::{DateOrder, Encoding};

impl OrderTable {
    /// The tables one after the other, as one. A field that a table lacks is blank on its lines.
    /// None where there is no table.
    pub fn join(tables: Vec<OrderTable>) -> Option<OrderTable> {
        let several = tables.len() > 1;
        let mut tables = tables.into_iter();
        let mut all = tables.next()?;
        if several {
            let rest: Vec<OrderTable> = tables.collect();
            let dates = rest
                .iter()
                .any(|t| t.plan.date_order != all.plan.date_order);
            all.in_one_form(dates);
            for mut next in rest {
                next.in_one_form(dates);
                all.append(next);
            }
        }
        Some(all)
    }

    /// Texts as UTF-8 and, where wanted, dates as ISO, so that files written differently can be put
    /// together. Works on distinct texts, and on lines only where these change.
    pub fn in_one_form(&mut self, dates_too: bool) {
        let encoding = self.encoding();
        let order = self.plan.date_order;
        for column in &mut self.keys {
            let dates = dates_too && column.field.kind() == FieldKind::Date;
            if !dates
                && matches!(
                    encoding,
                    Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be
                )
            {
                continue;
            }
            let mut texts = super::dictionary::Dictionary::new();
            let codes: Vec<u32> = (0..column.data.texts.len() as u32)
                .map(|code| {
                    let text = text_of(column.data.texts.bytes(code), encoding);
                    let day = dates.then(|| date::parse(text.as_bytes(), order)).flatten();
                    texts.intern(day.map_or(text, date::iso).as_bytes())
                })
                .collect();
            for code in &mut column.data.codes {
                *code = codes[*code as usize];
            }
            column.data.texts = texts;
            if column.field == Field::Customer || column.field == Field::Item {
                // Labels go with their key's code.
                let of: &[Field] = match column.field {
                    Field::Customer => &[Field::CustomerName],
                    _ => &[Field::ItemName, Field::Family],
                };
                for labels in self.labels.iter_mut().filter(|l| of.contains(&l.field)) {
                    let old = std::mem::take(&mut labels.data.texts);
                    for (label, &code) in old.into_iter().zip(&codes) {
                        labels.data.set_first(code, label);
                    }
                }
            }
        }
        if encoding.is_one_byte() {
            for labels in &mut self.labels {
                for label in &mut labels.data.texts {
                    *label = text_of(label, encoding).into_bytes().into();
                }
            }
        }
        if dates_too {
            self.plan.date_order = DateOrder::YearMonthDay;
        }
        self.utf8 = true;
    }

    fn append(&mut self, next: OrderTable) {
        let before = self.lines;
        let next_file = next.file.clone();
        self.common_orders(&next);
        let mut parts = self.take_row_numbers().into_parts();
        parts.extend(
            next.row_numbers()
                .into_parts()
                .into_iter()
                .map(|part| Part {
                    first_line: part.first_line + before,
                    ..part
                }),
        );
        self.joined = Some(RowNumbers::new(parts));
        self.file = format!("{} and {next_file}", self.file);
        self.lines += next.lines;
        let shifted = |found: Option<(u32, u32)>| found.map(|(n, line)| (n, line + before));
        let both = |a: Option<(u32, u32)>, b: Option<(u32, u32)>| match (a, b) {
            (Some((n, line)), Some((m, _))) => Some((n + m, line)),
            (a, b) => a.or(b),
        };
        self.short = both(self.short, shifted(next.short));
        self.long = both(self.long, shifted(next.long));
        self.irregular_quotes |= next.irregular_quotes;
        self.unclosed_quote |= next.unclosed_quote;
        self.recoded |= next.recoded;
        self.plan.return_order_pattern = match (
            self.plan.return_order_pattern.take(),
            next.plan.return_order_pattern.clone(),
        ) {
            (Some(a), Some(b)) if a != b => Some(format!("(?:{a})|(?:{b})")),
            (a, b) => a.or(b),
        };
        self.remarks.extend(next.remarks.iter().cloned());
        let item_codes = self.append_keys(next.keys, before);
        self.append_numbers(next.numbers, before);
        self.append_labels(next.labels, &item_codes);
    }

    /// Orders that stand in two files may be one file read twice.
    fn common_orders(&mut self, next: &OrderTable) {
        let (Some(ours), Some(theirs)) = (self.key(Field::Order), next.key(Field::Order)) else {
            return;
        };
        let texts = (0..theirs.texts.len() as u32).map(|code| theirs.texts.bytes(code));
        let common: Vec<&[u8]> = texts
            .filter(|text| !text.is_empty() && ours.texts.find(text).is_some())
            .collect();
        let Some(first) = common.first() else { return };
        let message = format!(
            "{} in {} too, such as “{}”",
            crate::words::count(common.len() as u64, "order stands", "orders stand"),
            self.file,
            String::from_utf8_lossy(first)
        );
        self.remarks.push(Finding {
            severity: Severity::Warning,
            file: next.file.clone(),
            row: None,
            column: next.header_of(Field::Order).map(str::to_owned),
            message,
            remedy: "Check that no line stands in both files: it would count twice".to_owned(),
        });
    }

    /// The new code of each code of the appended customers and items.
    fn append_keys(
        &mut self,
        next: Vec<OtherColumn<KeyColumn>>,
        before: u32,
    ) -> Vec<(Field, Vec<u32>)> {
        let lines = self.lines as usize;
        let mut new_codes = Vec::new();
        for theirs in next {
            let at = self.keys.iter().position(|k| k.field == theirs.field);
            let at = at.unwrap_or_else(|| {
                let mut data = KeyColumn::new();
                data.texts.intern(b"");
                data.codes = vec![0; before as usize];
                self.keys.push(OtherColumn {
                    data,
                    field: theirs.field,
                    header: theirs.header.clone(),
                    position: theirs.position,
                });
                self.keys.len() - 1
            });
            let ours = &mut self.keys[at].data;
            let texts = &theirs.data.texts;
            let codes: Vec<u32> = (0..texts.len() as u32)
                .map(|code| ours.texts.intern(texts.bytes(code)))
                .collect();
            let appended = theirs.data.codes.iter().map(|&code| codes[code as usize]);
            ours.codes.extend(appended);
            new_codes.push((theirs.field, codes));
        }
        for column in self.keys.iter_mut().filter(|k| k.data.codes.len() < lines) {
            let blank = column.data.texts.intern(b"");
            column.data.codes.resize(lines, blank);
        }
        new_codes
    }

    fn append_numbers(&mut self, next: Vec<OtherColumn<NumberColumn>>, before: u32) {
        let lines = self.lines as usize;
        let mut taken = vec![false; self.numbers.len()];
        for theirs in next {
            // Fields that occur more than once: the first with the first.
            let at = (0..taken.len()).find(|&i| !taken[i] && self.numbers[i].field == theirs.field);
            let at = at.unwrap_or_else(|| {
                let data = NumberColumn {
                    values: vec![f64::NAN; before as usize],
                    blank: before,
                    ..NumberColumn::default()
                };
                self.numbers.push(OtherColumn {
                    data,
                    field: theirs.field,
                    header: theirs.header.clone(),
                    position: theirs.position,
                });
                taken.push(false);
                taken.len() - 1
            });
            taken[at] = true;
            let ours = &mut self.numbers[at].data;
            ours.values.extend(theirs.data.values);
            ours.blank += theirs.data.blank;
            ours.unreadable += theirs.data.unreadable;
            let examples = theirs.data.examples.into_iter();
            ours.examples.extend(examples.map(|example| UnreadableCell {
                line: example.line + before,
                ..example
            }));
        }
        for column in self
            .numbers
            .iter_mut()
            .filter(|c| c.data.values.len() < lines)
        {
            column.data.blank += (lines - column.data.values.len()) as u32;
            column.data.values.resize(lines, f64::NAN);
        }
    }

    fn append_labels(
        &mut self,
        next: Vec<OtherColumn<LabelColumn>>,
        new_codes: &[(Field, Vec<u32>)],
    ) {
        for theirs in next {
            let of = match theirs.field {
                Field::CustomerName => Field::Customer,
                _ => Field::Item,
            };
            let Some((_, codes)) = new_codes.iter().find(|(field, _)| *field == of) else {
                continue;
            };
            let at = self.labels.iter().position(|l| l.field == theirs.field);
            let at = at.unwrap_or_else(|| {
                self.labels.push(OtherColumn {
                    data: LabelColumn::default(),
                    field: theirs.field,
                    header: theirs.header.clone(),
                    position: theirs.position,
                });
                self.labels.len() - 1
            });
            for (label, &code) in theirs.data.texts.into_iter().zip(codes) {
                self.labels[at].data.set_first(code, label);
            }
        }
    }
}
