// Keeps a page of the preview up to date, and shows what is wrong over it. Only `weeknotes serve` adds this script.
"use strict";

(() => {
  let version = document.currentScript.dataset.version;
  // In other languages the page brings the words, each by its English ones.
  const words = JSON.parse(document.currentScript.dataset.words ?? "{}");
  let frame = frameOf(document);
  let events = null;
  let hidden = "";
  let heard = Promise.resolve();

  const panel = document.createElement("div");
  const shadow = panel.attachShadow({ mode: "open" });
  const look = new CSSStyleSheet();
  // A sheet made by a script is not an inline style: the page's security policy lets it pass.
  look.replaceSync(`
    section {
      position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto; box-sizing: border-box;
      padding: 1rem 1.5rem; border-top: 4px solid #b3261e; background: #fff; color: #1b1a18;
      font: 1rem/1.45 system-ui, sans-serif; box-shadow: 0 0 2rem rgb(0 0 0 / 35%);
    }
    h2 { margin: 0; margin-block-end: .5rem; margin-inline-end: 6rem; font-size: 1.125rem; }
    p { margin: .75rem 0 0; }
    pre { margin: .25rem 0; overflow: auto; font: .875rem/1.4 ui-monospace, Menlo, Consolas, monospace; }
    .where { font-weight: 600; overflow-wrap: anywhere; }
    button { position: absolute; inset-block-start: 1rem; inset-inline-end: 1.5rem; padding: .25rem .75rem; font: inherit; }
    @media print { section { display: none; } }
  `);
  shadow.adoptedStyleSheets = [look];

  // A browser keeps six connections to a server at most, so a hidden tab closes its own.
  document.addEventListener("visibilitychange", listen);
  listen();

  function listen() {
    if (document.hidden) {
      events?.close();
      events = null;
    } else if (!events) {
      events = new EventSource("/.weeknotes/events");
      events.onmessage = (message) => {
        // One after the other, in the order in which they came.
        heard = heard.then(() => hear(JSON.parse(message.data))).catch(() => {});
      };
      events.onerror = () => show(say("The preview has stopped"), [], say("Start `weeknotes serve` again to go on."));
    }
  }

  async function hear(state) {
    if (state.version !== version) {
      await refresh(state);
      version = state.version;
    }
    const errors = count(state.errors.length);
    const title = state.stale
      ? say("%(errors)s: the page stays as it was", { errors })
      : say("%(errors)s in notes that are left out", { errors });
    show(state.errors.length ? title : "", state.errors, "");
  }

  function count(errors) {
    const forms = words["%(count)s error"] ?? { one: "%(count)s error", other: "%(count)s errors" };
    const speaks = words["%(count)s error"] ? document.documentElement.lang : "en";
    return filled(forms[new Intl.PluralRules(speaks).select(errors)] ?? forms.other, { count: errors });
  }

  function say(message, values = {}) {
    return filled(words[message] ?? message, values);
  }

  function filled(text, values) {
    return text.replace(/%\((\w+)\)s/gu, (whole, name) => values[name] ?? whole);
  }

  // The page

  async function refresh(state) {
    const response = await fetch(location.href, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const freshFrame = frameOf(fresh);
    if (freshFrame !== frame || frame.includes("<script")) {
      location.reload();
      return;
    }
    frame = freshFrame;
    renewPictures(fresh, state.assets);
    renewStyles(state.assets);
    document.title = fresh.title;
    const [left, top] = [scrollX, scrollY];
    update(document.body, fresh.body);
    scrollTo({ left, top, behavior: "instant" });
  }

  // What takes a real reload when it differs: scripts run once, and a security policy holds from the start.
  function frameOf(page) {
    return [...page.querySelectorAll("script, style, link[rel~=stylesheet], meta[http-equiv]")]
      .map((element) => element.outerHTML.replace(/[?&]preview=\d+/, ""))
      .filter((html) => !html.includes("/.weeknotes/"))
      .join("\n");
  }

  // What is equal stays untouched: pictures do not load again, and what was opened stays open.
  function update(old, fresh) {
    if (old.nodeName !== fresh.nodeName || old.nodeType !== Node.ELEMENT_NODE) {
      old.replaceWith(document.adoptNode(fresh));
      return;
    }
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    const olds = [...old.childNodes];
    const freshes = [...fresh.childNodes];
    let after = null;
    while (olds.length && freshes.length && olds[0].isEqualNode(freshes[0])) {
      olds.shift();
      freshes.shift();
    }
    while (olds.length && freshes.length && olds.at(-1).isEqualNode(freshes.at(-1))) {
      after = olds.pop();
      freshes.pop();
    }
    while (olds.length && freshes.length) update(olds.shift(), freshes.shift());
    for (const child of olds) child.remove();
    for (const child of freshes) old.insertBefore(document.adoptNode(child), after);
  }

  function renewPictures(page, assets) {
    for (const picture of page.querySelectorAll("img[src]")) {
      const url = new URL(picture.getAttribute("src"), location.href);
      const changed = assets[decodeURIComponent(url.pathname.slice(1))];
      if (changed) picture.setAttribute("src", withVersion(url, changed));
    }
  }

  // Any change of a style sheet renews all of them, because one may import another.
  function renewStyles(assets) {
    const changed = Math.max(0, ...Object.keys(assets).filter((path) => path.endsWith(".css")).map((path) => assets[path]));
    for (const link of document.querySelectorAll("link[rel~=stylesheet]")) {
      const url = new URL(link.href);
      if (!changed || url.origin !== location.origin || url.searchParams.get("preview") === String(changed)) continue;
      const fresh = link.cloneNode();
      fresh.href = withVersion(url, changed);
      // The old one goes when the new one is there, so that the page is never bare.
      fresh.onload = fresh.onerror = () => link.remove();
      link.after(fresh);
    }
  }

  function withVersion(url, number) {
    url.searchParams.set("preview", number);
    return url.href;
  }

  // The panel

  function show(title, errors, text) {
    const said = JSON.stringify([title, errors, text]);
    panel.remove();
    if (!title || said === hidden) return;
    const section = make("section", "");
    section.setAttribute("role", "alert");
    section.append(make("h2", title));
    if (text) section.append(make("p", text));
    for (const error of errors) section.append(...describe(error));
    const button = make("button", say("Hide"));
    button.onclick = () => {
      hidden = said;
      panel.remove();
    };
    section.append(button);
    shadow.replaceChildren(section);
    document.documentElement.append(panel);
  }

  function describe(error) {
    const where = make("p", error.where);
    where.className = "where";
    const parts = [where, make("div", error.message)];
    if (error.source) {
      const before = error.source.slice(0, error.column - 1).replace(/\S/g, " ");
      parts.push(make("pre", `${error.source}\n${before}${"^".repeat(Math.max(1, error.length))}`));
    }
    if (error.hint) parts.push(make("div", say("hint: %(hint)s", { hint: error.hint })));
    return parts;
  }

  function make(name, text) {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  }
})();
