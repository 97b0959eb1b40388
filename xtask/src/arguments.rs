//! The arguments of a command: flags, values, and complaints about what is left over.

use anyhow::{Context as _, Result, bail};
use std::str::FromStr;

pub(crate) struct Arguments {
    rest: Vec<String>,
}

impl Arguments {
    pub(crate) fn new(rest: Vec<String>) -> Arguments {
        Arguments { rest }
    }

    /// Whether the flag is there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let position = self.rest.iter().position(|argument| argument == name);
        position
            .map(|position| self.rest.remove(position))
            .is_some()
    }

    /// The value after the name.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(position) = self.rest.iter().position(|argument| argument == name) else {
            return Ok(None);
        };
        if position + 1 >= self.rest.len() {
            bail!("{name} needs a value");
        }
        self.rest.remove(position);
        Ok(Some(self.rest.remove(position)))
    }

    pub(crate) fn number<T: FromStr>(&mut self, name: &str) -> Result<Option<T>> {
        self.value(name)?
            .map(|text| {
                text.parse()
                    .ok()
                    .with_context(|| format!("{name} {text} is no number"))
            })
            .transpose()
    }

    /// The next argument that is no flag.
    pub(crate) fn word(&mut self) -> Option<String> {
        let position = self
            .rest
            .iter()
            .position(|argument| !argument.starts_with('-'))?;
        Some(self.rest.remove(position))
    }

    /// Complains about arguments that nobody asked for.
    pub(crate) fn finish(self) -> Result<()> {
        if let Some(argument) = self.rest.first() {
            bail!("{argument} is not understood here");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(text: &str) -> Arguments {
        Arguments::new(text.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn flags_and_values_are_taken_out() {
        let mut given = arguments("w1 --json out.json --quick");
        assert!(given.flag("--quick"));
        assert_eq!(given.value("--json").unwrap().as_deref(), Some("out.json"));
        assert_eq!(given.word().as_deref(), Some("w1"));
        assert!(given.finish().is_ok());
    }

    #[test]
    fn mistakes_are_named() {
        assert!(arguments("--port").value("--port").is_err());
        assert!(arguments("--port x").number::<u16>("--port").is_err());
        assert!(arguments("--prot 1").finish().is_err());
    }
}
