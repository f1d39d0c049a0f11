//! What is around the program: its image, Compose, Railway. Nothing here builds or starts an image; these files are
//! held to what the program is, so that neither moves without the other.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use hatchery::config::{Config, Mode, SETTINGS};
use serde_json::Value;
use yaml_rust2::{Yaml, YamlLoader};

/// What the package sets that is no setting of Hatchery: read by PostgreSQL's own image.
const OF_THE_DATABASE: [&str; 3] = ["POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"];

/// The settings that Compose passes on from nobody: said by the image, by the port that is open, by Railway to what runs
/// there; for bots on the same machine; for a terminal.
const NOT_PASSED_ON: [&str; 7] =
    ["DATA_DIR", "LOG_FORMAT", "PORT", "RAILWAY_PROJECT_ID", "LOCAL_USER", "LANG", "NO_COLOR"];

/// What must hold of every container that Compose starts.
const LOCKS: [&str; 4] = ["read_only: true", "cap_drop: ALL", "security_opt: no-new-privileges:true", "tmpfs: /tmp"];

fn place(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(place(path)).unwrap_or_else(|e| panic!("read {path}: {e}"))
}

/// The instructions of the Dockerfile in their order, continued lines joined and comments left out.
fn instructions() -> Vec<(String, String)> {
    let text = read("Dockerfile");
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
    let joined = lines.join("\n").replace("\\\n", " ");
    let split = |line: &str| {
        let (word, rest) =
            line.trim().split_once(' ').unwrap_or_else(|| panic!("an instruction without a word: {line}"));
        (word.to_owned(), rest.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    joined.lines().filter(|line| !line.trim().is_empty()).map(split).collect()
}

/// What stands behind one instruction, as often as it comes.
fn all_of(word: &str) -> Vec<String> {
    instructions().into_iter().filter(|(first, _)| first == word).map(|(_, rest)| rest).collect()
}

fn last_of(word: &str) -> String {
    all_of(word).pop().unwrap_or_else(|| panic!("the Dockerfile has no {word}"))
}

/// The words of an instruction in its exec form, which needs no shell.
fn exec_form(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{text} is not in exec form: {e}"))
}

fn compose() -> Yaml {
    let mut documents = YamlLoader::load_from_str(&read("compose.yaml")).expect("compose.yaml is YAML");
    assert_eq!(documents.len(), 1, "compose.yaml is one document");
    documents.remove(0)
}

fn keys(map: &Yaml) -> Vec<String> {
    let entries = map.as_hash().unwrap_or_else(|| panic!("no map: {map:?}"));
    entries.keys().map(|key| key.as_str().expect("a key is text").to_owned()).collect()
}

fn text(value: &Yaml) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value:?}"))
}

/// `key: value` for every plain value, or every value of a list, right in a service.
fn lines_of(service: &Yaml) -> BTreeSet<String> {
    let plain = |value: &Yaml| match value {
        Yaml::Boolean(is_so) => Some(is_so.to_string()),
        Yaml::String(text) => Some(text.clone()),
        _ => None,
    };
    let mut lines = BTreeSet::new();
    for (key, value) in service.as_hash().expect("a service is a map") {
        let values: Vec<&Yaml> = value.as_vec().map_or_else(|| vec![value], |list| list.iter().collect());
        lines.extend(values.into_iter().filter_map(plain).map(|value| format!("{}: {value}", text(key))));
    }
    lines
}

fn railway() -> toml::Table {
    read("railway.toml").parse().expect("railway.toml is TOML")
}

/// The names that stand in `${NAME:?why}`, without which Compose starts nothing.
fn required(text: &str) -> BTreeSet<&str> {
    text.split("${")
        .skip(1)
        .filter_map(|rest| rest.split_once(":?").map(|(name, _)| name))
        .filter(|n| is_name(n))
        .collect()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

/// Whether the program has this command.
fn has_command(verb: &str) -> bool {
    let help = Command::new(env!("CARGO_BIN_EXE_hatchery")).args([verb, "--help"]).env_clear().output();
    help.expect("the program starts").status.success()
}

#[test]
fn the_image_is_built_with_the_rust_that_the_crate_asks_for_and_brings_the_libraries_it_was_built_on() {
    let bases = all_of("FROM");
    let rust = concat!("rust:", env!("CARGO_PKG_RUST_VERSION"), "-slim-trixie AS builder");
    assert_eq!(bases, [rust, "scratch"], "its libraries are those it was linked with");
    assert!(all_of("RUN").iter().any(|run| run.contains("cargo build --release --locked")));
}

/// What the last stage copies is put together here as there, around the program of the tests.
#[test]
fn the_image_holds_all_that_the_program_needs_to_start_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let image = folder.path().join("image");
    let made = Command::new(place("scripts/image-files")).arg(env!("CARGO_BIN_EXE_hatchery")).arg(&image).status();
    assert!(made.expect("the script starts").success());
    assert!(all_of("RUN").iter().any(|run| run.contains("scripts/image-files target/release/hatchery /image ")));
    assert_eq!(all_of("COPY").iter().filter(|copy| *copy == "--from=builder /image /").count(), 1);

    let mut found = BTreeSet::new();
    let mut folders = vec![image.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable folder").path();
            match path.is_dir() {
                true => folders.push(path),
                false => drop(found.insert(path.file_name().expect("a name").to_string_lossy().into_owned())),
            }
        }
    }
    let is_known = |name: &str| {
        let is_library = name.contains(".so.");
        is_library || ["hatchery", "passwd", "group", "nsswitch.conf", "copyright"].contains(&name)
    };
    assert!(found.iter().all(|name| is_known(name)), "{found:?}");
    // Its loader finds each library there, and none of this machine.
    let is_of = |start: &str| found.iter().any(|name| name.starts_with(start));
    assert!(is_of("libc.so.") && is_of("ld-") && found.contains("hatchery"), "{found:?}");
    // Only root may.
    if nix::unistd::geteuid().is_root() {
        let mut alone = Command::new("chroot");
        let asked = alone.arg(&image).args(["/usr/local/bin/hatchery", "--version"]).output().expect("chroot starts");
        assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    }
}

#[test]
fn the_image_has_nothing_that_railway_refuses() {
    assert_eq!(all_of("VOLUME"), [""; 0], "Railway has volumes of its own");
    let mounts: Vec<String> = all_of("RUN").into_iter().filter(|run| run.contains("--mount=type=cache")).collect();
    assert_eq!(mounts, [""; 0], "Railway wants the id of one certain service in every cache mount");
}

#[test]
fn the_image_runs_hatchery_as_nobody_of_importance_and_asks_it_how_it_is() {
    let user = last_of("USER");
    let uid = user.split(':').next().unwrap_or_default();
    assert!(uid.parse::<u32>().is_ok_and(|uid| uid > 0), "USER {user} is a number, and not that of root");
    assert!(all_of("COPY").iter().any(|copy| copy == &format!("--from=builder --chown={user} /data /data")));

    // A hatchling's start command names the program without a path.
    let program = "/usr/local/bin/hatchery";
    assert!(last_of("ENV").split(' ').any(|pair| pair == "PATH=/usr/local/bin"));
    assert_eq!(exec_form(&last_of("ENTRYPOINT")), [program]);
    assert_eq!(exec_form(&last_of("CMD")), ["serve"]);
    let health = last_of("HEALTHCHECK");
    let (_, asks) = health.split_once(" CMD ").expect("HEALTHCHECK has a CMD");
    assert_eq!(exec_form(asks), [program, "healthcheck"]);
    for verb in ["serve", "bot", "healthcheck"] {
        assert!(has_command(verb), "hatchery {verb}");
    }

    let default = SETTINGS.iter().find(|row| row.name == "PORT").and_then(|row| row.default);
    assert_eq!(Some(last_of("EXPOSE").as_str()), default, "the port that is open is the one it listens on");
}

#[test]
fn the_build_reads_everything_that_is_compiled_in_and_nothing_else() {
    let ignored = read(".dockerignore");
    let mut rules = ignored.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    assert_eq!(rules.next(), Some("*"), "everything stays out but what is let in");
    let let_in: BTreeSet<String> = rules
        .map(|rule| rule.strip_prefix('!').unwrap_or_else(|| panic!("{rule} lets nothing in")).to_owned())
        .collect();

    let copies = all_of("COPY").into_iter().filter(|copy| !copy.starts_with("--from="));
    let copied: BTreeSet<String> = copies
        .flat_map(|copy| {
            let mut words: Vec<String> = copy.split(' ').map(str::to_owned).collect();
            words.pop();
            words
        })
        .collect();
    assert_eq!(copied, let_in);
    for name in &copied {
        assert!(place(name).exists(), "{name} is there");
    }

    let mut folders = vec![place("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Ok(code) = std::fs::read_to_string(&path) else { continue };
            let asked = ["include_str!(\"", "include_bytes!(\"", "migrate!(\""]
                .iter()
                .flat_map(|macro_call| code.split(macro_call).skip(1).filter_map(|rest| rest.split('"').next()));
            for name in asked {
                // `migrate!` starts from the crate, the others from the file.
                let from = if name.starts_with("./") { place("") } else { folder.clone() };
                let found = std::fs::canonicalize(from.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
                let root = std::fs::canonicalize(place("")).expect("the crate has a folder");
                let top = found.strip_prefix(root).expect("it is in the crate").iter().next().expect("it has a name");
                assert!(copied.contains(&*top.to_string_lossy()), "{}: {name} is in the image's build", path.display());
            }
        }
    }
}

#[test]
fn the_package_sets_only_settings_that_exist() {
    let of_the_image = all_of("ENV").join(" ");
    let mut names: BTreeSet<String> =
        of_the_image.split(' ').filter_map(|pair| pair.split_once('=')).map(|(name, _)| name.to_owned()).collect();
    assert!(names.remove("PATH"), "a start command finds the program");
    assert_eq!(names, BTreeSet::from(["DATA_DIR".to_owned(), "LOG_FORMAT".to_owned()]));

    let compose = compose();
    names.extend(keys(&compose["services"]["hatchery"]["environment"]));
    let known = |name: &str| SETTINGS.iter().any(|row| row.name == name);
    let unknown: Vec<&String> = names.iter().filter(|name| !known(name)).collect();
    assert!(unknown.is_empty(), "no settings of Hatchery: {unknown:?}");

    for name in keys(&compose["services"]["database"]["environment"]) {
        assert!(OF_THE_DATABASE.contains(&name.as_str()), "{name} is no setting of the database");
    }
}

/// The value that Compose makes of what a file says, where these variables are set: it knows `${NAME:-}` and `${NAME:?why}`.
fn filled(text: &str, set: &[(&str, &str)]) -> String {
    let mut parts = text.split("${");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (variable, rest) = part.split_once('}').unwrap_or_else(|| panic!("it has no end: {text}"));
        let (name, otherwise) = variable.split_once(':').unwrap_or_else(|| panic!("it may be unset: {text}"));
        let value = set.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        assert!(value.is_some() || otherwise == "-", "{name} has to be set");
        filled.push_str(value.unwrap_or_default());
        filled.push_str(rest);
    }
    filled
}

#[test]
fn compose_passes_every_setting_on_and_starts_with_one_platform_and_the_rest_unset() {
    let compose = compose();
    let environment = &compose["services"]["hatchery"]["environment"];
    let names = keys(environment);
    let missing = SETTINGS.iter().map(|row| row.name).filter(|name| !names.iter().any(|known| known == name));
    assert_eq!(missing.collect::<BTreeSet<_>>(), BTreeSet::from(NOT_PASSED_ON), "compose.yaml leaves out");

    // Put together here, so that no scanner takes them for real ones.
    let telegram = ["123456789", "HATCHTEST-0123456789abcdefghijklmnop"].join(":");
    let discord = ["MTIzNDU2Nzg5MDEyMzQ1Njc4", "GHATCH", &format!("HATCHTEST{}", "x".repeat(29))].join(".");
    let platforms = [("TELEGRAM_BOT_TOKEN", telegram.as_str()), ("DISCORD_BOT_TOKEN", discord.as_str())];
    for platform in platforms {
        let set = [
            platform,
            ("HATCHERY_IMAGE", "ghcr.io/you/hatchery:0.1.0"),
            ("POSTGRES_PASSWORD", "HATCHTEST"),
            ("MOLTBOT_ENCRYPTION_KEY", "5bd0c36f1ac9e8274495ab7d0e62f183c47a9d1e60b85f2397dc14e8a3760b52"),
            ("ADMINS", "telegram:42"),
            ("RAILWAY_API_KEY", "HATCHTEST-0000-railway"),
        ];
        let given = |name: &str| environment[name].as_str().map(|text| filled(text, &set));
        let read = Config::read(Mode::Serve, &given);
        assert!(read.is_ok(), "{}: {:?}", platform.0, read.err());
    }
}

#[test]
fn compose_locks_every_container_and_keeps_the_database_to_itself() {
    let compose = compose();
    let services = &compose["services"];
    assert_eq!(keys(services), ["hatchery", "database"]);
    for name in keys(services) {
        let lines = lines_of(&services[name.as_str()]);
        for lock in LOCKS {
            assert!(lines.contains(lock), "{name}: {lock}");
        }
        let mounts = services[name.as_str()]["volumes"].as_vec().expect("it has volumes");
        for mount in mounts {
            let (volume, _) = text(mount).split_once(':').expect("a volume and where it is mounted");
            assert!(keys(&compose["volumes"]).contains(&volume.to_owned()), "{name}: {volume} is a named volume");
        }
    }
    assert!(services["database"]["ports"].is_badvalue(), "the database has no port outside");
    for port in services["hatchery"]["ports"].as_vec().expect("Hatchery has a port") {
        assert!(text(port).starts_with("127.0.0.1:"), "the port is open on the machine itself only");
    }
    assert!(text(&services["database"]["image"]).starts_with("postgres:17"));
    assert_eq!(text(&services["hatchery"]["depends_on"]["database"]["condition"]), "service_healthy");
    assert!(!services["database"]["healthcheck"]["test"].is_badvalue(), "the database says when it is healthy");
    assert_eq!(text(&services["hatchery"]["environment"]["TARGET"]), "railway");
}

#[test]
fn compose_holds_no_secret_and_the_guide_names_all_that_it_needs() {
    let compose = compose();
    for (name, value) in compose["services"]["hatchery"]["environment"].as_hash().expect("it has an environment") {
        let is_secret = SETTINGS.iter().any(|row| row.name == text(name) && row.is_secret);
        assert!(!is_secret || text(value).contains("${"), "{} comes from outside", text(name));
    }
    let file = read("compose.yaml");
    let needed = required(&file);
    assert!(needed.contains("MOLTBOT_ENCRYPTION_KEY") && needed.contains("POSTGRES_PASSWORD"), "{needed:?}");
    let guide = read("docs/operations.md");
    let (_, own_machine) = guide.split_once("\n## On a machine of your own\n").expect("the guide tells of Compose");
    for name in needed {
        assert!(own_machine.contains(&format!("\n{name}=")), "docs/operations.md sets {name}");
    }
    assert!(read(".gitignore").lines().any(|line| line == "/.env"), "git leaves .env out");
}

#[test]
fn railway_is_told_what_the_program_does() {
    let railway = railway();
    assert_eq!(railway["build"]["builder"].as_str(), Some("DOCKERFILE"));
    let dockerfile = railway["build"]["dockerfilePath"].as_str().expect("it names the Dockerfile");
    assert!(place(dockerfile).exists(), "{dockerfile} is there");

    let deploy = &railway["deploy"];
    let health = deploy["healthcheckPath"].as_str().expect("it names a path");
    assert!(read("src/api.rs").contains(&format!(".route({health:?}")), "{health} is served");
    for command in deploy["preDeployCommand"].as_array().expect("a list of commands") {
        let verb = command.as_str().and_then(|command| command.strip_prefix("hatchery ")).expect("a command of ours");
        assert!(has_command(verb), "hatchery {verb}");
    }
    // Railway sends TERM and kills after this time; Hatchery promises to end within ten seconds.
    assert!(deploy["drainingSeconds"].as_integer().is_some_and(|seconds| seconds > 10));
    assert_eq!(deploy["overlapSeconds"].as_integer(), Some(0), "two do not poll Telegram");
}

#[test]
fn the_guide_makes_the_settings_that_railway_toml_records() {
    let guide = read("docs/operations.md");
    let (_, after) = guide.split_once("mutation SettingsOfHatchery").expect("the guide has the mutation");
    let (_, block) = after.split_once("```json\n").expect("its variables follow");
    let (json, _) = block.split_once("```").expect("the block ends");
    let variables: Value = serde_json::from_str(json).expect("the variables are JSON");
    let railway = railway();
    let mut recorded = railway["deploy"].as_table().expect("a table").clone();
    recorded.insert("dockerfilePath".into(), railway["build"]["dockerfilePath"].clone());
    for (name, value) in &recorded {
        let value = serde_json::to_value(value).expect("TOML becomes JSON");
        assert_eq!(variables["input"][name], value, "{name}");
    }
}
