//! Chromium as a person has it in front of them: a window of a certain width, a keyboard, and what can be seen. It is
//! driven by its own DevTools protocol.

use std::path::PathBuf;
use std::time::Duration;

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::fakes::missing::is_missing;

/// How long a browser may take to start, or a page to do what is waited for.
const LIMIT: Duration = Duration::from_secs(40);
const LOOK_AGAIN: Duration = Duration::from_millis(20);

pub struct Browser {
    line: WebSocketStream<MaybeTlsStream<TcpStream>>,
    calls: u64,
    /// What the page complained of: scripts that failed, and what its policy forbade.
    pub complaints: Vec<String>,
    _profile: tempfile::TempDir,
    _chromium: Child,
}

impl Browser {
    /// Nothing, with a loud note, where there is no Chromium; in CI that is a failure.
    pub async fn open() -> Option<Self> {
        let profile = tempfile::tempdir().expect("a folder");
        let mut chromium = Command::new("chromium");
        chromium
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--remote-debugging-port=0", "--hide-scrollbars"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .kill_on_drop(true);
        let chromium = match chromium.spawn() {
            Ok(chromium) => chromium,
            Err(error) => {
                is_missing(&format!("NOT RUN: no chromium to open the private page with: {error}"));
                return None;
            }
        };
        let port = until("the port of DevTools", async || {
            let text = std::fs::read_to_string(profile.path().join("DevToolsActivePort")).ok()?;
            text.lines().next()?.parse::<u16>().ok()
        })
        .await;
        let http = super::client();
        let tab = until("a tab", async || {
            let tab = http.put(format!("http://127.0.0.1:{port}/json/new?about:blank")).send().await.ok()?;
            let tab: Value = tab.json().await.ok()?;
            tab["webSocketDebuggerUrl"].as_str().map(str::to_owned)
        })
        .await;
        let (line, _) = tokio_tungstenite::connect_async(tab).await.expect("DevTools answers");
        let mut browser = Browser { line, calls: 0, complaints: Vec::new(), _profile: profile, _chromium: chromium };
        for domain in ["Page", "Runtime", "Log"] {
            browser.call(&format!("{domain}.enable"), json!({})).await;
        }
        // As if its window were the one in front.
        browser.call("Emulation.setFocusEmulationEnabled", json!({ "enabled": true })).await;
        Some(browser)
    }

    async fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.calls += 1;
        let id = self.calls;
        let call = json!({ "id": id, "method": method, "params": parameters });
        self.line.send(Message::text(call.to_string())).await.expect("DevTools takes it");
        loop {
            let next = timeout(LIMIT, self.line.next()).await.expect("DevTools answers in time");
            let Message::Text(text) = next.expect("the line is open").expect("DevTools answers") else { continue };
            let told: Value = serde_json::from_str(&text).expect("JSON");
            match told["method"].as_str() {
                Some("Runtime.exceptionThrown") => self.complaints.push(told["params"].to_string()),
                Some("Log.entryAdded") if told["params"]["entry"]["level"] == "error" => {
                    self.complaints.push(told["params"]["entry"].to_string());
                }
                _ => {}
            }
            if told["id"] == json!(id) {
                assert!(told.get("error").is_none(), "{method}: {told}");
                return told["result"].clone();
            }
        }
    }

    /// A window of this size, dark or light.
    pub async fn looks(&mut self, width: u32, height: u32, scheme: &str) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size).await;
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.call("Emulation.setEmulatedMedia", features).await;
    }

    /// Whether pages may run scripts.
    pub async fn runs_scripts(&mut self, may: bool) {
        self.call("Emulation.setScriptExecutionDisabled", json!({ "value": !may })).await;
    }

    pub async fn goes_to(&mut self, address: &str) {
        // A change behind # alone would load nothing.
        self.call("Page.navigate", json!({ "url": "about:blank" })).await;
        self.call("Page.navigate", json!({ "url": address })).await;
    }

    pub async fn reads(&mut self, expression: &str) -> Value {
        let told = self.call("Runtime.evaluate", json!({ "expression": expression, "returnByValue": true })).await;
        told["result"]["value"].clone()
    }

    /// Waits until this is so.
    pub async fn sees(&mut self, expression: &str) {
        let limit = Instant::now() + LIMIT;
        while self.reads(expression).await != json!(true) {
            if Instant::now() >= limit {
                let page = self.reads("document.body.innerText").await;
                panic!("never {expression}; the page says {page}, and complains of {:?}", self.complaints);
            }
            sleep(LOOK_AGAIN).await;
        }
    }

    /// Waits until these words can be read.
    pub async fn sees_words(&mut self, words: &str) {
        self.sees(&format!("document.body?.innerText.includes({})", json!(words))).await;
    }

    /// Types as a person does, one key after the other.
    pub async fn types(&mut self, text: &str) {
        for letter in text.chars() {
            let letter = letter.to_string();
            self.call("Input.dispatchKeyEvent", json!({ "type": "keyDown", "key": letter, "text": letter })).await;
            self.call("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": letter })).await;
        }
    }

    pub async fn presses(&mut self, key: &str) {
        let (code, number, text) = match key {
            "Enter" => ("Enter", 13, "\r"),
            "Tab" => ("Tab", 9, ""),
            "Space" => ("Space", 32, " "),
            "Backspace" => ("Backspace", 8, ""),
            other => panic!("no key {other}"),
        };
        let key = if key == "Space" { " " } else { key };
        let down = json!({ "type": if text.is_empty() { "rawKeyDown" } else { "keyDown" }, "key": key, "code": code,
            "windowsVirtualKeyCode": number, "text": text });
        self.call("Input.dispatchKeyEvent", down).await;
        let up = json!({ "type": "keyUp", "key": key, "code": code, "windowsVirtualKeyCode": number });
        self.call("Input.dispatchKeyEvent", up).await;
    }

    /// Selects all that is written in the line.
    pub async fn selects_all(&mut self) {
        let all = json!({ "type": "rawKeyDown", "key": "a", "code": "KeyA", "windowsVirtualKeyCode": 65, "modifiers": 2,
            "commands": ["selectAll"] });
        self.call("Input.dispatchKeyEvent", all).await;
    }

    /// Keeps a picture of what can be seen, and says where.
    pub async fn is_pictured(&mut self, name: &str) -> PathBuf {
        let shot = self.call("Page.captureScreenshot", json!({ "format": "png" })).await;
        let bytes = data_encoding::BASE64.decode(shot["data"].as_str().expect("a picture").as_bytes()).expect("base64");
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 2_000, "a picture of nothing");
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("handover-{name}.png"));
        std::fs::write(&path, bytes).expect("written");
        path
    }
}

async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let limit = Instant::now() + LIMIT;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < limit, "there is never {what}");
        sleep(LOOK_AGAIN).await;
    }
}
