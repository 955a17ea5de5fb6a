// The page asks for a view, shows its pictures, and asks again after every save. What it shows is made elsewhere.

const $ = (selector) => document.querySelector(selector);
const words = await (await fetch("words")).json();
const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
const chosen = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const choices = [...document.querySelectorAll("#choices select[name]")];
const QUIET = 150; // milliseconds without a further save before all other cards are judged
let asking = new AbortController();
let view = { cards: [], pages: [] };

function element(name, text = "", classes = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (classes) made.className = classes;
  return made;
}

async function ask(signal, more = {}) {
  const answer = await fetch(`view?${new URLSearchParams({ ...chosen, ...more })}`, { signal });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

async function show() {
  asking.abort();
  const { signal } = (asking = new AbortController());
  try {
    const found = await ask(signal);
    if (found.is_gone) return tell(found);
    view = found;
    Object.assign(chosen, view.chosen);
    history.replaceState(null, "", `#${new URLSearchParams(chosen)}`);
    const drawn = draw(signal);
    fill();
    await drawn;
    tell(view);
    note(view.stale ? say("stale") : view.pages.length ? say("shown", { time: new Date().toLocaleTimeString(words.lang) }) : say("nothing"));
    document.documentElement.dataset.shown = view.revision;
    if (view.more) {
      await new Promise((done) => setTimeout(done, QUIET));
      signal.throwIfAborted();
      tell(await ask(signal, { whole: 1 }));
    }
    document.documentElement.dataset.judged = view.revision;
  } catch (reason) {
    if (reason.name !== "AbortError") note(say("lost"));
  }
}

function note(text) {
  const line = $("#note");
  if (line.textContent !== text) line.textContent = text;
  line.classList.toggle("stale", Boolean(view.stale));
  document.body.toggleAttribute("data-stale", Boolean(view.stale));
}

// --- what there is to choose from

function fill() {
  $("#project").textContent = view.title || "cardprint";
  document.title = `${view.title || "cardprint"} – cardprint`;
  for (const select of choices) fillOne(select, view.options[select.name] || []);
  fillCards();
  const isCard = view.chosen.kind === "card";
  $("#finding").hidden = $("#steps").hidden = !(isCard && view.cards.length);
  $("#at").hidden = !view.at;
  $("#at code").textContent = view.at;
  const said = isCard && view.cards.find((card) => card.id === view.chosen.card)?.said_at;
  $("#said-at").hidden = !said;
  $("#said-at code").textContent = said || "";
}

function fillOne(select, options) {
  const key = JSON.stringify(options);
  if (select.dataset.options !== key) {
    select.dataset.options = key;
    const groups = new Map();
    for (const { id, name, group } of options) {
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(new Option(name && name !== id ? name[0].toUpperCase() + name.slice(1) : name || say(id), id));
    }
    select.replaceChildren(
      ...[...groups].flatMap(([group, list]) => {
        if (!group) return list;
        const made = document.createElement("optgroup");
        made.label = say(group);
        made.append(...list);
        return [made];
      }),
    );
  }
  select.value = view.chosen[select.name] ?? "";
  select.parentElement.hidden = options.length < 2;
}

function fillCards() {
  const list = $("#cards");
  const lines = [...list.querySelectorAll("label")];
  view.cards.forEach((card, number) => {
    const key = JSON.stringify([card.id, card.number, card.words, card.theme, card.colour]);
    const line = lines[number];
    if (line?.dataset.key === key) return;
    const made = cardLine(card);
    made.dataset.key = key;
    const hasFocus = line?.contains(document.activeElement);
    if (line) line.replaceWith(made);
    else list.append(made);
    if (hasFocus) made.querySelector("input").focus();
  });
  lines.slice(view.cards.length).forEach((line) => line.remove());
  for (const input of list.querySelectorAll("input")) input.checked = input.value === view.chosen.card;
  find();
  list.querySelector(":checked")?.parentElement.scrollIntoView({ block: "nearest" });
}

function cardLine(card) {
  const label = element("label");
  const input = element("input");
  input.type = "radio";
  input.name = "card";
  input.value = card.id;
  label.style.setProperty("--theme", card.colour);
  label.title = `${card.id} · ${card.theme}`;
  label.append(input, element("b", card.number || "·"), element("span", card.words || card.id));
  return label;
}

function find() {
  const wanted = $("#find").value.trim().toLocaleLowerCase(words.lang).split(/\s+/).filter(Boolean);
  const matches = (card) => wanted.every((word) => (/^\d+$/.test(word) ? String(card.number) === word || card.id === word : card.found_by.includes(word)));
  let count = 0;
  const labels = $("#cards").querySelectorAll("label");
  view.cards.forEach((card, number) => {
    labels[number].hidden = !matches(card);
    count += !labels[number].hidden;
  });
  const said = !wanted.length ? "" : count ? say("found", { count, all: view.cards.length }) : say("none_found");
  if ($("#count").textContent !== said) $("#count").textContent = said;
}

function choose(name, value) {
  chosen[name] = value;
  show();
}

function step(by) {
  const shown = view.cards.filter((_, number) => !$("#cards").querySelectorAll("label")[number].hidden);
  const at = shown.findIndex((card) => card.id === view.chosen.card);
  const next = shown[Math.max(0, Math.min(shown.length - 1, at + by))];
  if (next && next.id !== view.chosen.card) choose("card", next.id);
}

// --- the pictures

function fineness() {
  const zoom = $("#zoom").value === "fit" ? 2 : Number($("#zoom").value) * Number($("#scale").value);
  return Math.min(4, Math.max(1, Math.ceil(devicePixelRatio * zoom - 0.1)));
}

async function draw(signal) {
  if (view.stale && $("#pages").childElementCount && $("#pages").dataset.wish === wish()) return;
  const figures = [...$("#pages").children];
  const waiting = view.pages.map((page, number) => figure(figures[number], page, number));
  if (view.pages.length || !view.problems.length) $("#pages").replaceChildren(...waiting.map(([made]) => made));
  $("#pages").dataset.wish = wish();
  await Promise.all(waiting.slice(0, 2).map(([, loaded]) => loaded));
  signal.throwIfAborted();
}

const wish = () => JSON.stringify(view.chosen);

function figure(old, page, number) {
  const made = old || element("figure");
  if (!old) made.append(element("figcaption"), element("img"));
  const [caption, image] = made.children;
  const name = page.name || say("page", { page: number + 1, pages: view.pages.length });
  caption.textContent = name;
  image.alt = page.alt ? `${name}: ${page.alt}` : name;
  image.style.setProperty("--width", page.width);
  image.style.setProperty("--height", page.height);
  const source = `picture?${new URLSearchParams({ key: page.key, page: page.page, fineness: fineness() })}`;
  if (image.dataset.source === source) return [made, Promise.resolve()];
  image.dataset.source = source;
  if (number > 1) image.loading = "lazy";
  if (number > 1 || !image.src) {
    image.src = source;
    return [made, number > 1 ? Promise.resolve() : image.decode().catch(() => {})];
  }
  const next = new Image(); // the old picture stays until the new one is there
  next.src = source;
  return [made, next.decode().then(() => image.dataset.source === source && (image.src = source)).catch(() => {})];
}

function size() {
  const zoom = $("#zoom").value;
  document.body.toggleAttribute("data-fit", zoom === "fit");
  document.documentElement.style.setProperty("--zoom", zoom === "fit" ? 1 : zoom);
  document.documentElement.style.setProperty("--scale", $("#scale").value);
  draw(asking.signal).catch(() => {});
}

// --- what is wrong

function tell({ problems, more }) {
  const count = (severity) => problems.filter((problem) => problem.severity === severity).length;
  const [errors, warnings] = [count("error"), count("warning")];
  const said = problems.length ? say("counted", { errors, warnings }) : more ? say("judging") : say("fine");
  if ($("#summary").textContent !== said) $("#summary").textContent = said;
  const here = problems.filter((problem) => problem.mine);
  const rest = problems.filter((problem) => !problem.mine);
  $("#problems").replaceChildren(
    ...(here.length ? [element("h3", say("here")), ...here.map(article)] : []),
    ...(rest.length ? [element("h3", say("rest")), ...rest.map(article)] : []),
  );
}

function article({ severity, message, hint, places }) {
  const made = element("article", "", severity);
  const said = element("p");
  said.append(element("strong", `${say(severity)}: `), message);
  const list = element("ul");
  list.append(...places.map((place) => element("li")));
  [...list.children].forEach((line, number) => line.append(element("code", places[number])));
  made.append(said);
  if (hint) made.append(element("p", `${say("hint")}: ${hint}`));
  if (places.length) made.append(list);
  return made;
}

// --- hands

for (const select of choices) select.addEventListener("change", () => choose(select.name, select.value));
$("#choices").addEventListener("submit", (event) => event.preventDefault());
$("#cards").addEventListener("change", (event) => choose("card", event.target.value));
$("#find").addEventListener("input", find);
$("#find").addEventListener("keydown", (event) => {
  const first = $("#cards").querySelector("label:not([hidden]) input");
  if (event.key === "Enter" && first) choose("card", first.value);
  if (event.key === "ArrowDown" && first) {
    event.preventDefault();
    const input = $("#cards").querySelector("label:not([hidden]) input:checked") || first;
    input.focus();
  }
});
$("#steps").addEventListener("click", (event) => event.target.dataset.step && step(Number(event.target.dataset.step)));
$("#copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(view.at).catch(() => {});
  $("#copy").textContent = say("copied");
  setTimeout(() => ($("#copy").textContent = say("copy")), 1500);
});
// A cookie, for it is kept whichever port the next run has; the server does not look at it.
$("#scale").value = document.cookie.match(/(?:^|; )cardprint-scale=([\d.]+)/)?.[1] || 1;
$("#scale").addEventListener("input", () => {
  document.cookie = `cardprint-scale=${$("#scale").value}; max-age=31536000; path=/; SameSite=Strict`;
  size();
});
$("#zoom").addEventListener("change", size);
size();

const saves = new EventSource("saves");
saves.addEventListener("saved", show);
saves.addEventListener("error", () => note(say("lost")));
