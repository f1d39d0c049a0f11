"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const [title, whose, form, label, value, show, leave, more, trouble, ends, send, status] =
    ["title", "whose", "form", "label", "value", "show", "leave", "more", "trouble", "ends", "send", "status"].map(at);
  const words = document.body.dataset;
  const heading = title.textContent;
  let secret = "", opener = "";

  async function post(path, more) {
    const answer = await fetch(path, {
      method: "POST", credentials: "omit", cache: "no-store", redirect: "error",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ secret, opener, language: document.documentElement.lang, ...more }),
    });
    const isJson = (answer.headers.get("content-type") ?? "").startsWith("application/json");
    return { status: answer.status, ...(isJson ? await answer.json() : {}) };
  }

  /** What a refusal without words of its own means. */
  const meaning = (code) => ({ 403: words.foreign, 413: words.long, 429: words.busy })[code] ?? words.lost;

  /** The lines of what is given along. */
  const others = () => [...more.querySelectorAll("input")];

  function turn(type) {
    for (const line of [value, ...others()]) line.type = type;
    show.textContent = type === "text" ? words.hide : words.show;
  }

  function empty() {
    for (const line of [value, ...others()]) line.value = "";
  }

  function ask(name, n) {
    const [head, line] = [document.createElement("label"), value.cloneNode()];
    head.htmlFor = line.id = `more${n}`;
    head.textContent = name;
    line.required = false;
    return [head, line];
  }

  /** Nothing more can be done here. */
  function end(said) {
    empty();
    turn("password");
    form.hidden = whose.hidden = true;
    history.replaceState(null, "", location.pathname);
    status.textContent = said;
    title.focus();
  }

  function refuse(said) {
    trouble.textContent = said;
    value.setAttribute("aria-invalid", "true");
    value.focus();
  }

  async function open() {
    // Opened inside Telegram, its word on who opened it stands behind the secret.
    const [, own, launch] = /^#?([^?&]*)[?&]?(.*)$/.exec(location.hash);
    secret = own;
    opener = new URLSearchParams(launch).get("tgWebAppData") ?? "";
    form.hidden = whose.hidden = true;
    title.textContent = heading;
    more.replaceChildren();
    value.value = trouble.textContent = "";
    turn("password");
    if (!secret) {
      status.textContent = words.noLink;
      return;
    }
    status.textContent = words.looks;
    try {
      const told = await post("/handover/look");
      if (!told.open) {
        // What may pass by leaves the link where it is, for whoever loads the page again.
        if (told.said) end(told.said);
        else status.textContent = meaning(told.status);
        return;
      }
      title.textContent = told.open.title;
      whose.textContent = told.open.whose;
      label.textContent = told.open.label;
      more.replaceChildren(...told.open.more.flatMap(ask));
      leave.hidden = told.open.more.length === 0;
      ends.textContent = told.open.ends;
      form.hidden = whose.hidden = false;
      status.textContent = "";
      value.focus();
    } catch {
      status.textContent = words.lost;
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (send.disabled) return;
    trouble.textContent = "";
    value.removeAttribute("aria-invalid");
    status.textContent = words.sends;
    send.disabled = true;
    try {
      const told = await post("/handover/give", { value: value.value, more: others().map((line) => line.value) });
      status.textContent = "";
      if (told.status === 200 || told.status === 410) end(told.said);
      else refuse(told.said ?? meaning(told.status));
    } catch {
      status.textContent = "";
      refuse(words.lost);
    }
    send.disabled = false;
  });

  show.addEventListener("click", () => {
    turn(value.type === "text" ? "password" : "text");
    value.focus();
  });

  // A page that is left keeps nothing of what was written, and one that is come back to looks again.
  addEventListener("pagehide", empty);
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  addEventListener("hashchange", open);
  open();
})();
