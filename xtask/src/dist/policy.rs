//! The content security policy: nothing runs, loads or leaves but the page's own files.
//!
//! It stands in a `<meta>`, since a static host sends no headers of ours. Scripts that Trunk or
//! the page put inline are named by their hash, so that no other inline script can run.

use super::workers::insert_after_head;
use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// Returns the page with its policy, which must come before anything it governs.
pub(super) fn add(page: &str) -> Result<String> {
    if page.contains("Content-Security-Policy") {
        bail!("index.html already has a content security policy; the build writes it");
    }
    let mut script_sources = "script-src 'self' 'wasm-unsafe-eval'".to_owned();
    for script in inline_scripts(page)? {
        // Writing to a String cannot fail.
        let _ = write!(script_sources, " '{}'", source_of(script));
    }
    let directives = [
        "default-src 'none'".to_owned(),
        script_sources,
        "worker-src 'self'".to_owned(),
        "style-src 'self'".to_owned(),
        "img-src 'self' data: blob:".to_owned(),
        "connect-src 'self'".to_owned(),
        "manifest-src 'self'".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'none'".to_owned(),
    ];
    let tag = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
        directives.join("; ")
    );
    insert_after_head(page, &tag)
}

/// The text of every script that stands in the page itself and that a browser would run.
fn inline_scripts(page: &str) -> Result<Vec<&str>> {
    let mut scripts = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find("<script") {
        let tag_end = start
            + rest[start..]
                .find('>')
                .context("a <script> tag is not closed")?;
        let tag = &rest[start..tag_end];
        let length = rest[tag_end..]
            .find("</script>")
            .context("a script has no end")?;
        let text = &rest[tag_end + 1..tag_end + length];
        let is_data = tag.contains("application/json") || tag.contains("text/plain");
        if !tag.contains(" src=") && !is_data {
            scripts.push(text);
        }
        rest = &rest[tag_end + length..];
    }
    Ok(scripts)
}

fn source_of(script: &str) -> String {
    format!(
        "sha256-{}",
        STANDARD.encode(Sha256::digest(script.as_bytes()))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_named_by_their_hash() {
        let page = "<head><script src=\"a.js\"></script><script type=\"module\">go()</script>\
                    <script type=\"application/json\">{}</script></head>";
        assert_eq!(inline_scripts(page).unwrap(), ["go()"]);
        // sha256 of "go()", from another implementation.
        let hash = "sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw=";
        assert_eq!(source_of("go()"), hash);
        let secured = add(page).unwrap();
        assert!(secured.contains(hash));
        assert!(
            secured.find("Content-Security-Policy") < secured.find("<script"),
            "the policy comes first"
        );
    }

    #[test]
    fn a_second_policy_is_refused() {
        let page = add("<head></head>").unwrap();
        assert!(add(&page).is_err());
    }
}
