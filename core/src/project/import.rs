//! Settings files: our own, and mappings in the form of `data/mappings/*.json`.

use super::ReadSource;
use super::opened::OpenedFile;
use super::parameters::Parameters;
use super::view::{FileRole, ReadingChange, UserError};
use crate::fields::Field;
use crate::settings::{
    CostModel, CostPool, DateOrder, DecimalStyle, DoctorSettings, Encoding, LeverSettings,
    LinkSettings, MappedColumn, ReturnSigns, Settings,
};
use crate::stats::order;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A settings file. Everything may be left out; what is, is detected or keeps its default.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SettingsFile {
    /// What the settings are called; for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Character set by its usual name: utf-8, windows-1252, windows-1250, iso-8859-2, windows-1251,
    /// utf-16-le, utf-16-be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// One character.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// Row of the headers, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u32>,
    /// "." or ","
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<String>,
    /// Forms as in strftime; their order of day, month and year counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub date_formats: Vec<String>,
    /// Header by field: order, date, customer, product, quantity, revenue…
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
    /// Cost of goods as a share of net sales.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_rate: Option<f64>,
    /// Lines whose order number matches are returns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_order_regex: Option<String>,
    /// Sign of marked returns: "detect", "as_in_file" or "always_negative".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_signs: Option<ReturnSigns>,
    /// Headers of columns with costs of the line itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub direct_costs: Vec<String>,
    /// Headers of columns with costs of the whole order, repeated on its lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order_level_costs: Vec<String>,
    /// Absent in a mapping means: no pools, no cost to serve beyond the direct costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pools: Option<Vec<CostPool>>,
    /// "simple" or "drivers"; absent in a mapping means drivers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_model: Option<CostModel>,
    /// The three pools of the simple model; absent or empty: assumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub simple_pools: Option<Vec<CostPool>>,
    /// Limits and conventions; what is absent stays as it is.
    #[serde(default, skip_serializing_if = "Parameters::is_empty")]
    pub params: Parameters,
    /// Three-letter code shown beside money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Sheet of a workbook that holds the order lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The data doctor's limits, fixes and control totals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doctor: Option<DoctorSettings>,
    /// Headers of columns with activities of customers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<String>,
    /// Further files: each has a role, may have the name of its file, and the keys above that say
    /// how a file is read and mapped. What stands above is for the first file of order lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<SettingsFile>,
    /// In such an entry: what the file is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<FileRole>,
    /// In such an entry: the name of the file it was made for, which goes before others that fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// When keys of two files are taken for the same.
    #[serde(default, skip_serializing_if = "LinkSettings::is_empty")]
    pub linking: LinkSettings,
    /// What the actions assume; absent where they are the defaults.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levers: Option<LeverSettings>,
}

impl SettingsFile {
    /// Reads a settings file.
    ///
    /// # Errors
    /// Text that is not JSON in this form, with line and column. Settings exported from here with a
    /// key that is not known (a mapping may hold other programs' keys, which are passed over).
    // Inlined for the sake of size: see `export_text`.
    #[inline]
    pub fn parse(text: &str) -> Result<SettingsFile, UserError> {
        let unreadable = |e: serde_json::Error| UserError {
            title: "The settings file cannot be read".to_owned(),
            detail: if e.is_data() {
                // "invalid type: …, expected … at line 3 column 7"
                format!("It is JSON of another form: {e}")
            } else {
                format!(
                    "It is no JSON text (line {}, column {})",
                    e.line(),
                    e.column()
                )
            },
            remedy: "Import a settings file exported from here, or a mapping in the same form"
                .to_owned(),
        };
        let settings: SettingsFile = serde_json::from_str(text).map_err(unreadable)?;
        // Every export has the cost model, and no mapping knows it.
        if settings.cost_model.is_some() {
            let all = serde_json::from_str(text).map_err(unreadable)?;
            if let Some(key) = unknown_key(&all) {
                return Err(UserError {
                    title: format!("The settings have an unknown key “{key}”"),
                    detail: "Nothing was changed".to_owned(),
                    remedy: "Correct its name, or delete it from the file".to_owned(),
                });
            }
        }
        Ok(settings)
    }

    /// Puts the limits, conventions and cost model into `settings`.
    ///
    /// # Errors
    /// As [`Settings::check`]; `settings` may be half changed then.
    pub fn apply_to_settings(&self, settings: &mut Settings) -> Result<(), UserError> {
        settings.cost.model = self.cost_model.unwrap_or(CostModel::Drivers);
        settings.cost.pools = self.pools.clone().unwrap_or_default();
        settings.cost.simple_pools = self.simple_pools.clone().unwrap_or_default();
        settings.cost.cost_rate = self.cost_rate;
        settings.levers = self.levers.clone().unwrap_or_default();
        self.params.apply(settings);
        if let Some(currency) = &self.currency {
            settings.currency.clone_from(currency);
        }
        // What we export is everything that was decided; a mapping knows nothing of it.
        if self.doctor.is_some() || self.cost_model.is_some() {
            settings.doctor = self.doctor.clone().unwrap_or_default();
        }
        settings.linking.clone_from(&self.linking);
        settings.check()
    }

    /// Puts dialect and mapping into the plans of opened files: each of `files` into the one that it
    /// was made for, what stands above them into the other files of order lines.
    pub(super) fn apply_to_files(&self, opened: &mut [OpenedFile]) -> Result<(), UserError> {
        let mut taken = vec![false; opened.len()];
        for settings in &self.files {
            let Some(role) = settings.role else {
                return Err(UserError {
                    title: "A further file in the settings has no role".to_owned(),
                    detail: format!("Its name is “{}”", settings.file.as_deref().unwrap_or("")),
                    remedy: "Say what it is for, such as \"role\": \"items\"".to_owned(),
                });
            };
            let named = |f: &OpenedFile| settings.file.as_ref() == Some(&f.name);
            let mut fitting: Vec<usize> = (0..opened.len())
                .filter(|&i| !taken[i] && settings.fits(&opened[i]))
                .filter(|&i| opened[i].role == role || named(&opened[i]))
                .collect();
            order::sort_by_key(&mut fitting, |&i| !named(&opened[i]));
            let Some(&at) = fitting.first() else { continue };
            taken[at] = true;
            if opened[at].role != role {
                opened[at].set_role(role);
            }
            settings.apply_to_file(&mut opened[at])?;
        }
        for (file, taken) in opened.iter_mut().zip(taken) {
            if file.role == FileRole::OrderLines && !taken {
                self.apply_to_file(file)?;
            }
        }
        Ok(())
    }

    /// Whether the file has the columns that are mapped.
    fn fits(&self, file: &OpenedFile) -> bool {
        let mut headers = self.columns.values();
        headers.all(|header| file.column_named(header).is_some())
    }

    /// Puts dialect and mapping into the plan of an opened file.
    pub(super) fn apply_to_file(&self, file: &mut OpenedFile) -> Result<(), UserError> {
        let mut dialect = file.plan.dialect;
        if let Some(encoding) = &self.encoding {
            dialect.encoding = encoding_named(encoding).ok_or_else(|| {
                unusable(
                    "encoding",
                    encoding,
                    "utf-8, windows-1252, utf-16-le or utf-16-be",
                )
            })?;
        }
        if let Some(delimiter) = &self.delimiter {
            let mut characters = delimiter.chars();
            dialect.delimiter = match (characters.next(), characters.next()) {
                (Some(one), None) => one,
                _ => return Err(unusable("delimiter", delimiter, "one character")),
            };
        }
        dialect.header_row = self.header_row.unwrap_or(dialect.header_row);
        if dialect != file.plan.dialect {
            file.change(ReadingChange::Dialect(dialect))?;
        }
        if let Some(decimal) = &self.decimal {
            let style = match decimal.as_str() {
                "," => DecimalStyle::Comma,
                "." => DecimalStyle::Point,
                other => return Err(unusable("decimal", other, "“.” or “,”")),
            };
            file.change(ReadingChange::Decimal(style))?;
        }
        let pattern = self.return_order_regex.clone();
        file.change(ReadingChange::ReturnOrderPattern(pattern))?;
        file.plan.return_signs = self.return_signs.unwrap_or_default();
        if !self.columns.is_empty() || !self.activities.is_empty() {
            file.change(ReadingChange::Columns(self.mapping(file)?))?;
        }
        if let Some(first) = self.date_formats.first() {
            let order = self.date_formats.iter().find_map(|f| order_of(f));
            let order =
                order.ok_or_else(|| unusable("date format", first, "a form such as %d.%m.%Y"))?;
            file.change(ReadingChange::DateOrder(order))?;
        }
        Ok(())
    }

    fn mapping(&self, file: &OpenedFile) -> Result<Vec<MappedColumn>, UserError> {
        let column = |header: &str| {
            file.column_named(header).ok_or_else(|| UserError {
                title: format!("{} has no column “{header}”", file.name),
                detail: format!("Columns in the file: {}", file.headers().join(", ")),
                remedy: "Import the settings that belong to this file, or correct the name in them"
                    .to_owned(),
            })
        };
        let mut mapping = Vec::new();
        // Headers of activities are the names of drivers; more or fewer is no fault.
        mapping.extend(self.activities.iter().filter_map(|header| {
            Some(MappedColumn {
                field: Field::Activity,
                column: file.column_named(header)?,
            })
        }));
        for (name, header) in &self.columns {
            let field = field_named(name).ok_or_else(|| UserError {
                title: format!("The settings map “{header}” to an unknown field “{name}”"),
                detail: format!("{name} is not a field of an order line"),
                remedy: "Use order, date, customer, product, quantity, revenue and so on"
                    .to_owned(),
            })?;
            mapping.push(MappedColumn {
                field,
                column: column(header)?,
            });
        }
        for (headers, field) in [
            (&self.direct_costs, Field::DirectCost),
            (&self.order_level_costs, Field::OrderCost),
        ] {
            for header in headers {
                mapping.push(MappedColumn {
                    field,
                    column: column(header)?,
                });
            }
        }
        Ok(mapping)
    }

    /// The settings and mappings in force, to be imported again elsewhere; no data.
    pub(crate) fn of(settings: &Settings, sources: &[ReadSource]) -> Self {
        let first = sources.iter().position(|s| s.role == FileRole::OrderLines);
        let mut out = match first {
            Some(first) => Self::of_one(settings, &sources[first]),
            None => Self::without_files(settings),
        };
        let others = sources
            .iter()
            .enumerate()
            .filter(|(i, _)| Some(*i) != first);
        out.files = others
            .map(|(_, source)| {
                let mut of_file = SettingsFile {
                    role: Some(source.role),
                    file: Some(source.file.clone()),
                    ..SettingsFile::default()
                };
                of_file.set_reading(source);
                of_file
            })
            .collect();
        out
    }

    /// As `of` one file alone.
    pub(super) fn of_one(settings: &Settings, source: &ReadSource) -> Self {
        let mut out = Self::without_files(settings);
        out.set_reading(source);
        out
    }

    fn without_files(settings: &Settings) -> Self {
        let mut out = SettingsFile {
            cost_rate: settings.cost.cost_rate,
            pools: Some(settings.cost.pools.clone()),
            cost_model: Some(settings.cost.model),
            simple_pools: Some(settings.cost.simple_pools.clone()),
            params: Parameters::of(settings),
            currency: Some(settings.currency.clone()),
            doctor: Some(settings.doctor.clone()).filter(|d| *d != DoctorSettings::default()),
            levers: Some(settings.levers.clone()).filter(|l| *l != LeverSettings::default()),
            ..SettingsFile::default()
        };
        out.linking.clone_from(&settings.linking);
        out
    }

    /// How a file is read and what its columns mean.
    fn set_reading(&mut self, source: &ReadSource) {
        let plan = &source.plan;
        self.encoding = Some(encoding_name(plan.dialect.encoding).to_owned());
        self.delimiter = Some(plan.dialect.delimiter.to_string());
        self.header_row = Some(plan.dialect.header_row);
        self.decimal = Some(match plan.decimal {
            DecimalStyle::Point => ".".to_owned(),
            DecimalStyle::Comma => ",".to_owned(),
        });
        self.date_formats = vec![format_of(plan.date_order).to_owned()];
        self.return_order_regex
            .clone_from(&plan.return_order_pattern);
        self.return_signs = Some(plan.return_signs).filter(|s| *s != ReturnSigns::Detect);
        for mapped in &plan.columns {
            let Some(header) = source.headers.get(mapped.column as usize) else {
                continue;
            };
            match mapped.field {
                Field::DirectCost => self.direct_costs.push(header.clone()),
                Field::OrderCost => self.order_level_costs.push(header.clone()),
                Field::Activity => self.activities.push(header.clone()),
                field => {
                    self.columns
                        .insert(name_of(field).to_owned(), header.clone());
                }
            }
        }
    }
}

/// Keys of settings files. `file` and `format` say in mappings what they belong to.
#[rustfmt::skip] // as a paragraph
const KEYS: [&str; 25] = [
    "name", "file", "format", "encoding", "delimiter", "header_row", "decimal", "date_formats", "columns",
    "cost_rate", "return_order_regex", "return_signs", "direct_costs", "order_level_costs", "pools", "cost_model",
    "simple_pools", "params", "currency", "sheet", "levers", "activities", "files", "linking",
    "doctor",
];
const POOL_KEYS: [&str; 9] = [
    "name",
    "amount",
    "driver",
    "avoidable_share",
    "assumed",
    "capacity",
    "terms",
    "rate",
    "months",
];

/// The first key of a settings file that nothing reads, with the path to it.
fn unknown_key(file: &serde_json::Value) -> Option<String> {
    let unknown = |object: &serde_json::Value, known: &[&str], path: &str| {
        let keys = object.as_object()?.keys();
        let mut unknown = keys.filter(|k| !known.contains(&k.as_str()));
        unknown.next().map(|k| format!("{path}{k}"))
    };
    let in_pools = |list: &str| {
        let pools = file.get(list)?.as_array()?;
        pools
            .iter()
            .find_map(|p| unknown(p, &POOL_KEYS, &format!("{list}: ")))
    };
    unknown(file, &KEYS, "")
        .or_else(|| unknown(file.get("params")?, Parameters::KEYS, "params: "))
        .or_else(|| in_pools("pools"))
        .or_else(|| in_pools("simple_pools"))
}

/// A value in a settings file that means nothing here.
fn unusable(what: &str, value: &str, instead: &str) -> UserError {
    UserError {
        title: format!("The settings name an unknown {what}, “{value}”"),
        detail: "Nothing was changed".to_owned(),
        remedy: format!("Write {instead}, or leave it out to have it detected"),
    }
}

/// Names of fields in settings files.
const FIELD_NAMES: [(&str, Field); 31] = [
    ("order", Field::Order),
    ("date", Field::Date),
    ("customer", Field::Customer),
    ("product", Field::Item),
    ("item", Field::Item),
    ("quantity", Field::Quantity),
    ("revenue", Field::Revenue),
    ("unit_price", Field::UnitPrice),
    ("discount_rate", Field::DiscountRate),
    ("gross_revenue", Field::GrossRevenue),
    ("cost", Field::Cost),
    ("unit_cost", Field::UnitCost),
    ("profit", Field::Profit),
    ("weight", Field::Weight),
    ("returned", Field::ReturnFlag),
    ("return_flag", Field::ReturnFlag),
    ("cancelled", Field::CancelledFlag),
    ("customer_name", Field::CustomerName),
    ("product_name", Field::ItemName),
    ("category", Field::Family),
    ("family", Field::Family),
    ("channel", Field::Channel),
    ("warehouse", Field::Warehouse),
    ("item_name", Field::ItemName),
    ("requested_date", Field::RequestedDate),
    ("currency", Field::Currency),
    ("unit", Field::Unit),
    ("payment_days", Field::PaymentDays),
    ("distance", Field::Distance),
    ("stock_quantity", Field::StockQuantity),
    ("stock_value", Field::StockValue),
];

fn field_named(name: &str) -> Option<Field> {
    FIELD_NAMES
        .iter()
        .find(|(n, _)| *n == name)
        .map(|(_, f)| *f)
}

fn name_of(field: Field) -> &'static str {
    FIELD_NAMES
        .iter()
        .find(|(_, f)| *f == field)
        .map_or("", |(n, _)| n)
}

fn encoding_named(name: &str) -> Option<Encoding> {
    match name.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" | "utf-8-sig" | "ascii" => Some(Encoding::Utf8),
        "cp1252" | "windows-1252" | "latin-1" | "latin1" | "iso-8859-1" => {
            Some(Encoding::Windows1252)
        }
        "cp1250" | "windows-1250" => Some(Encoding::Windows1250),
        "iso-8859-2" | "latin-2" | "latin2" => Some(Encoding::Iso88592),
        "cp1251" | "windows-1251" => Some(Encoding::Windows1251),
        "utf-16" | "utf-16-le" | "utf-16le" => Some(Encoding::Utf16Le),
        "utf-16-be" | "utf-16be" => Some(Encoding::Utf16Be),
        _ => None,
    }
}

fn encoding_name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "utf-8",
        Encoding::Windows1252 => "windows-1252",
        Encoding::Windows1250 => "windows-1250",
        Encoding::Iso88592 => "iso-8859-2",
        Encoding::Windows1251 => "windows-1251",
        Encoding::Utf16Le => "utf-16-le",
        Encoding::Utf16Be => "utf-16-be",
    }
}

/// The order of day, month and year in a strftime form.
fn order_of(format: &str) -> Option<DateOrder> {
    if format == "native" {
        return Some(DateOrder::YearMonthDay);
    }
    if format == "serial" {
        return Some(DateOrder::ExcelSerial);
    }
    let letters: String = format
        .split('%')
        .skip(1)
        .filter_map(|s| s.chars().next())
        .map(|c| match c {
            'y' | 'Y' => 'y',
            'b' | 'B' | 'm' => 'm',
            'd' | 'e' => 'd',
            other => other,
        })
        .filter(|c| "ymd".contains(*c))
        .collect();
    match letters.as_str() {
        "ymd" => Some(DateOrder::YearMonthDay),
        "dmy" => Some(DateOrder::DayMonthYear),
        "mdy" => Some(DateOrder::MonthDayYear),
        _ => None,
    }
}

fn format_of(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearMonthDay => "%Y-%m-%d",
        DateOrder::DayMonthYear => "%d.%m.%Y",
        DateOrder::MonthDayYear => "%m/%d/%Y",
        DateOrder::ExcelSerial => "serial",
    }
}

/// Names that [`Subject::Step`](super::view::Subject::Step) gives to other steps than pools.
const LADDER_STEPS: [&str; 6] = [
    "revenue",
    "cost",
    "margin",
    "cost_to_serve",
    "direct",
    "idle",
];

impl Settings {
    /// Refuses settings that cannot be computed with.
    ///
    /// # Errors
    /// More than [`CostPool::MOST`] pools; pools without a name of their own, or with an amount that is no number or beyond
    /// [`CostPool::LARGEST_AMOUNT`]; shares outside 0 to 1; limits that do not rise.
    pub fn check(&self) -> Result<(), UserError> {
        let error = |title: String, remedy: &str| {
            Err(UserError {
                title,
                detail: "The settings were not changed".to_owned(),
                remedy: remedy.to_owned(),
            })
        };
        for pools in [&self.cost.pools, &self.cost.simple_pools] {
            // Every screen of costs shows them all.
            if pools.len() > CostPool::MOST {
                return error(
                    format!(
                        "There are {} cost pools; 500 can be worked with",
                        pools.len()
                    ),
                    "Put those together that go by the same driver",
                );
            }
            for (i, CostPool { name, .. }) in pools.iter().enumerate() {
                if name.trim().is_empty() {
                    return error(format!("Cost pool {} has no name", i + 1), "Give it a name");
                }
                if pools[..i].iter().any(|p| p.name == *name) {
                    return error(
                        format!("Two cost pools are called “{name}”"),
                        "Give each a name of its own, or put their amounts together",
                    );
                }
                if LADDER_STEPS.contains(&name.as_str()) {
                    return error(
                        format!("“{name}” is a step of the ladder and cannot be a cost pool"),
                        "Give the pool another name",
                    );
                }
            }
        }
        for pool in self.cost.pools.iter().chain(&self.cost.simple_pools) {
            if !pool.amount.is_finite() {
                return error(
                    format!("The amount of “{}” is not a number", pool.name),
                    "Type an amount",
                );
            }
            if pool.amount.abs() > CostPool::LARGEST_AMOUNT {
                return error(
                    format!(
                        "The amount of “{}” is beyond 1,000,000,000,000,000",
                        pool.name
                    ),
                    "Type the amount in the reporting currency; larger ones cannot be split to the cent",
                );
            }
            if !(0.0..=1.0).contains(&pool.avoidable_share) {
                return error(
                    format!(
                        "The avoidable share of “{}” lies outside 0 to 100 %",
                        pool.name
                    ),
                    "Type a share between 0 and 100 %",
                );
            }
        }
        let pools = self.cost.pools.iter().chain(&self.cost.simple_pools);
        let faults = pools.filter_map(CostPool::fault);
        if let Some((title, remedy)) = faults.chain(self.levers.fault()).next() {
            return error(title, remedy);
        }
        if let Some((title, remedy)) = self.demand.fault().or_else(|| self.doctor.fault()) {
            return error(title, remedy);
        }
        if self
            .cost
            .cost_rate
            .is_some_and(|r| !r.is_finite() || r < 0.0)
        {
            return error(
                "The cost of goods rate is not a share".to_owned(),
                "Type a share such as 60 %",
            );
        }
        if !(0.0..=1.0).contains(&self.segment.cluster_share) {
            return error(
                "The cluster share lies outside 0 to 100 %".to_owned(),
                "The usual one is 80 %",
            );
        }
        if self
            .segment
            .map_own
            .iter()
            .any(|cut| !(-10.0..=10.0).contains(cut))
        {
            return error(
                "A cut of the customer map lies outside −1000 to 1000 % of net sales".to_owned(),
                "For example 15 % cost to serve and 30 % margin",
            );
        }
        if self.cost.rush_days > 365 {
            return error(
                "An order wanted after a year is no rush order".to_owned(),
                "The usual limit is 2 days",
            );
        }
        let groups = self.segment.similar_groups.map(|k| k as usize);
        if groups.is_some_and(|k| !crate::segment::GROUPS.contains(&k)) {
            return error(
                "The number of groups of similar customers lies outside 2 to 8".to_owned(),
                "Leave it out to have it found",
            );
        }
        Ok(())
    }
}
