//! Automation of the project: `cargo xtask <command>`.

mod arguments;
mod bench;
mod command;
mod dist;
mod serve;
mod server;
mod test;
mod tools;
mod workspace;

use anyhow::{Result, bail};
use arguments::Arguments;
use std::process::ExitCode;
use workspace::Workspace;

const USAGE: &str = "\
cargo xtask <command>

  serve [--port N] [--prefix PATH] [--dev] [--as-built]
                     builds the page and serves it on this machine
                     --dev builds quickly, without optimisation
                     --as-built serves dist/ as it is
  dist [--quick]     writes dist/: the page as static files for any server and any path
                     --quick leaves out wasm-opt, which takes minutes
  test [--rust | --browser]
                     runs everything that must hold; the flags run one half of it
  e2e [WORD]         runs the end-to-end tests whose name contains the word, on dist/ as it is
  shots [FOLDER]     takes pictures of every page of dist/ into the folder, target/shots if none
  bench [w1 | recompute | growth] [--json FILE] [--rounds N] [--lines N] [--as-built]
                     measures speed and memory against the bars and what one could use instead

Tools that are missing are installed first.";

fn main() -> ExitCode {
    match execute() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn execute() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let command = words.next();
    let mut arguments = Arguments::new(words.collect());
    match command.as_deref() {
        Some("serve") => serve::serve(&Workspace::find()?, arguments),
        Some("dist") => dist::dist(&Workspace::find()?, arguments),
        Some("test") => test::test(&Workspace::find()?, arguments),
        Some("bench") => bench::bench(&Workspace::find()?, arguments),
        Some("e2e") => {
            let filter = arguments.word();
            arguments.finish()?;
            test::end_to_end_alone(&Workspace::find()?, filter.as_deref())
        }
        Some("shots") => {
            let folder = arguments.word();
            arguments.finish()?;
            test::take_shots(&Workspace::find()?, folder.as_deref())
        }
        None | Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(())
        }
        Some(other) => bail!("there is no command {other}\n\n{USAGE}"),
    }
}
