//! A static file server for one folder, on this machine only: what `serve` runs and what the
//! end-to-end tests read the page from, at the root and under a sub-path.

use anyhow::{Context as _, Result};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Requests that are longer than this in any line are refused.
const LINE_LIMIT: u64 = 16 * 1024;
const HEADER_LINES: usize = 200;
/// A browser opens connections ahead of need; they must not hold a thread for ever.
const IDLE: Duration = Duration::from_secs(30);

/// A folder served under a prefix, and where.
pub(crate) struct Server {
    listener: TcpListener,
    site: Arc<Site>,
}

struct Site {
    /// Canonical, so that a link out of it can be told.
    folder: PathBuf,
    /// Begins and ends with a slash.
    prefix: String,
}

impl Server {
    /// Listens on 127.0.0.1; port 0 takes a free one.
    pub(crate) fn bind(folder: &Path, prefix: &str, port: u16) -> Result<Server> {
        let folder = folder
            .canonicalize()
            .with_context(|| format!("cannot serve {}", folder.display()))?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .with_context(|| format!("cannot listen on port {port}; is it in use?"))?;
        let prefix = match prefix.trim_matches('/') {
            "" => "/".to_owned(),
            inner => format!("/{inner}/"),
        };
        Ok(Server {
            listener,
            site: Arc::new(Site { folder, prefix }),
        })
    }

    pub(crate) fn url(&self) -> Result<String> {
        let address: SocketAddr = self.listener.local_addr()?;
        Ok(format!("http://{address}{}", self.site.prefix))
    }

    /// Answers until the program ends.
    pub(crate) fn run(self) {
        for stream in self.listener.incoming().flatten() {
            let site = Arc::clone(&self.site);
            // A connection that breaks off concerns nobody else.
            thread::spawn(move || answer(&stream, &site).ok());
        }
    }

    /// Answers in the background until the program ends.
    pub(crate) fn run_in_background(self) {
        thread::spawn(move || self.run());
    }
}

/// Answers the requests of one connection until it closes.
fn answer(stream: &TcpStream, site: &Site) -> Result<()> {
    stream.set_read_timeout(Some(IDLE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = read_request(&mut reader)? {
        let response = site.respond(&request.method, &request.target);
        let mut writer = std::io::BufWriter::new(stream);
        let body = response.body.as_deref().unwrap_or_default();
        write!(
            writer,
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\n",
            response.status,
            response.mime,
            body.len()
        )?;
        if let Some(location) = &response.location {
            write!(writer, "Location: {location}\r\n")?;
        }
        write!(writer, "\r\n")?;
        if request.method != "HEAD" {
            writer.write_all(body)?;
        }
        writer.flush()?;
        if request.close {
            break;
        }
    }
    Ok(())
}

struct Request {
    method: String,
    target: String,
    close: bool,
}

/// The next request of the connection; None where it ended.
fn read_request(reader: &mut BufReader<&TcpStream>) -> Result<Option<Request>> {
    let Some(first) = read_line(reader)? else {
        return Ok(None);
    };
    let mut words = first.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let mut close = words.next() != Some("HTTP/1.1");
    for _ in 0..HEADER_LINES {
        match read_line(reader)? {
            None => return Ok(None),
            Some(line) if line.is_empty() => {
                let (method, target) = (method.to_owned(), target.to_owned());
                return Ok(Some(Request {
                    method,
                    target,
                    close,
                }));
            }
            Some(line) => {
                close |= line.to_ascii_lowercase().replace(' ', "") == "connection:close";
            }
        }
    }
    Ok(None)
}

fn read_line(reader: &mut BufReader<&TcpStream>) -> Result<Option<String>> {
    let mut line = Vec::new();
    std::io::Read::take(&mut *reader, LINE_LIMIT).read_until(b'\n', &mut line)?;
    if line.last() != Some(&b'\n') {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&line).trim_end().to_owned()))
}

struct Response {
    status: &'static str,
    mime: &'static str,
    location: Option<String>,
    body: Option<Vec<u8>>,
}

impl Response {
    fn message(status: &'static str) -> Response {
        let body = Some(format!("{status}\n").into_bytes());
        Response {
            status,
            mime: "text/plain; charset=utf-8",
            location: None,
            body,
        }
    }
}

impl Site {
    fn respond(&self, method: &str, target: &str) -> Response {
        if method != "GET" && method != "HEAD" {
            return Response::message("405 Method Not Allowed");
        }
        let path = target.split(['?', '#']).next().unwrap_or_default();
        if format!("{path}/") == self.prefix {
            // Without its last slash the page's relative URLs would point beside it.
            let location = Some(self.prefix.clone());
            return Response {
                location,
                ..Response::message("301 Moved Permanently")
            };
        }
        let Some(file) = path
            .strip_prefix(&self.prefix)
            .and_then(|inner| self.file(inner))
        else {
            return Response::message("404 Not Found");
        };
        match fs::read(&file) {
            Ok(bytes) => Response {
                status: "200 OK",
                mime: mime_type(&file),
                location: None,
                body: Some(bytes),
            },
            Err(_) => Response::message("404 Not Found"),
        }
    }

    /// The file that a path below the prefix names; None where there is none in the folder.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let path = percent_decoded(path)?;
        let relative = Path::new(&path);
        if !relative
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
        {
            return None;
        }
        let mut file = self.folder.join(relative);
        if file.is_dir() {
            file.push("index.html");
        }
        // A link inside the folder may point out of it.
        let file = file.canonicalize().ok()?;
        (file.starts_with(&self.folder) && file.is_file()).then_some(file)
    }
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|path| !path.contains('\0'))
}

/// Browsers compile a module while it arrives only where it is called `application/wasm`, and run
/// a script only where it is called one.
fn mime_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    /// A folder `site` with a page and a module, beside a file that must stay private.
    fn with_site(name: &str, check: impl FnOnce(&Path)) {
        let folder = std::env::temp_dir().join(format!("tenfold-{name}-{}", std::process::id()));
        let site = folder.join("site");
        fs::create_dir_all(site.join("inner")).unwrap();
        fs::write(site.join("index.html"), "<title>page</title>").unwrap();
        fs::write(site.join("a b.wasm"), [0, 1, 2]).unwrap();
        fs::write(site.join("inner").join("index.html"), "inner").unwrap();
        fs::write(folder.join("private.txt"), "private").unwrap();
        check(&site);
        fs::remove_dir_all(folder).unwrap();
    }

    fn site(folder: &Path, prefix: &str) -> Site {
        Site {
            folder: folder.canonicalize().unwrap(),
            prefix: prefix.to_owned(),
        }
    }

    #[test]
    fn files_are_served_below_the_prefix() {
        with_site("prefix", |folder| {
            let site = site(folder, "/a/b/");
            let page = site.respond("GET", "/a/b/?x=1");
            assert_eq!(
                (page.status, page.mime),
                ("200 OK", "text/html; charset=utf-8")
            );
            let module = site.respond("GET", "/a/b/a%20b.wasm");
            assert_eq!(
                (module.mime, module.body),
                ("application/wasm", Some(vec![0, 1, 2]))
            );
            assert_eq!(
                site.respond("GET", "/a/b/inner/").body,
                Some(b"inner".to_vec())
            );
            assert_eq!(
                site.respond("GET", "/a/b").location.as_deref(),
                Some("/a/b/")
            );
            assert_eq!(site.respond("GET", "/").status, "404 Not Found");
            assert_eq!(
                site.respond("GET", "/a/b/absent.js").status,
                "404 Not Found"
            );
            assert_eq!(
                site.respond("POST", "/a/b/").status,
                "405 Method Not Allowed"
            );
        });
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        with_site("outside", |folder| {
            let site = site(folder, "/");
            for target in [
                "/../private.txt",
                "/%2e%2e/private.txt",
                "/inner/../../private.txt",
                "/..%2fprivate.txt",
                "//etc/hostname",
                "/%",
                "/%00",
            ] {
                assert_eq!(
                    site.respond("GET", target).status,
                    "404 Not Found",
                    "{target}"
                );
            }
        });
    }

    #[test]
    fn a_browser_is_answered_over_the_wire() {
        with_site("wire", |folder| {
            let server = Server::bind(folder, "a/b", 0).unwrap();
            let url = server.url().unwrap();
            server.run_in_background();
            let address = url
                .strip_prefix("http://")
                .unwrap()
                .strip_suffix("/a/b/")
                .unwrap();
            let mut stream = TcpStream::connect(address).unwrap();
            // Two requests on one connection, the second asks to close it.
            write!(stream, "GET /a/b/ HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
            write!(stream, "HEAD /a/b/ HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
            let mut text = String::new();
            stream.read_to_string(&mut text).unwrap();
            assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 2, "{text}");
            assert_eq!(text.matches("<title>page</title>").count(), 1, "{text}");
        });
    }
}
