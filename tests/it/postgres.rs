//! One PostgreSQL server for this test process: a fresh one on loopback, started by the first test that asks and
//! ended when the process ends, however it ends. `HATCHERY_TEST_POSTGRES` names a server to use instead.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use crate::fakes::missing::is_missing;
use crate::fakes::ports::free_address;

/// The setting for people who have a server at hand: an address whose user may create databases.
const SETTING: &str = "HATCHERY_TEST_POSTGRES";

/// Runs as the server's guardian in a process group of its own, so that nothing that ends the tests ends it first.
/// It waits for the end of its standard input, which comes when the test process is gone, even by kill -9.
const GUARDIAN: &str = r#"
trap : PIPE HUP INT TERM
bin=$1 dir=$2 port=$3 more=$4
{
    "$bin/initdb" -D "$dir/data" -U hatchery -A trust --no-locale -E UTF8 --no-sync &&
    "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 -o "-h 127.0.0.1 -p $port $more \
        -c unix_socket_directories= -c max_connections=200" start
} </dev/null >"$dir/start" 2>&1 && echo ready || cat "$dir/start" "$dir/log"
cat >/dev/null
"$bin/pg_ctl" -D "$dir/data" -m immediate -w stop </dev/null >/dev/null 2>&1
rm -rf "$dir"
"#;

/// For a server that nothing has to outlive.
const QUICK: &str = "-F -c full_page_writes=off";

/// A server of ours. Dropping it, or ending the process that holds it, ends the server and removes its files.
pub struct Server {
    guardian: Child,
    dir: PathBuf,
    port: u16,
}

/// The address of the server as its administrator, or nothing when there is no PostgreSQL on this machine.
pub fn address() -> Option<&'static str> {
    static ADDRESS: OnceLock<Option<String>> = OnceLock::new();
    // Held here for the life of the process: the pipe to the guardian is what keeps the server running.
    static SERVER: OnceLock<Server> = OnceLock::new();
    let found = ADDRESS.get_or_init(|| {
        if let Some(address) = std::env::var(SETTING).ok().filter(|address| !address.is_empty()) {
            return Some(address);
        }
        match Server::start() {
            Ok(server) => Some(SERVER.get_or_init(|| server).address()),
            Err(why) => {
                is_missing(&format!("PostgreSQL is NOT tested: {why}. Install it or set {SETTING}."));
                None
            }
        }
    });
    found.as_deref()
}

impl Server {
    /// A server by itself, which keeps what is committed as any other does; for whoever measures.
    #[allow(dead_code, reason = "only benches/load measures")]
    pub fn durable() -> Result<Self, String> {
        Server::start_with("")
    }

    fn start() -> Result<Self, String> {
        Server::start_with(QUICK)
    }

    fn start_with(more: &str) -> Result<Self, String> {
        let bin = programs().ok_or("no folder with initdb, pg_ctl and postgres was found")?;
        let mut last = String::new();
        // The port is free when it is chosen and may be taken when the server starts: then another one is chosen.
        for _ in 0..5 {
            match Self::start_once(&bin, more) {
                Ok(server) => return Ok(server),
                Err(why) => last = why,
            }
        }
        Err(last)
    }

    fn start_once(bin: &Path, more: &str) -> Result<Self, String> {
        let port = free_address().port();
        let dir = tempfile::Builder::new().prefix("hatchery-postgres-").tempdir().map_err(|e| e.to_string())?;
        let mut command = Command::new("sh");
        command.args(["-c", GUARDIAN, "guardian"]).arg(bin).arg(dir.path());
        command.arg(port.to_string()).arg(more);
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.current_dir(dir.path()).process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        if nix::unistd::geteuid().is_root() {
            let (uid, gid) = ordinary_user().ok_or("root may not run it and there is no user postgres or nobody")?;
            std::os::unix::fs::chown(dir.path(), Some(uid), Some(gid)).map_err(|e| e.to_string())?;
            command.uid(uid).gid(gid);
        }
        let mut guardian = command.spawn().map_err(|e| format!("start sh: {e}"))?;
        let mut said = BufReader::new(guardian.stdout.take().expect("its output is piped"));
        let server = Server { guardian, dir: dir.keep(), port };
        let mut first = String::new();
        said.read_line(&mut first).map_err(|e| e.to_string())?;
        if first == "ready\n" {
            return Ok(server);
        }
        drop(server);
        let mut rest = String::new();
        said.read_to_string(&mut rest).map_err(|e| e.to_string())?;
        Err(format!("the server did not start: {first}{rest}"))
    }

    pub fn address(&self) -> String {
        format!("postgres://hatchery@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        self.guardian.wait().expect("the guardian is our child");
    }
}

/// A program that comes with the server, like `pg_dump`; nothing where it is missing. What is found in PATH may be a
/// link to where all of them are.
pub fn program(name: &str) -> Option<PathBuf> {
    let server = programs().and_then(|folder| folder.join("postgres").canonicalize().ok());
    let found = server.map(|server| server.with_file_name(name)).filter(|path| path.is_file());
    if found.is_none() {
        is_missing(&format!("What takes {name} of PostgreSQL is NOT tested: it was not found."));
    }
    found
}

/// The folder with the server's programs: from PATH, then where Debian, Red Hat, Homebrew and Postgres.app put them.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.extend(versions_under("/usr/lib/postgresql", "bin"));
    folders.extend(versions_under("/usr", "bin").into_iter().filter(|at| at.starts_with("/usr/pgsql")));
    for brew in ["/opt/homebrew/opt", "/usr/local/opt"] {
        folders
            .extend(versions_under(brew, "bin").into_iter().filter(|at| at.to_string_lossy().contains("postgresql")));
    }
    folders.extend(versions_under("/Applications/Postgres.app/Contents/Versions", "bin"));
    folders.into_iter().find(|folder| ["initdb", "pg_ctl", "postgres"].iter().all(|name| folder.join(name).is_file()))
}

/// `root/*/below`, the last name first, which is the newest version where names are versions.
fn versions_under(root: &str, below: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(root) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path().join(below)).collect();
    found.sort();
    found.reverse();
    found
}

fn ordinary_user() -> Option<(u32, u32)> {
    let known = |name| nix::unistd::User::from_name(name).ok().flatten();
    let user = known("postgres").or_else(|| known("nobody"))?;
    Some((user.uid.as_raw(), user.gid.as_raw()))
}

#[test]
fn a_test_server_ends_with_the_process_that_asked_for_it() {
    if address().is_none() || programs().is_none() {
        return;
    }
    let server = Server::start().expect("a second server beside the first");
    let (dir, port) = (server.dir.clone(), server.port);
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok(), "the server answers");
    // Closes the pipe, as the kernel does for a process that was killed.
    drop(server);
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err(), "the server is gone");
    assert!(!dir.exists(), "its files are gone");
}
