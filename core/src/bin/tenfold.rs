//! The engine from a terminal: the same results as the page, for scripts and monthly runs.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use tenfold_core::project::view::{
    Export, FileRole, ReadingChange, TableKind, TableQuery, UserError,
};
use tenfold_core::project::{OpenedFile, Project, ReadOutcome, SheetHead};
use tenfold_core::read::OrderTable;
use tenfold_core::read::workbook::{Workbook, looks_like_workbook};

const USAGE: &str = "\
Who and what makes and loses money, from order lines.

tenfold run --lines FILE [options]
tenfold run --demo [options]

  --lines FILE      order lines: CSV (also .gz) or a workbook; may be given several times
  --sheet NAME      sheet of the workbook; without it every sheet that is of use
  --settings FILE   settings or mapping, as exported from the page
  --pools FILE      a file of cost pools: name, amount, driver
  --products FILE   items: key, name, family, unit cost, weight, stock
  --customers FILE  customers: key, name, channel, payment days, kilometres
  --activities FILE customers by driver: visits, calls, pallets
  --stock FILE      stock by item
  --demo            the demo company instead of --lines
  --json FILE       write the results (docs/results.schema.json)
  --xlsx FILE       write the workbook, one sheet a table
  --csv FILE        write the customers
  --timings         print how long each stage took
  --help            print this
";

/// Bytes asked for at once; the reader takes slices of any size.
const SLICE: usize = 1 << 20;

#[derive(Default)]
struct Options {
    lines: Vec<PathBuf>,
    sheet: Option<String>,
    settings: Option<PathBuf>,
    /// Files beside the order lines, with what they hold.
    others: Vec<(FileRole, PathBuf)>,
    demo: bool,
    json: Option<PathBuf>,
    xlsx: Option<PathBuf>,
    csv: Option<PathBuf>,
    timings: bool,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.is_empty() || arguments.iter().any(|a| a == "--help" || a == "-h") {
        print!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match options(arguments).and_then(|options| run(&options)) {
        Ok(summary) => {
            print!("{summary}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}", error.title);
            for line in [error.detail, error.remedy] {
                if !line.is_empty() {
                    eprintln!("  {line}");
                }
            }
            ExitCode::FAILURE
        }
    }
}

const SEE_HELP: &str = "Run `tenfold --help` for what there is";

fn problem(title: impl Into<String>, detail: impl Into<String>, remedy: &str) -> UserError {
    UserError {
        title: title.into(),
        detail: detail.into(),
        remedy: remedy.to_owned(),
    }
}

fn options(arguments: Vec<String>) -> Result<Options, UserError> {
    let mut arguments = arguments.into_iter();
    match arguments.next().as_deref() {
        Some("run") => {}
        other => {
            let other = other.unwrap_or_default();
            return Err(problem(
                format!("Unknown command “{other}”"),
                "The one command is `run`",
                SEE_HELP,
            ));
        }
    }
    let mut options = Options::default();
    while let Some(name) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .ok_or_else(|| problem(format!("{name} needs a value"), "", SEE_HELP))
        };
        match name.as_str() {
            "--lines" => options.lines.push(value()?.into()),
            "--sheet" => options.sheet = Some(value()?),
            "--settings" => options.settings = Some(value()?.into()),
            "--pools" => options.others.push((FileRole::CostPools, value()?.into())),
            "--products" | "--items" => options.others.push((FileRole::Items, value()?.into())),
            "--customers" => options.others.push((FileRole::Customers, value()?.into())),
            "--activities" => options.others.push((FileRole::Activities, value()?.into())),
            "--stock" => options.others.push((FileRole::Stock, value()?.into())),
            "--json" => options.json = Some(value()?.into()),
            "--xlsx" => options.xlsx = Some(value()?.into()),
            "--csv" => options.csv = Some(value()?.into()),
            "--demo" => options.demo = true,
            "--timings" => options.timings = true,
            _ => return Err(problem(format!("Unknown option {name}"), "", SEE_HELP)),
        }
    }
    if options.demo != options.lines.is_empty() {
        return Err(problem(
            "What shall be analysed?",
            "Give either --lines FILE or --demo",
            SEE_HELP,
        ));
    }
    Ok(options)
}

/// Stages and their milliseconds.
struct Timings(Vec<(&'static str, f64)>, Instant);

impl Timings {
    fn stage(&mut self, name: &'static str) {
        self.0.push((name, self.1.elapsed().as_secs_f64() * 1e3));
        self.1 = Instant::now();
    }
}

fn run(options: &Options) -> Result<String, UserError> {
    let mut timings = Timings(Vec::new(), Instant::now());
    let mut project = Project::default();
    let settings = options.settings.as_ref().map(|p| text(p)).transpose()?;
    if options.lines.is_empty() {
        project.load_demo()?;
        if let Some(settings) = &settings {
            project.import_settings(settings)?;
        }
        timings.stage("demo");
    } else {
        let sheet = options
            .sheet
            .clone()
            .or_else(|| sheet_in(settings.as_deref()));
        let mut sources = Vec::new();
        for path in &options.lines {
            let before = project.opened().len();
            sources.extend(open(&mut project, path, sheet.as_deref())?);
            check_lines(&project, before, path)?;
        }
        for (role, path) in &options.others {
            let before = project.opened().len();
            sources.extend(open(&mut project, path, None)?);
            for (file, preview) in project.opened().iter().enumerate().skip(before) {
                if preview.role != *role {
                    project.change_reading(file, ReadingChange::Role(*role))?;
                }
            }
        }
        if let Some(settings) = &settings {
            project.import_settings(settings)?;
        }
        timings.stage("open");
        let mut tables = Vec::new();
        for file in project.files_to_read()? {
            tables.push((file, read(&mut project, file, &sources[file])?));
        }
        timings.stage("read");
        project.analyse_files(tables)?;
        timings.stage("analyse");
    }
    for (path, export) in [
        (&options.json, Export::Json),
        (&options.xlsx, Export::Workbook),
        (&options.csv, Export::Csv { query: customers() }),
    ] {
        if let Some(path) = path {
            let file = project.export(&export)?;
            fs::write(path, &file.bytes).map_err(|e| io(path, &e))?;
            timings.stage("export");
        }
    }
    let overview = project.overview(&tenfold_core::project::view::Filter::default())?;
    let mut out = format!("{}\n{}\n", overview.headline, overview.lede);
    if options.timings {
        for (stage, milliseconds) in &timings.0 {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{stage} {milliseconds:.1} ms");
        }
    }
    Ok(out)
}

fn customers() -> TableQuery {
    TableQuery {
        kind: TableKind::Customers,
        filter: tenfold_core::project::view::Filter::default(),
        sort: None,
        search: String::new(),
    }
}

/// Where the bytes of an opened file come from.
enum Source {
    File(PathBuf),
    /// The text of a workbook's sheet.
    Text(Vec<u8>),
}

/// Order lines must be among what a file of `--lines` holds.
fn check_lines(project: &Project, from: usize, path: &Path) -> Result<(), UserError> {
    let opened = project.opened();
    let opened = &opened[from..];
    if opened.iter().any(|f| f.role == FileRole::OrderLines) {
        return Ok(());
    }
    let role = opened.first().map_or("no table", |f| f.role.words());
    Err(problem(
        format!("No order lines in {}", path.display()),
        format!("It holds {role}; --lines wants order lines, and there are options for others"),
        SEE_HELP,
    ))
}

/// Reads an opened file whole, again where its columns speak against the plan.
fn read(project: &mut Project, file: usize, source: &Source) -> Result<OrderTable, UserError> {
    loop {
        let mut reader = project.reader(file)?;
        match source {
            Source::Text(text) => {
                let stopped = |e| tenfold_core::project::read_error("The sheet", &e);
                reader.push(text).map_err(stopped)?;
            }
            Source::File(path) => {
                let stopped = |e| tenfold_core::project::read_error(&name_of(path), &e);
                let mut file = File::open(path).map_err(|e| io(path, &e))?;
                loop {
                    let n = file.read(reader.space(SLICE)).map_err(|e| io(path, &e))?;
                    if n == 0 {
                        break;
                    }
                    reader.advance(n).map_err(stopped)?;
                }
            }
        }
        if let ReadOutcome::Table(table) = project.finish_reading(file, reader)? {
            return Ok(*table);
        }
    }
}

/// Opens a file, or the sheets of a workbook; gives where each opened file's bytes come from.
fn open(project: &mut Project, path: &Path, sheet: Option<&str>) -> Result<Vec<Source>, UserError> {
    let mut file = File::open(path).map_err(|e| io(path, &e))?;
    let size = file.metadata().map_err(|e| io(path, &e))?.len();
    let mut head = Vec::new();
    file.by_ref()
        .take(Project::HEAD_BYTES as u64)
        .read_to_end(&mut head)
        .map_err(|e| io(path, &e))?;
    let name = name_of(path);
    if !looks_like_workbook(&head) {
        project.open(&name, size, &head, None)?;
        return Ok(vec![Source::File(path.to_owned())]);
    }
    file.read_to_end(&mut head).map_err(|e| io(path, &e))?;
    let in_file = |error: UserError| {
        if error.title.contains(&name) {
            return error;
        }
        UserError {
            title: format!("{name}: {}", error.title),
            ..error
        }
    };
    let mut workbook = Workbook::open(&head).map_err(in_file)?;
    let (texts, likely) = match sheet {
        Some(name) => workbook
            .sheet_to_text(name)
            .map(|text| (vec![(name.to_owned(), text)], 0)),
        None => workbook.texts(),
    }
    .map_err(in_file)?;
    let heads: Vec<SheetHead> = texts
        .iter()
        .map(|(name, text)| SheetHead::of(name, text))
        .collect();
    let names = match sheet {
        Some(name) => vec![name.to_owned()],
        None => workbook.sheet_names().to_vec(),
    };
    let opened = OpenedFile::open_workbook(&name, &names, &heads, likely).map_err(in_file)?;
    let positions: Vec<usize> = opened.iter().map(|(at, _)| *at).collect();
    for (_, file) in opened {
        project.add(file);
    }
    let mut texts: Vec<Option<Vec<u8>>> = texts.into_iter().map(|(_, text)| Some(text)).collect();
    Ok(positions
        .into_iter()
        .map(|at| Source::Text(texts[at].take().unwrap_or_default()))
        .collect())
}

/// The sheet that a settings file names.
fn sheet_in(settings: Option<&str>) -> Option<String> {
    tenfold_core::project::SettingsFile::parse(settings?)
        .ok()?
        .sheet
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned())
}

fn text(path: &Path) -> Result<String, UserError> {
    fs::read_to_string(path).map_err(|e| io(path, &e))
}

fn io(path: &Path, error: &std::io::Error) -> UserError {
    problem(
        format!("{} cannot be used", path.display()),
        error.to_string(),
        "Check the path",
    )
}
