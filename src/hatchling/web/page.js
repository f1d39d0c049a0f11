"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const [log, form, text, fresh, hello, status, trouble] =
    ["log", "form", "text", "new", "hello", "status", "trouble"].map(at);
  const words = document.body.dataset;
  const send = form.querySelector("button");

  /** A sentence that the bot gave us for the person. */
  class Told extends Error {}

  async function ask(method, path, body, accept = "application/json") {
    const headers = { accept };
    if (body) headers["content-type"] = "application/json";
    const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    if (answer.ok) return answer;
    if (answer.status === 401) close();
    throw new Told((await answer.json()).error);
  }

  function close() {
    form.hidden = fresh.hidden = hello.hidden = true;
  }

  function show(speaker, said) {
    const line = document.createElement("li");
    const who = document.createElement("span");
    const paragraph = document.createElement("p");
    line.className = speaker;
    who.className = "who";
    who.textContent = (speaker === "person" ? words.you : words.bot) + ":";
    paragraph.dir = "auto";
    paragraph.textContent = said;
    line.append(who, paragraph);
    log.append(line);
    hello.hidden = true;
    line.scrollIntoView({ block: "end" });
    return line;
  }

  /** While the bot is at work the log is busy, so that a reply is read aloud once and whole. */
  function busy(is, said) {
    log.setAttribute("aria-busy", String(is));
    send.disabled = fresh.disabled = is;
    status.textContent = said;
  }

  /** Does one thing at a time; what it returns is said when it is done. */
  async function during(work) {
    trouble.textContent = "";
    busy(true, words.thinking);
    try {
      busy(false, (await work()) ?? "");
    } catch (error) {
      busy(false, "");
      trouble.textContent = error instanceof Told ? error.message : words.lost;
    }
    if (!form.hidden) text.focus();
  }

  /** Calls `hear(kind, data)` for each event of a streamed answer. */
  async function listen(answer, hear) {
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    for (let rest = ""; ; ) {
      const { value, done } = await reader.read();
      if (done) return;
      const events = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = events.pop();
      for (const event of events) {
        const kind = /^event: ?(.*)$/m.exec(event);
        const data = /^data: ?(.*)$/m.exec(event);
        if (kind && data) hear(kind[1], JSON.parse(data[1]));
      }
    }
  }

  async function open() {
    const token = location.hash.slice(1);
    if (token) {
      history.replaceState(null, "", location.pathname);
      // A link that is no longer good does not shut out somebody whose cookie still is.
      await ask("POST", "/session", { token }).catch((error) => { if (!(error instanceof Told)) throw error; });
    }
    const { lines } = await (await ask("GET", "/chat")).json();
    log.replaceChildren();
    for (const line of lines) show(line.speaker.toLowerCase(), line.text);
    hello.hidden = lines.length > 0;
    form.hidden = fresh.hidden = false;
  }

  async function talk(said) {
    const question = show("person", said);
    let reply = null;
    try {
      let whole = false;
      const answer = await ask("POST", "/chat", { text: said }, "text/event-stream");
      await listen(answer, (kind, data) => {
        if (kind === "fault") throw new Told(data.error);
        reply ??= show("bot", "");
        const shown = reply.lastChild;
        if (kind === "piece") shown.textContent += data.text;
        if (kind === "reply") whole = Boolean((shown.textContent = data.reply));
        reply.scrollIntoView({ block: "end" });
      });
      if (!whole) throw new Error("the stream ended early");
    } catch (error) {
      // What was not answered is not remembered, so it goes back to where it was written.
      question.remove();
      reply?.remove();
      text.value ||= said;
      throw error;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = text.value.trim();
    if (!said || send.disabled) return;
    text.value = "";
    during(() => talk(said));
  });

  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  async function beginAnew() {
    const { said } = await (await ask("POST", "/new")).json();
    log.replaceChildren();
    hello.hidden = false;
    return said;
  }

  fresh.addEventListener("click", () => during(beginAnew));

  addEventListener("hashchange", () => during(open));
  during(open);
})();
