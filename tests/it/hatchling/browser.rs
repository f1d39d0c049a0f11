//! The chat page in a real browser, where there is one.

use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

use super::nest::{Egg, WEB_TOKEN, told};
use crate::fakes::missing::is_missing;

/// Opens an address in headless Chromium and returns the document after its scripts have come to rest.
async fn opened(address: &str) -> Option<String> {
    let profile = tempfile::TempDir::new().expect("a folder");
    let mut chromium = Command::new("chromium");
    chromium
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .args(["--virtual-time-budget=5000", "--dump-dom", address])
        .kill_on_drop(true);
    match timeout(Duration::from_secs(60), chromium.output()).await.expect("a browser that ends") {
        Ok(output) => Some(String::from_utf8(output.stdout).expect("a page in UTF-8")),
        Err(error) => {
            is_missing(&format!("NOT RUN: no chromium to open the chat page with: {error}"));
            None
        }
    }
}

#[tokio::test]
async fn the_link_opens_the_chat_where_it_was_left() {
    let nest = Egg::echo().hatch().await;
    let said = "<b>bold</b> שלום ${{X.Y}}";
    told(nest.says(&nest.cookie().await, said)).await;
    let Some(page) = opened(&format!("{}/#{WEB_TOKEN}", nest.origin)).await else { return };
    let shown = "<p dir=\"auto\">&lt;b&gt;bold&lt;/b&gt; שלום ${{X.Y}}</p>";
    assert!(page.contains(&format!("<li class=\"person\"><span class=\"who\">You:</span>{shown}</li>")), "{page}");
    assert!(page.contains(&format!("<li class=\"bot\"><span class=\"who\">nest:</span>{shown}</li>")), "{page}");
    assert!(page.contains("<form id=\"form\">") && !page.contains(WEB_TOKEN), "{page}");
    nest.stops().await;
}

#[tokio::test]
async fn without_the_link_the_page_says_how_to_come_in() {
    let nest = Egg::echo().hatch().await;
    let Some(page) = opened(&nest.origin).await else { return };
    assert!(page.contains("This chat opens with its own link. Open the link you were given once more.</p>"), "{page}");
    assert!(page.contains("<form id=\"form\" hidden=\"\">"), "{page}");
    nest.stops().await;
}
