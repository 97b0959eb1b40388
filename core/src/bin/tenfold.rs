//! The engine from a terminal: the same results as the page, for scripts and monthly runs.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use tenfold_core::project::view::{Export, TableKind, TableQuery, UserError};
use tenfold_core::project::{Project, ReadOutcome, WorkbookSheets};
use tenfold_core::read::workbook;

const USAGE: &str = "\
tenfold run --lines FILE [options]

  --lines FILE      order lines: CSV (also .gz) or a workbook
  --sheet NAME      sheet of the workbook
  --settings FILE   settings or mapping, as exported from the page
  --pools FILE      a file of cost pools
  --demo            the demo company instead of --lines
  --json FILE       write the results
  --xlsx FILE       write the workbook
  --csv FILE        write the customers
  --timings         print how long each stage took
";

/// Bytes asked for at once; the reader takes slices of any size.
const SLICE: usize = 1 << 20;

#[derive(Default)]
struct Options {
    lines: Option<PathBuf>,
    sheet: Option<String>,
    settings: Option<PathBuf>,
    pools: Option<PathBuf>,
    demo: bool,
    json: Option<PathBuf>,
    xlsx: Option<PathBuf>,
    csv: Option<PathBuf>,
    timings: bool,
}

fn main() -> ExitCode {
    match options().and_then(|options| run(&options)) {
        Ok(summary) => {
            print!("{summary}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}\n  {}\n  {}", error.title, error.detail, error.remedy);
            ExitCode::FAILURE
        }
    }
}

fn problem(title: impl Into<String>, detail: impl Into<String>, remedy: &str) -> UserError {
    UserError {
        title: title.into(),
        detail: detail.into(),
        remedy: remedy.to_owned(),
    }
}

fn options() -> Result<Options, UserError> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() != Some("run") {
        return Err(problem("Usage", USAGE, ""));
    }
    let mut options = Options::default();
    while let Some(name) = arguments.next() {
        let mut value = || {
            arguments.next().ok_or_else(|| {
                problem(
                    format!("{name} needs a value"),
                    "",
                    "Run `tenfold` for help",
                )
            })
        };
        match name.as_str() {
            "--lines" => options.lines = Some(value()?.into()),
            "--sheet" => options.sheet = Some(value()?),
            "--settings" => options.settings = Some(value()?.into()),
            "--pools" => options.pools = Some(value()?.into()),
            "--json" => options.json = Some(value()?.into()),
            "--xlsx" => options.xlsx = Some(value()?.into()),
            "--csv" => options.csv = Some(value()?.into()),
            "--demo" => options.demo = true,
            "--timings" => options.timings = true,
            _ => return Err(problem(format!("Unknown option {name}"), USAGE, "")),
        }
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
    if options.demo {
        project.load_demo()?;
        timings.stage("demo");
    } else {
        let Some(path) = &options.lines else {
            return Err(problem(
                "No order lines",
                "--lines is missing",
                "Give a file, or --demo",
            ));
        };
        let settings = options.settings.as_ref().map(|p| text(p)).transpose()?;
        let text = open(
            &mut project,
            path,
            options
                .sheet
                .as_deref()
                .or(sheet_in(settings.as_deref()).as_deref()),
        )?;
        if let Some(pools) = &options.pools {
            open(&mut project, pools, None)?;
        }
        if let Some(settings) = settings {
            project.import_settings(&settings)?;
        }
        timings.stage("open");
        loop {
            let mut reader = project.reader(0)?;
            let stopped = |e| tenfold_core::project::read_error(&name_of(path), &e);
            if let Some(text) = &text {
                reader.push(text).map_err(stopped)?;
            } else {
                let mut file = File::open(path).map_err(|e| io(path, &e))?;
                loop {
                    let n = file.read(reader.space(SLICE)).map_err(|e| io(path, &e))?;
                    if n == 0 {
                        break;
                    }
                    reader.advance(n).map_err(stopped)?;
                }
            }
            let outcome = project.finish_reading(0, reader)?;
            timings.stage("read");
            if let ReadOutcome::Table(table) = outcome {
                project.analyse(*table)?;
                break;
            }
        }
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

/// Opens a file; gives the text of a workbook's sheet, which is read from memory.
fn open(
    project: &mut Project,
    path: &Path,
    sheet: Option<&str>,
) -> Result<Option<Vec<u8>>, UserError> {
    let mut file = File::open(path).map_err(|e| io(path, &e))?;
    let size = file.metadata().map_err(|e| io(path, &e))?.len();
    let mut head = Vec::new();
    file.by_ref()
        .take(Project::HEAD_BYTES as u64)
        .read_to_end(&mut head)
        .map_err(|e| io(path, &e))?;
    let name = name_of(path);
    if !workbook::looks_like_workbook(&head) {
        project.open(&name, size, &head, None)?;
        return Ok(None);
    }
    file.read_to_end(&mut head).map_err(|e| io(path, &e))?;
    let names = workbook::sheet_names(&head)?;
    let chosen = match sheet {
        Some(sheet) => sheet.to_owned(),
        None => workbook::likely_sheet(&head)?,
    };
    let text = workbook::sheet_to_text(&head, Some(&chosen))?;
    let sheets = WorkbookSheets { names, chosen };
    let head = &text[..text.len().min(Project::HEAD_BYTES)];
    project.open(&name, text.len() as u64, head, Some(sheets))?;
    Ok(Some(text))
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
