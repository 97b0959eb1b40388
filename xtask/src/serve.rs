//! `cargo xtask serve`: builds the page and serves it on this machine.

use crate::arguments::Arguments;
use crate::dist::{self, Profile};
use crate::server::Server;
use crate::tools;
use crate::workspace::Workspace;
use anyhow::{Result, bail};

const PORT: u16 = 8080;

pub(crate) fn serve(workspace: &Workspace, mut arguments: Arguments) -> Result<()> {
    let port = arguments.number("--port")?.unwrap_or(PORT);
    let prefix = arguments.value("--prefix")?.unwrap_or_default();
    let dev = arguments.flag("--dev");
    let as_built = arguments.flag("--as-built");
    arguments.finish()?;

    if as_built {
        if !workspace.dist().join("index.html").exists() {
            bail!("there is no dist/ yet: run cargo xtask dist");
        }
    } else {
        tools::ensure_build_tools(workspace)?;
        dist::build(workspace, if dev { Profile::Dev } else { Profile::Release })?;
    }
    let server = Server::bind(&workspace.dist(), &prefix, port)?;
    println!("\nTenfold is at {}   (Ctrl+C ends it)", server.url()?);
    server.run();
    Ok(())
}
