//! How a file's bytes are cut into fields and its fields into numbers and dates: found by
//! detection, shown, and correctable.

use crate::components::{NumberField, SelectField, TextField};
use crate::state::App;
use crate::tasks::change_reading::change_reading;
use leptos::prelude::*;
use tenfold_core::project::view::{FilePreview, ReadingChange};
use tenfold_core::settings::{DateOrder, DecimalStyle, Dialect, Encoding, LineEnd, ReadingPlan};

const ENCODINGS: [(Encoding, &str); 7] = [
    (Encoding::Utf8, "UTF-8"),
    (Encoding::Utf16Le, "UTF-16, little endian"),
    (Encoding::Utf16Be, "UTF-16, big endian"),
    (Encoding::Windows1252, "Windows-1252, Western Europe"),
    (Encoding::Windows1250, "Windows-1250, Central Europe"),
    (Encoding::Iso88592, "ISO 8859-2, Central Europe"),
    (Encoding::Windows1251, "Windows-1251, Cyrillic"),
];
const DELIMITERS: [(char, &str); 4] = [
    (',', "Comma"),
    (';', "Semicolon"),
    ('\t', "Tab"),
    ('|', "Pipe"),
];
const LINE_ENDS: [(LineEnd, &str); 2] = [
    (LineEnd::Newline, "LF or CRLF"),
    (LineEnd::CarriageReturn, "CR alone"),
];
const DECIMALS: [(DecimalStyle, &str); 2] = [
    (DecimalStyle::Point, "Point: 1,234.56"),
    (DecimalStyle::Comma, "Comma: 1.234,56"),
];
const ROWS: [(bool, &str); 2] = [(false, "Sales and returns"), (true, "Returns only")];
const LAYOUTS: [(bool, &str); 2] = [(true, "Put in order"), (false, "As it stands")];
const DATE_ORDERS: [(DateOrder, &str); 4] = [
    (DateOrder::YearMonthDay, "Year month day: 2024-12-31"),
    (DateOrder::DayMonthYear, "Day month year: 31.12.2024"),
    (DateOrder::MonthDayYear, "Month day year: 12/31/2024"),
    (DateOrder::ExcelSerial, "Spreadsheet day numbers: 45657"),
];

#[component]
pub(super) fn Reading(number: usize, file: Memo<Option<FilePreview>>) -> impl IntoView {
    let app = App::current();
    let change = move |change: ReadingChange| change_reading(app, number, change);
    let dialect = Signal::derive(move || file.with(|f| f.as_ref().map(|f| f.plan.dialect)));
    let redialect = move |set: &dyn Fn(&mut Dialect)| {
        if let Some(mut dialect) = dialect.get_untracked() {
            set(&mut dialect);
            change(ReadingChange::Dialect(dialect));
        }
    };
    let plan = move |pick: fn(&ReadingPlan) -> String| {
        Signal::derive(move || file.with(|f| f.as_ref().map(|f| pick(&f.plan)).unwrap_or_default()))
    };
    let reshaped = Memo::new(move |_| file.with(|f| f.as_ref().and_then(|f| f.reshaped)));
    let workbook =
        Memo::new(move |_| file.with(|f| f.as_ref().is_some_and(|f| !f.sheets.is_empty())));
    view! {
        <fieldset class="reading">
            <legend>"How the file is read"</legend>
            <Show
                when=move || workbook.get()
                fallback=move || {
                    view! {
                        <SelectField
                            label="Encoding"
                            definition="The character set of the file; wrong when letters with accents look broken"
                            options=words(&ENCODINGS)
                            value=plan(|p| key_of(&ENCODINGS, p.dialect.encoding))
                            on_change=move |key: String| {
                                if let Some(encoding) = value_of(&ENCODINGS, &key) {
                                    redialect(&|d| d.encoding = encoding);
                                }
                            }
                        />
                        <SelectField
                            label="Delimiter"
                            definition="The character between two fields of a row"
                            options=words(&DELIMITERS)
                            value=plan(|p| key_of(&DELIMITERS, p.dialect.delimiter))
                            on_change=move |key: String| {
                                if let Some(delimiter) = value_of(&DELIMITERS, &key) {
                                    redialect(&|d| d.delimiter = delimiter);
                                }
                            }
                        />
                        <SelectField
                            label="Line end"
                            definition="What ends a row; old Macintosh exports use CR alone"
                            options=words(&LINE_ENDS)
                            value=plan(|p| key_of(&LINE_ENDS, p.dialect.line_end))
                            on_change=move |key: String| {
                                if let Some(line_end) = value_of(&LINE_ENDS, &key) {
                                    redialect(&|d| d.line_end = line_end);
                                }
                            }
                        />
                    }
                }
            >
                <SelectField
                    label="Sheet"
                    definition="The sheet of the workbook that is read here"
                    options=Signal::derive(move || {
                        file.with(|f| {
                            f.as_ref()
                                .map(|f| f.sheets.iter().map(|s| (s.clone(), s.clone())).collect())
                                .unwrap_or_default()
                        })
                    })
                    value=Signal::derive(move || {
                        file.with(|f| f.as_ref().and_then(|f| f.sheet.clone()).unwrap_or_default())
                    })
                    on_change=move |sheet: String| change(ReadingChange::Sheet(sheet))
                />
            </Show>
            <SelectField
                label="Decimal sign"
                definition="The sign between whole units and fractions, found over whole columns"
                options=words(&DECIMALS)
                value=plan(|p| key_of(&DECIMALS, p.decimal))
                on_change=move |key: String| {
                    if let Some(style) = value_of(&DECIMALS, &key) {
                        change(ReadingChange::Decimal(style));
                    }
                }
            />
            <SelectField
                label="Date order"
                definition="The order of day, month and year, found over the whole column"
                options=words(&DATE_ORDERS)
                value=plan(|p| key_of(&DATE_ORDERS, p.date_order))
                on_change=move |key: String| {
                    if let Some(order) = value_of(&DATE_ORDERS, &key) {
                        change(ReadingChange::DateOrder(order));
                    }
                }
            />
            <NumberField
                label="Header row"
                definition="The row that holds the names of the columns, counted from 1"
                min=1.0
                max=1000.0
                value=Signal::derive(move || {
                    dialect.get().map_or(1.0, |dialect| f64::from(dialect.header_row))
                })
                on_change=move |row: f64| redialect(&|d| d.header_row = row.round() as u32)
            />
            <Show when=move || reshaped.get().is_some()>
                <SelectField
                    label="Layout"
                    definition="Whether the text is made a plain table before it is read: lists without their frames and subtotals, months and repeated values one a line"
                    options=words(&LAYOUTS)
                    value=Signal::derive(move || {
                        key_of(&LAYOUTS, reshaped.get().unwrap_or_default())
                    })
                    on_change=move |key: String| {
                        if let Some(on) = value_of(&LAYOUTS, &key) {
                            change(ReadingChange::Reshape(on));
                        }
                    }
                />
            </Show>
            <SelectField
                label="Rows"
                definition="A file or sheet of credit memos holds nothing but returns, often without a sign"
                options=words(&ROWS)
                value=plan(|p| key_of(&ROWS, is_all_returns(p)))
                on_change=move |key: String| {
                    if let Some(all) = value_of(&ROWS, &key) {
                        let pattern = all.then(|| ReadingPlan::ALL_RETURNS.to_owned());
                        change(ReadingChange::ReturnOrderPattern(pattern));
                    }
                }
            />
            <TextField
                label="Return orders"
                definition="Lines whose order number matches this pattern (a regular expression) are returns; ^C means: begins with C"
                example="For example ^C for numbers that begin with C"
                value=plan(|p| {
                    p.return_order_pattern.clone().filter(|_| !is_all_returns(p)).unwrap_or_default()
                })
                on_change=move |pattern: String| {
                    let pattern = Some(pattern.trim().to_owned()).filter(|p| !p.is_empty());
                    change(ReadingChange::ReturnOrderPattern(pattern));
                }
            />
        </fieldset>
    }
}

/// Whether every row of the file is a return.
fn is_all_returns(plan: &ReadingPlan) -> bool {
    plan.return_order_pattern.as_deref() == Some(ReadingPlan::ALL_RETURNS)
}

/// The choices of a select: each is known by its words.
pub(super) fn words<T>(choices: &[(T, &str)]) -> Signal<Vec<(String, String)>> {
    Signal::stored(
        choices
            .iter()
            .map(|(_, words)| ((*words).into(), (*words).into()))
            .collect(),
    )
}

pub(super) fn key_of<T: PartialEq>(choices: &[(T, &str)], value: T) -> String {
    choices
        .iter()
        .find(|(v, _)| *v == value)
        .map(|(_, words)| (*words).into())
        .unwrap_or_default()
}

pub(super) fn value_of<T: Copy>(choices: &[(T, &str)], key: &str) -> Option<T> {
    choices
        .iter()
        .find(|(_, words)| *words == key)
        .map(|(value, _)| *value)
}
