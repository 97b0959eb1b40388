//! Automation of the project: `cargo xtask <command>`.

mod arguments;
mod command;
mod dist;
mod serve;
mod server;
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
  dist               writes dist/: the page as static files for any server and any path

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
    let arguments = Arguments::new(words.collect());
    match command.as_deref() {
        Some("serve") => serve::serve(&Workspace::find()?, arguments),
        Some("dist") => {
            arguments.finish()?;
            dist::dist(&Workspace::find()?)
        }
        None | Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(())
        }
        Some(other) => bail!("there is no command {other}\n\n{USAGE}"),
    }
}
