//! The private page in a real browser: by keyboard alone, in a narrow window, dark and light. The pictures that it leaves
//! under `target/tmp` are for looking at.

use super::Link;
use super::browser::Browser;
use super::stories::{at_the_key, world};
use crate::world::KEY;

const IS_OPEN: &str = "!document.getElementById('form').hidden";
const HAS_FOCUS: &str = "document.activeElement?.id";

/// Nothing is wider than the window.
async fn fits(browser: &mut Browser) {
    let over = "[...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > innerWidth + .5)\
                .map(it => it.id || it.tagName).join()";
    assert_eq!(browser.reads(over).await, "");
    assert_eq!(browser.reads("document.scrollingElement.scrollWidth <= innerWidth").await, true);
}

#[tokio::test]
async fn a_key_is_given_by_keyboard_alone_in_a_narrow_window() {
    let Some(mut browser) = Browser::open().await else { return };
    let Some((world, here)) = world().await else { return };
    let ada = world.person(42);
    let link = at_the_key(&ada, &here).await;
    browser.looks(320, 640, "light").await;
    browser.goes_to(&link.address()).await;
    browser.sees(IS_OPEN).await;
    browser.sees_words("Anthropic key for “nest”").await;
    browser.sees_words("on Telegram").await;
    browser.sees_words("closes in").await;
    assert_eq!(browser.reads(HAS_FOCUS).await, "value");
    assert_eq!(browser.reads("document.querySelector('label[for=value]').textContent").await, "Anthropic key");
    let outline = "getComputedStyle(document.activeElement).outlineStyle";
    assert_eq!(browser.reads(outline).await, "solid", "where the keyboard is can be seen");
    fits(&mut browser).await;
    browser.is_pictured("narrow-light").await;

    // What is no key is answered on the page, and the keyboard stays where it was.
    browser.types("sk-ant-x").await;
    assert_eq!(browser.reads("document.getElementById('value').type").await, "password");
    browser.presses("Enter").await;
    browser.sees_words("That is too short for a key of Anthropic.").await;
    assert_eq!(browser.reads(HAS_FOCUS).await, "value");
    assert_eq!(browser.reads("document.getElementById('trouble').getAttribute('role')").await, "alert");
    assert_eq!(browser.reads("document.getElementById('value').getAttribute('aria-invalid')").await, "true");
    fits(&mut browser).await;
    browser.looks(320, 640, "dark").await;
    browser.is_pictured("narrow-dark-wrong").await;

    // Tab goes from the line to what shows it, and on to what sends it.
    browser.selects_all().await;
    browser.types(KEY).await;
    browser.presses("Tab").await;
    assert_eq!(browser.reads(HAS_FOCUS).await, "show");
    assert_eq!(browser.reads(outline).await, "solid");
    browser.presses("Space").await;
    browser.sees("document.getElementById('value').type === 'text'").await;
    assert_eq!(browser.reads("document.getElementById('value').value").await, KEY);
    assert_eq!(browser.reads("document.getElementById('show').textContent").await, "Hide");
    fits(&mut browser).await;
    browser.presses("Tab").await;
    browser.presses("Enter").await;
    browser.sees("document.getElementById('value').type === 'password'").await;
    browser.presses("Tab").await;
    browser.presses("Tab").await;
    assert_eq!(browser.reads(HAS_FOCUS).await, "send");
    ada.marks();
    browser.presses("Enter").await;
    browser.sees_words("It has arrived. Go back to the chat").await;
    ada.sees("key …good (checked)").await;
    assert_eq!(browser.reads(HAS_FOCUS).await, "title");
    assert_eq!(browser.reads("document.getElementById('value').value + location.hash").await, "");
    fits(&mut browser).await;
    browser.is_pictured("narrow-dark-taken").await;
    // It asked nobody but Hatchery for anything, and nothing was against its own rules.
    let asked = "performance.getEntriesByType('resource').every(it => new URL(it.name).origin === location.origin)";
    assert_eq!(browser.reads(asked).await, true);
    let refused_once = browser.complaints.iter().all(|it| it.contains("422"));
    assert!(refused_once, "{:?}", browser.complaints);

    // Opened once more it says what became of it.
    browser.goes_to(&link.address()).await;
    browser.sees_words("This link was used already").await;
    assert_eq!(browser.reads(IS_OPEN).await, false);
    browser.goes_to(&format!("{here}/handover/en")).await;
    browser.sees_words("This page opens with its own link.").await;
    world.ends().await;
}

#[tokio::test]
async fn the_page_says_what_is_the_matter_in_plain_words() {
    let Some(mut browser) = Browser::open().await else { return };
    let Some((world, here)) = world().await else { return };
    let eva = world.person(44).speaking("es");
    eva.hears("/deploy nest anthropic web", "Envíame tu clave de Anthropic").await;
    let link = Link::told_in(&eva.gets("Página privada", "Aquí tienes").await, &here);
    browser.looks(1024, 700, "light").await;
    browser.goes_to(&link.address()).await;
    browser.sees(IS_OPEN).await;
    browser.sees_words("Clave de Anthropic para “nest”").await;
    fits(&mut browser).await;
    browser.is_pictured("wide-light-es").await;
    // The chat goes on while the page is open: what is sent then is not taken, and the page says so.
    eva.gets("Volver", "¿De qué proveedor").await;
    browser.types(KEY).await;
    browser.presses("Enter").await;
    browser.sees_words("El chat ha seguido desde que se creó este enlace").await;
    assert_eq!(browser.reads(IS_OPEN).await, false);
    assert_eq!(browser.reads("document.getElementById('value').value").await, "");
    assert_eq!(world.providers.calls(), []);

    // Without scripts it says what to do, and there is nothing to write a key into.
    browser.runs_scripts(false).await;
    browser.goes_to(&link.address().replace("/es#", "/en#")).await;
    browser.sees_words("This page needs JavaScript to read its link").await;
    assert_eq!(browser.reads("document.getElementById('form').hidden").await, true);
    browser.runs_scripts(true).await;
    world.ends().await;
}
