//! Running other programs: said aloud, timed, and with their output either passed on or kept.

use anyhow::{Context as _, Result, bail};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read};
use std::process::{Command, Stdio};
use std::thread;

/// Runs the command with its output on the terminal.
///
/// # Errors
/// When it can't be started or ends with another status than 0.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("  $ {}", shown(command));
    let status = command
        .status()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// What a command printed (both streams together) and whether it succeeded.
pub(crate) struct Outcome {
    pub(crate) success: bool,
    pub(crate) output: String,
}

/// Runs the command, passing its output on and keeping it at the same time.
pub(crate) fn run_and_keep(command: &mut Command) -> Result<Outcome> {
    println!("  $ {}", shown(command));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    let streams = [
        child.stdout.take().map(pass_on),
        child.stderr.take().map(pass_on),
    ];
    let status = child.wait()?;
    let mut output = String::new();
    for stream in streams.into_iter().flatten() {
        output.push_str(&stream.join().unwrap_or_default());
    }
    Ok(Outcome {
        success: status.success(),
        output,
    })
}

/// Runs the command silently and returns what it printed on standard output.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    if !output.status.success() {
        bail!(
            "{} ended with {}\n{}",
            shown(command),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as one would type it, with the variables it sets.
pub(crate) fn shown(command: &Command) -> String {
    let mut text = String::new();
    for (name, value) in command.get_envs() {
        // PATH is long and says nothing here.
        if let (Some(value), true) = (value, name != "PATH") {
            let _ = write!(
                text,
                "{}={} ",
                name.to_string_lossy(),
                value.to_string_lossy()
            );
        }
    }
    text.push_str(&command.get_program().to_string_lossy());
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

fn pass_on(stream: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut kept = String::new();
        let mut line = Vec::new();
        // Bytes, not `lines()`: a tool may print what is no UTF-8.
        while reader
            .read_until(b'\n', &mut line)
            .is_ok_and(|read| read > 0)
        {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            kept.push_str(&text);
            line.clear();
        }
        kept
    })
}
