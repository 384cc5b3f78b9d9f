// Finds notes again: asks Pagefind's index of each year (https://pagefind.app/docs/api/), the newest first, and that of plain pages.
//
// A classic script, so that it also runs on a page that was opened from disk, and can say there what is missing.
"use strict";

// Before anything is painted, so that nothing jumps: with this class the form shows, without it what to do instead.
document.documentElement.classList.toggle("can-search", location.protocol !== "file:");

document.addEventListener("DOMContentLoaded", () => {
  const ENOUGH = 10; // results, and no older year is asked
  const SHOWN = 5; // results at first: each is a file of its own to load
  const STEP = 10; // results more, where the reader asks for more
  const PAUSE = 20; // milliseconds after a key before a search begins, so that the key is painted first
  const LETTER = 300; // the same after the first letter of a word: so many words begin with it that most of an index loads
  const SETTLED = 1000; // milliseconds without a key, and what is typed next is a step of its own in the history
  const QUIET = 700; // milliseconds without a change before a screen reader hears of it
  const OTHER_SECTIONS = 3;
  const MOST_DIRECT = 5; // pages above the results
  const FIELDS = ["q", "team", "year", "author", "tag", "sort"];
  const PLAIN_PAGES = "pages"; // the index that has no year
  const SLASH = "weeknotes-slash";

  const element = (name) => document.getElementById(`page-${name}`);
  const form = element("search");
  const [status, said, direct, results, more, otherwise, why, offer, filters, filterCount] = [
    ...["status", "said", "direct", "results", "more", "otherwise", "why", "offer", "filters", "filter-count"],
  ].map(element);

  // In other languages the page brings its words, each by its English ones.
  const translated = JSON.parse(form.dataset.words ?? "{}");
  const speaks = form.dataset.words ? document.documentElement.lang : "en";
  const asNumber = new Intl.NumberFormat(`${speaks}-u-nu-latn`);

  if (location.protocol === "file:") {
    why.textContent = say("Search needs a web server, and this page was opened from disk.");
    return;
  }

  const base = new URL(".", location.href);
  const title = document.title;
  const years = form.dataset.years.split(" ").filter(Boolean);
  const pages = element("pages")?.options ?? [];
  const indexes = new Map();
  let current = null;
  let loading = Promise.resolve();
  let timer = 0;
  let typed = -SETTLED;

  // What is looked for

  function readForm() {
    return Object.fromEntries(FIELDS.map((name) => [name, form.elements[name]?.value.trim() ?? ""]));
  }

  function fillForm() {
    const asked = new URLSearchParams(location.search);
    for (const name of FIELDS) {
      const field = form.elements[name];
      if (!field) continue;
      field.value = asked.get(name) ?? "";
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    }
  }

  function remember(isNewStep) {
    const given = Object.entries(readForm()).filter(([, value]) => value);
    const address = `${location.pathname}${given.length ? `?${new URLSearchParams(given)}` : ""}`;
    history[isNewStep ? "pushState" : "replaceState"](null, "", address);
  }

  // Asking the indexes

  function open(name) {
    if (!indexes.has(name)) {
      // One after the other: two that begin at once would each start the WebAssembly that they share.
      loading = loading.catch(() => {}).then(() => load(name));
      indexes.set(name, loading);
    }
    return indexes.get(name);
  }

  async function load(name) {
    const { createInstance } = await import(new URL("search/pagefind.js", base));
    // Without Pagefind's worker: it would be another 40 kB to load, and a search takes a few milliseconds.
    const index = createInstance({
      basePath: new URL(`search/${name}/`, base).pathname,
      baseUrl: base.pathname,
      noWorker: true,
    });
    // Its own init does not wait for all that it begins; a search for nothing does, and fails where that failed.
    await index.search("");
    return index;
  }

  function begin({ shown = SHOWN, asked = 1 } = {}) {
    clearTimeout(timer);
    const wish = readForm();
    const week = findWeek(wish.q);
    const ahead = years.filter((year) => (!wish.year || wish.year === year) && (!week || week.year === year));
    const search = { wish, ahead, shown, asked: [], failed: [], found: [], near: [], pages: new Set() };
    current = search;
    results.setAttribute("aria-busy", "true");
    document.title = wish.q ? say("“%(words)s” – %(page)s", { words: wish.q, page: title }) : title;
    const { q, sort, ...narrow } = wish;
    const asks = { q, ...narrow };
    const count = Object.values(narrow).filter(Boolean).length;
    filterCount.textContent = count ? say(": %(count)s set", { count }) : "";
    if (count || sort) filters.open = true;
    offer.hidden = Object.values(asks).some(Boolean);
    direct.replaceChildren(...findPages(q, week).map(makePage));
    // Filters and dates are of notes alone.
    if (pages.length && q && !sort && !count && !week) ahead.unshift(PLAIN_PAGES);
    // Whoever names a week wants its notes, not those with the words.
    if (week) Object.assign(wish, { q: "", week: week.name });
    if (!Object.values(asks).some(Boolean)) clear();
    else askWhile(search, () => search.found.length < ENOUGH || search.asked.length < asked);
  }

  async function askWhile(search, isTooFew) {
    while (search.ahead.length && search === current && isTooFew()) await ask(search, search.ahead.shift());
    if (search === current) await show(search);
  }

  async function ask(search, name) {
    const { q, sort, ...narrow } = search.wish;
    const filters = Object.fromEntries(Object.entries(narrow).filter(([field, value]) => field !== "year" && value));
    try {
      const index = await open(name);
      const options = { filters, sort: sort || !q ? { week: "desc" } : {} };
      const answer = await index.search(q ? spaced(q) : null, options);
      if (q && !sort) await weigh(answer.results, index, q, filters, search.asked.length);
      // An index that lacks a word answers with words that begin like it, or leaves it out. All its results are alike.
      const [first] = answer.results;
      if (first) search[q ? rate(await first.data(), q) : "found"]?.push(...answer.results);
      if (name === PLAIN_PAGES) search.pages = new Set(answer.results);
      else search.asked.push(name);
    } catch (failure) {
      indexes.delete(name);
      search.failed.push(name);
      console.warn(`The index of ${name} cannot be asked:`, failure);
    }
  }

  // Of notes that fit about as well the newer comes first: a match of a year ago is worth half, one of two years
  // ago a third.
  // (Asked twice, because what Pagefind has sorted has its place for a score; the second time it loads nothing.)
  async function weigh(found, index, q, filters, years) {
    const newest = await index.search(spaced(q), { filters, sort: { week: "desc" } });
    const age = new Map(newest.results.map((one, at) => [one.id, at / newest.results.length]));
    for (const one of found) one.worth = one.score / (1 + years + (age.get(one.id) ?? 0));
  }

  // "found" where a result has each word that was asked for, if in another form of it; "near" where it has a word
  // that half of one was meant for, as after a slip; else nothing.
  function rate(data, q) {
    const words = data.content.split(/\s+/u);
    const { line, week, accent, summary, ...meta } = data.meta; // its line is words of its text or its title
    const facts = Object.values(meta).join(" ").split(/[\s–-]+/u);
    const has = [...data.locations.map((at) => words[at]), ...facts].map(plain);
    const asked = spaced(q).split(/\s+/u).map(plain).filter(Boolean);
    const said = plain(spaced(summary ?? ""));
    const share = (word) => (said.includes(word) ? 1 : Math.max(0, ...has.map((one) => likeness(one, word))));
    if (asked.every((word) => share(word) === 1)) return "found";
    return asked.some((word) => share(word) >= 0.5) ? "near" : "";
  }

  function likeness(one, word) {
    if (one.startsWith(word) || (word.length > 2 && one.includes(word))) return 1;
    let same = 0;
    while (same < one.length && one[same] === word[same]) same++;
    if (same < 3) return 0;
    return same >= Math.min(one.length, word.length) - 2 ? 1 : same / word.length;
  }

  // Pages that the words name: a week, a team, a person, a tag

  function findPages(q, week) {
    const asked = q.split(/\s+/u).map(plain).filter(Boolean);
    if (!asked.length) return [];
    const found = week ? [week] : [];
    const { team, author, tag } = form.elements;
    const kinds = [[say("Team"), team?.options], [say("Page"), pages], [say("Person"), author?.options], [say("Tag"), tag?.options]];
    for (const [kind, options] of kinds) {
      const isNamed = (word, words) => word === plain(kind) || words.some((one) => one.startsWith(word));
      for (const option of options ?? []) {
        const words = option.text.split(/\s+/u).map(plain);
        const isAny = asked.some((word) => words.some((one) => one.startsWith(word)));
        if (option.dataset.url && isAny && asked.every((word) => isNamed(word, words))) {
          found.push({ kind, text: option.text, url: option.dataset.url });
        }
      }
    }
    return found.slice(0, MOST_DIRECT);
  }

  function findWeek(q) {
    const weeks = form.dataset.weeks.split(" ");
    const own = translated.week ? `|${translated.week}` : "";
    const pattern = new RegExp(`^(?:(\\d{4})[-\\s]?)?(?:w(?:ee)?k?${own})\\s?(\\d{1,2})(?:[,/\\s]+(\\d{4}))?$`, "iu");
    const week = pattern.exec(q);
    const number = week && `w${week[2].padStart(2, "0")}`;
    const of = week?.[1] ?? week?.[3];
    const dated = week ? [] : readDays(q).map(weekOf);
    const name = weeks.find((one) => (week ? one.endsWith(number) && (!of || one.startsWith(of)) : dated.includes(one)));
    if (!name) return null;
    const [, year, named] = /^(\d+)-w0?(\d+)$/u.exec(name);
    return { kind: say("Week"), text: say("Week %(number)s of %(year)s", { number: named, year }), url: `weeks/${name}.html`, name, year };
  }

  function weekOf(day) {
    const thursday = new Date(day);
    thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7)); // its year is the week's
    const days = (thursday - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86_400_000;
    return `${thursday.getUTCFullYear()}-w${String(Math.floor(days / 7) + 1).padStart(2, "0")}`;
  }

  // The day that a date means, as people write it; without a year, that day of every year.
  function readDays(q) {
    const [, year, month, day] = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/u.exec(q) ?? [];
    if (day) return toDays([year], month, day);
    const [, first, second, of] = /^(\d{1,2})[-./]\s?(\d{1,2})[-./]\s?(\d{4}|\d{2})$/u.exec(q) ?? [];
    if (of) return toDays([of.padStart(4, "20")], ...(document.documentElement.lang === "en-US" ? [first, second] : [second, first]));
    return readWords(q);
  }

  // Days and months in words are read in English and in the page's language: `Fri 13th Nov, 2026`, `November 13`.
  function readWords(q) {
    const read = {};
    for (const word of q.split(/[\s,]+/u).map(plain).filter(Boolean)) {
      const [kind, value] = readWord(word);
      if (kind in read) return [];
      read[kind] = value;
    }
    const { day, month, year, other } = read;
    if (!day || !month || other) return [];
    return toDays(year ? [year] : [...new Set(form.dataset.weeks.match(/\d{4}/gu))], month, day);
  }

  function readWord(word) {
    if (/^\d{4}$/u.test(word)) return ["year", word];
    if (/^\d{1,2}\p{L}{0,3}$/u.test(word)) return ["day", parseInt(word, 10)];
    const isMeant = (name) => plain(name) === word || (word.length > 2 && plain(name).startsWith(word));
    const isOne = (options, count) => {
      const names = ["en", speaks].map((tag) => new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...options }));
      // 1 January 2024 was a Monday.
      const at = [...Array(count).keys()].map((one) => (options.month ? new Date(Date.UTC(2024, one)) : new Date(Date.UTC(2024, 0, 1 + one))));
      return at.findIndex((day) => names.some((name) => isMeant(name.format(day))));
    };
    const month = (translated.months ?? []).findIndex(isMeant);
    const named = month < 0 ? isOne({ month: "long" }, 12) : month;
    if (named >= 0) return ["month", named + 1];
    return isOne({ weekday: "long" }, 7) >= 0 ? ["weekday", word] : ["other", word];
  }

  function toDays(years, month, day) {
    const days = years.map((year) => new Date(Date.UTC(year, month - 1, day)));
    return days.filter((one) => one.getUTCDate() === Number(day) && one.getUTCMonth() === month - 1);
  }

  function makePage({ kind, text, url }) {
    const item = make("li");
    item.append(make("span", { className: "quiet" }, kind), " ", make("a", { href: new URL(url, base).href, dir: "auto" }, text));
    return item;
  }

  // Showing what they answer

  function clear() {
    results.removeAttribute("aria-busy");
    results.replaceChildren();
    more.hidden = true;
    otherwise.classList.remove("is-needed");
    tell("");
  }

  async function show(search) {
    const isNear = !search.found.length && search.near.length > 0;
    const all = isNear ? search.near : search.found;
    if (search.wish.q && !search.wish.sort) all.sort((a, b) => b.worth - a.worth);
    const notes = await Promise.all(all.slice(0, search.shown).map(async (one) => describe(await one.data())));
    if (search !== current) return;
    results.removeAttribute("aria-busy");
    results.replaceChildren(...notes.map(makeResult));
    more.hidden = all.length <= search.shown && !search.ahead.length;
    more.textContent = all.length > search.shown ? say("Show more") : say("Look in %(year)s as well", { year: search.ahead[0] });
    why.textContent = "";
    otherwise.classList.toggle("is-needed", all.length === 0);
    tell(sum(search, all, isNear));
  }

  function sum(search, all, isNear) {
    const pages = all.filter((one) => search.pages.has(one)).length;
    const count = all.length - pages;
    const { q, sort, year, week, ...narrow } = search.wish;
    const filters = year || Object.values(narrow).some(Boolean) ? say(" with these filters") : "";
    const lost = search.failed.filter((name) => name !== PLAIN_PAGES);
    const missing = sentences(
      lost.length ? say("Notes of %(years)s could not be searched.", { years: listed(lost) }) : "",
      lost.length < search.failed.length ? say("Plain pages could not be searched.") : "",
    );
    if (!search.asked.length) return sentences(say("The search could not be loaded."), missing);
    const older = search.ahead.length > 0;
    const where = older ? say(" in %(years)s", { years: listed(search.asked) }) : "";
    const says = q ? say(" says “%(words)s”", { words: q }) : "";
    const none = say("No note%(where)s%(says)s%(filters)s.", { where, says, filters });
    const advice = q ? say("Is it spelled as its team would write it? Fewer words may find more.") : "";
    if (!all.length) return sentences(none, advice, missing);
    if (isNear) return sentences(none, say("Perhaps you meant one of these, which come near."), missing);
    const best = older && search.asked.length > 1 ? say("best first among these years") : say("best first");
    const order = sort || !q ? say("newest first") : best;
    const next = search.ahead[0];
    const years = search.ahead.length > 1 ? say("%(year)s and before", { year: next }) : next;
    const unasked = older ? say("Notes of %(years)s have not been searched yet.", { years }) : "";
    const ofPages = pages ? sayCount("%(count)s page", "%(count)s pages", pages) : "";
    const ofNotes = count ? sayCount("%(count)s note", "%(count)s notes", count) : "";
    const both = ofPages && ofNotes;
    const found = both ? say("%(pages)s and %(notes)s", { pages: ofPages, notes: ofNotes }) : ofPages || ofNotes;
    const sum = all.length > 1
      ? say("%(found)s%(where)s%(filters)s, %(order)s.", { found, where, filters, order })
      : say("%(found)s%(where)s%(filters)s.", { found, where, filters });
    return sentences(sum, unasked, missing);
  }

  function tell(text) {
    status.textContent = text;
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => (said.textContent = text), QUIET);
  }

  function describe(data) {
    const words = data.content.split(/\s+/u);
    const marked = new Set(data.locations);
    const { meta, anchors } = data;
    const line = rangeOf(meta.line ?? "", words, meta.title.split(/\s+/u).length);
    const starts = anchors.map((anchor) => anchor.location).sort((a, b) => a - b);
    const sections = data.sub_results.map((section) => {
      const { at, worth } = densest(section.locations, words);
      const heading = section.anchor;
      // What is above the text, the title or a heading, is shown by itself.
      const first = (heading?.location ?? 0) + (heading?.text ?? meta.title).split(/\s+/u).length;
      const end = starts.find((start) => start > at) ?? words.length;
      const piece = quote(words, Math.max(at, first), first, end, line);
      const href = deepLink(section.url, words, marked, at, end);
      return { worth, heading: heading ? unspaced(heading.text) : "", piece, href };
    });
    sections.sort((a, b) => b.worth - a.worth);
    const first = meta.title.split(/\s+/u).length;
    const opening = { heading: "", href: data.url, piece: quote(words, first, first, words.length, line) };
    return { meta, words, marked, best: sections[0] ?? opening, others: sections.slice(1, 1 + OTHER_SECTIONS) };
  }

  // Where most of the words stand close to each other.
  function densest(locations, words) {
    let best = { at: locations[0], worth: 0 };
    for (const at of locations) {
      const close = locations.filter((other) => other >= at && other < at + 12);
      const different = new Set(close.map((one) => plain(words[one]).slice(0, 5))).size;
      const worth = different * 100 + Math.min(close.length, 99);
      if (worth > best.worth) best = { at, worth };
    }
    return best;
  }

  // Where a note says the line that is above it among the results: from and to in its words.
  function rangeOf(line, words, first) {
    const wanted = plain(line).replace(/\s/gu, "");
    for (let from = first; wanted && from < words.length; from++) {
      let [to, read] = [from, ""];
      while (to < words.length && read.length < wanted.length && wanted.startsWith(read)) read += plain(words[to++]);
      if (read === wanted) return { from, to };
    }
    return { from: 0, to: 0 };
  }

  // The sentence around a word, and the next one if it is short: from and to in the note's words.
  function quote(words, word, start, end, line) {
    const isAfterLine = word >= line.from && line.to > start;
    const first = isAfterLine ? line.to : start;
    const at = Math.max(word, first);
    if (at >= end) return { from: end, to: end };
    const closes = (index) => /[.!?…。！？]["'”’)\]]*$/u.test(words[index]);
    let from = at;
    while (from > first && at - from < 20 && !closes(from - 1)) from--;
    let to = at;
    while (to < end - 1 && to - from < 40 && !(closes(to) && to - from > 10)) to++;
    const isInside = (from > first || isAfterLine) && !closes(from - 1);
    return { from, to: Math.min(to + 1, end), isInside, isCut: to < end - 1 && !closes(to) };
  }

  // To the section, and where the browser can, to the words themselves (a text fragment).
  function deepLink(url, words, marked, at, end) {
    let run = at;
    while (run < end && marked.has(run)) run++;
    let long = run;
    while (long < end && long - at < 5 && !/[.!?:;…]/u.test(words[long - 1])) long++;
    const text = (to) => unspaced(words.slice(at, to).join(" ")).replace(/[\p{P}\s]+$/u, "");
    const pieces = [...new Set([text(long), text(run)])].filter(Boolean);
    const directives = pieces.map((piece) => `text=${encodeURIComponent(piece).replaceAll("-", "%2D")}`);
    return directives.length ? `${url}${url.includes("#") ? "" : "#"}:~:${directives.join("&")}` : url;
  }

  function makeResult({ meta, words, marked, best, others }) {
    const accent = meta.accent ? `accent-${meta.accent}` : "";
    const item = make("li", { className: `note-in-week spread ${accent}` });
    const dir = meta.dir ?? (document.documentElement.dir || "ltr");
    const link = make("a", { href: best.href, dir }, unspaced(meta.line ?? meta.title));
    const facts = [meta.week, meta.days, meta.authors].filter((fact) => fact && fact !== `${meta.team} team`);
    const aside = make("div", { className: "aside" });
    if (meta.team) aside.append(make("p", {}, make("bdi", { className: `team ${accent}` }, meta.team)));
    aside.append(...facts.map((fact) => make("p", { className: "quiet" }, make("bdi", {}, fact))));
    const text = make("p", { className: "summary", dir });
    if (best.heading) text.append(make("b", {}, `${best.heading.replace(/[.:]$/u, "")}${say(":")}`), " ");
    text.append(...quoted(best.piece, words, marked));
    if (meta.lang) for (const part of [link, text]) part.lang = meta.lang;
    const body = make("div", { className: "text" }, text);
    const isSentence = Boolean(meta.line) && meta.line !== meta.title;
    item.append(make("h2", { className: isSentence ? "text sentence" : "text" }, link), aside, body);
    const sections = others.filter((section) => section.heading);
    const links = sections.map(({ heading, href }) => make("a", { href, dir }, heading));
    if (links.length) body.append(make("p", { className: "quiet" }, `${say("Also in")} `, ...joined(links)));
    return item;
  }

  function quoted({ from, to, isCut, isInside }, words, marked) {
    const parts = [isInside ? "… " : ""];
    for (let at = from; at < to; at++) {
      parts.push(...(marked.has(at) ? markedWord(words[at]) : [words[at]]));
      if (at + 1 < to && !standsAlone(words[at], words[at + 1])) parts.push(" ");
    }
    return [...parts, isCut ? " …" : ""];
  }

  // Without the quotes and stops around it.
  function markedWord(word) {
    const [, before, inside, after] = /^(\p{P}*)(.*?)(\p{P}*)$/u.exec(word);
    return [before, make("mark", {}, inside), after];
  }

  function make(name, properties = {}, ...content) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content);
    return made;
  }

  // Words

  function say(message, values = {}) {
    return filled(translated[message] ?? message, values);
  }

  function sayCount(one, several, count, values) {
    const forms = translated[one] ?? { one, other: several };
    const form = forms[new Intl.PluralRules(speaks).select(count)] ?? forms.other;
    return filled(form, { count: asNumber.format(count), ...values });
  }

  function filled(text, values) {
    return text.replace(/%\((\w+)\)s/gu, (whole, name) => values[name] ?? whole);
  }

  function sentences(...parts) {
    return parts.filter(Boolean).join(" ");
  }

  function listed(items) {
    return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(say(", "))}${say(" and ")}${items.at(-1)}`;
  }

  function joined(items) {
    return items.flatMap((item, index) => (index ? [say(", "), item] : [item]));
  }

  function plain(word) {
    return word.normalize("NFD").replace(/[\p{M}\p{P}\p{S}]/gu, "").toLowerCase();
  }

  // Letters of scripts without spaces stand apart in the index: `search/page.py` has the same.
  function spaced(text) {
    const letter = /[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/gu;
    return text.replace(letter, "$& ").trim();
  }

  function unspaced(text) {
    const words = text.split(/\s+/u);
    return words.map((word, at) => (at && !standsAlone(words[at - 1], word) ? ` ${word}` : word)).join("");
  }

  function standsAlone(word, next) {
    const end = /[\u2e80-\u2fdf\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]$/u;
    const beginning = /^[\u2e80-\u2fdf\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\p{P}]/u;
    return end.test(word) && beginning.test(next);
  }

  // What the reader does

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    typed = -SETTLED;
    begin();
  });

  form.elements.q.addEventListener("input", () => {
    remember(performance.now() - typed > SETTLED);
    typed = performance.now();
    current = null;
    results.setAttribute("aria-busy", "true");
    clearTimeout(timer);
    timer = setTimeout(() => begin(), /(?:^|\s)\p{L}$/u.test(form.elements.q.value) ? LETTER : PAUSE);
  });

  form.addEventListener("change", (event) => {
    if (event.target.localName !== "select") return;
    typed = -SETTLED;
    remember(true);
    begin();
  });

  more.addEventListener("click", async () => {
    const before = results.childElementCount;
    const search = current;
    if (!search) return;
    const loaded = search.found.length;
    search.shown += STEP;
    await askWhile(search, () => search.found.length === loaded && loaded <= before);
    history.replaceState({ shown: search.shown, asked: search.asked.length }, "");
    results.children[before]?.querySelector("a").focus();
  });

  addEventListener("popstate", restore);

  function restore() {
    fillForm();
    begin(history.state ?? {});
  }

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping || !slash.checked) return;
    event.preventDefault();
    form.elements.q.focus();
    form.elements.q.select();
  });

  const slash = element("slash");
  try {
    slash.checked = localStorage.getItem(SLASH) !== "off";
    slash.addEventListener("change", () => localStorage.setItem(SLASH, slash.checked ? "on" : "off"));
  } catch {
    // Storage may be forbidden; the choice then holds for this visit.
  }

  // So that the first key finds everything in place.
  if (years.length) open(years[0]).catch(() => indexes.delete(years[0]));
  restore();
});
