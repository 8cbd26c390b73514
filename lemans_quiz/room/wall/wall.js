// The projector's page: draws what the laptop tells, as large as it goes. Everything told is text, never markup.
"use strict";

const LETTERS = "ABCDEFGHI"; // with the shapes again from the first on, should there ever be more
const SVG = "http://www.w3.org/2000/svg";
const SHAPES = [
  "M50 8 94 90H6z", "M10 10H90V90H10z", "M50 6a44 44 0 1 1-.1 0z", "M50 2 98 50 50 98 2 50z",
  "M50 3 64 37 99 39 72 62 81 97 50 78 19 97 28 62 1 39 36 37z", "M6 10H94L50 92z", "M4 34H96V66H4z", "M94 8V92H8z", "M6 8 92 92H6z",
];
const SIGNS = { right: "✓", wrong: "✗", up: "▸", in: "●", waiting: "○" };
const SMALLEST = 2.6; // vmin under which words are broken rather than letters made smaller
const LEAST = 3.3; // vmin under which a list is shown in parts rather than letters made smaller
const TURN = 12000; // milliseconds that a part stays

const $ = (id) => document.getElementById(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let shown = null; // the page that is drawn
let drawn = ""; // the same without its clock, as JSON
let since = 0; // when it came
let words = {};
let laps = {}; // where each car stood last
let part = 0; // which part of a long list is shown
let parts = 1;
let turned = 0; // when it was shown
let isHeld = false; // somebody turned by hand

// ---- building: element("li", "option good", child, child …); a string is text

function element(name, classes, ...children) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  for (const child of children) if (child !== null && child !== "") made.append(child);
  return made;
}

function drawing(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const isolated = (text) => element("bdi", "", text);

function spoken(text, classes = "", name = "p") {
  const made = element(name, `text ${classes}`, text);
  made.dir = "auto";
  const language = shown.content_language || shown.language;
  if (language) made.lang = language;
  return made;
}

function signOf(place) {
  const picture = drawing("svg", { viewBox: "0 0 100 100", "aria-hidden": "true" }, drawing("path", { d: SHAPES[place % SHAPES.length] }));
  return element("span", "sign", element("b", "", LETTERS[place] || String.fromCharCode(65 + place)), picture);
}

// ---- the kinds of pages: each returns what stands in the middle

const KINDS = {
  message: (page) => [title(page), ...lines(page), seats(page)],
  question: (page) => [
    page.context ? spoken(page.context, "context") : null,
    spoken(page.text || "", "stem"),
    page.options ? optionList(page) : null,
    page.instead && !page.options ? element("p", "cover-alone counted", page.instead) : null,
    page.answer ? spoken(page.answer, "slip") : null,
    page.counted ? element("p", "counted", page.counted) : null,
    seats(page),
  ],
  explanation: (page) => [
    reply(page),
    ...lines(page),
    page.source ? element("p", "text small", page.source) : null,
  ],
  lobby,
  standings: (page) => [title(page), scores(page.teams || [])],
  circuit,
  podium,
  report: (page) => [title(page), element("ol", "rows", ...(page.rows || []).map(rowOf))],
};

const title = (page) => (page.title ? element("h1", "text", page.title) : null);
const seats = (page) => (page.seats ? element("ul", "seats", ...page.seats.map(seatOf)) : null);
const lines = (page) => (page.lines || []).map((line) => spoken(line, "told"));

function optionList(page) {
  const most = Math.max(1, ...page.options.map((one) => Math.max(one.chosen || 0, one.before || 0)));
  const isDouble = page.options.some((one) => one.before !== undefined);
  const list = element("ol", `options${page.instead ? " covered" : ""}`);
  page.options.forEach((option, place) => {
    const item = element("li", `option o${place % 6} ${option.mark || ""}`, signOf(place), spoken(option.text || "", "", "span"));
    const verdict = { good: "✓", out: "✗" }[option.mark] || "";
    const sign = element("span", "verdict", verdict);
    if (verdict === "✓") sign.setAttribute("aria-label", words.right || "");
    item.append(sign);
    if (page.has_bars || option.chosen !== undefined) item.append(bars(option, most, isDouble));
    list.append(item);
  });
  if (page.instead) list.append(element("li", "cover", page.instead));
  return list;
}

function bars(option, most, isDouble) {
  const made = element("div", `bars${isDouble ? " double" : ""}`);
  if (option.before !== undefined) made.append(element("span", "", words.first || ""), poll(option.before, most, "earlier"));
  if (isDouble) made.append(element("span", "", words.then || ""));
  if (option.chosen !== undefined) made.append(poll(option.chosen, most, ""));
  return made;
}

function poll(count, most, classes) {
  const bar = element("i");
  bar.style.setProperty("--share", count / most);
  return element("div", `poll ${classes}`, bar, element("b", "", String(count)));
}

function seatOf(seat) {
  const isIn = seat.mark === "in" || seat.mark === "right";
  return element("li", `seat ${isIn ? "in" : ""}`, isIn ? `✓ ${seat.number}` : String(seat.number));
}

function reply(page) {
  const place = page.letter_of;
  const made = element("div", "reply", place >= 0 ? signOf(place) : element("span", "", "✓"));
  made.append(spoken(page.text || "", "", "span"));
  return made;
}

function scores(teams) {
  return element("ol", "scores", ...teams.map((team) => {
    const place = team.place ? `${team.place}.` : String(team.number || "");
    return element("li", team.mark || "", element("span", "place", place), element("span", "text", isolated(team.name || "?")),
      element("span", "points", team.points || ""));
  }));
}

function lobby(page) {
  const code = page.code
    ? drawing("svg", { viewBox: `0 0 ${page.code.size} ${page.code.size}`, role: "img", "aria-label": page.address || "QR",
      "shape-rendering": "crispEdges" }, drawing("path", { d: page.code.path }))
    : element("span");
  const ways = element("div", "ways", title(page), element("ol", "", ...(page.lines || []).map((line) => spoken(line, "", "li"))),
    page.address ? element("p", "address", page.address) : null,
    page.room_code ? element("p", "room", page.room_code) : null,
    page.counted ? element("p", "counted", page.counted) : null);
  const names = page.names ? element("ul", "names", ...page.names.map((name) => element("li", "", isolated(name)))) : null;
  return [element("div", "lobby", code, ways), names];
}

function podium(page) {
  const teams = page.teams || [];
  const steps = teams.slice(0, 3);
  const order = steps.length === 3 ? [steps[1], steps[0], steps[2]] : steps;
  const made = element("ol", "podium", ...order.map(stepOf));
  return [title(page), made, teams.length > 3 ? scores(teams.slice(3)) : null];
}

function stepOf(team) {
  const place = team.place || 0;
  const name = element("span", "text who", team.name ? isolated(team.name) : "?");
  return element("li", `step p${Math.min(3, Math.max(1, place))}`, name,
    element("div", "block", element("span", "rank", place ? `${place}.` : ""), element("span", "points", team.points || "")));
}

function rowOf(row) {
  return element("li", "", element("span", "nth", row.number ? `${row.number}.` : ""), spoken(row.text || "", "", "span"),
    spoken(row.answer ? `✓ ${row.answer}` : "", "found", "span"), row.told ? spoken(row.told, "more", "span") : null);
}

// ---- the circuit: cars stand where their laps end; they drive there from where they stood

function circuit(page) {
  const { path, width, height } = page.circuit;
  const margin = 500;
  const road = drawing("path", { d: path, class: "road" });
  const picture = drawing("svg", { viewBox: `${-margin} ${-margin} ${width + 2 * margin} ${height + 2 * margin}`,
    "aria-hidden": "true" }, road, startLine(road));
  const teams = page.teams || [];
  const cars = teams.map((team) => {
    const car = drawing("g", { class: "car" }, drawing("circle", { r: 230 }), drawing("text", { "font-size": 290 }));
    car.lastChild.textContent = String(team.number || "");
    picture.append(car);
    return { car, from: laps[team.name] === undefined ? team.lap || 0 : laps[team.name], to: team.lap || 0 };
  });
  laps = Object.fromEntries(teams.map((team) => [team.name, team.lap || 0]));
  requestAnimationFrame((start) => drive(road, cars, start));
  return [title(page), element("div", "track", picture, scores(teams.map((team) => ({ ...team, place: 0 }))))];
}

function startLine(road) {
  const [start, ahead] = [road.getPointAtLength(0), road.getPointAtLength(20)];
  const long = Math.hypot(ahead.x - start.x, ahead.y - start.y) || 1;
  const [x, y] = [(-(ahead.y - start.y) / long) * 150, ((ahead.x - start.x) / long) * 150];
  return drawing("path", { d: `M${start.x - x} ${start.y - y}L${start.x + x} ${start.y + y}`, class: "start" });
}

function drive(road, cars, start) {
  const whole = road.getTotalLength();
  const step = (now) => {
    const share = calm.matches ? 1 : Math.min(1, Math.max(0, (now - start) / 1500));
    const eased = share * (2 - share);
    const taken = [];
    for (const { car, from, to } of cars) {
      const lap = from + (to - from) * eased;
      const at = (((lap % 1) + 1) % 1) * whole;
      const point = road.getPointAtLength(at);
      const beside = taken.filter((one) => Math.abs(one - at) < 420).length;
      taken.push(at);
      const ahead = road.getPointAtLength((at + 20) % whole);
      const long = Math.hypot(ahead.x - point.x, ahead.y - point.y) || 1;
      const side = 430 * Math.ceil(beside / 2) * (beside % 2 ? 1 : -1);
      const [x, y] = [point.x - ((ahead.y - point.y) / long) * side, point.y + ((ahead.x - point.x) / long) * side];
      car.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    }
    if (share < 1 && road.isConnected) requestAnimationFrame(step);
  };
  step(start);
}

// ---- above and below

function drawHead(page) {
  $("head").hidden = !(page.header || page.clock || page.time || parts > 1);
  $("count").replaceChildren(isolated(page.header || ""));
  if (page.note) $("count").append(element("span", "note", `  ·  ${page.note}`));
  $("bar").hidden = !page.header;
}

function setHeading() {
  const [count, lead] = [$("count"), $("main").querySelector("h1, .stem, .reply")];
  count.removeAttribute("role");
  count.removeAttribute("aria-level");
  const made = lead || count;
  if (made.tagName === "H1" || !made.textContent) return;
  made.setAttribute("role", "heading");
  made.setAttribute("aria-level", "1");
}

function drawFoot(page) {
  const isStrip = !["standings", "circuit", "podium"].includes(page.kind);
  const strip = isStrip && page.teams ? element("ul", "strip", ...page.teams.map(chip)) : null;
  const foot = [page.prompt ? element("p", "prompt", page.prompt) : null, strip].filter(Boolean);
  $("foot").hidden = foot.length === 0;
  $("foot").replaceChildren(...foot);
}

function chip(team) {
  const sign = SIGNS[team.mark] || "";
  return element("li", team.mark || "", sign ? element("span", "", sign) : null, team.number ? element("span", "", String(team.number)) : null,
    team.name ? isolated(team.name) : null, team.points ? element("b", "", team.points) : null);
}

function drawClock() {
  if (!shown || document.body.classList.contains("away")) return;
  const clock = shown.clock;
  const left = clock ? Math.max(0, (clock.left || 0) - (clock.runs ? (performance.now() - since) / 1000 : 0)) : 0;
  const time = $("time");
  time.textContent = shown.time || (clock && !clock.is_bare ? (left > 0 ? minutes(left + 0.999) : words.up || "0:00") : partTold());
  time.className = shown.time || partTold() ? "quiet" : clock && !clock.is_bare && left <= 5 ? "short" : "";
  const share = clock && clock.limit ? Math.min(1, left / clock.limit) : 0;
  $("bar").firstChild.style.width = `${(100 * share).toFixed(2)}%`;
}

const partTold = () => (parts > 1 ? `${part + 1} / ${parts}` : "");
const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

// ---- as large as it goes

function fits(box) {
  if (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1) return false;
  for (const part of box.querySelectorAll(".text, li, .cover, .room, .counted, .lobby > *")) {
    if (part.clientWidth && part.scrollWidth > part.clientWidth + 1) return false;
  }
  return true;
}

function largest(box, low, high, holds) {
  for (let step = 0; step < 11; step++) {
    const middle = (low + high) / 2;
    box.style.fontSize = `${middle}px`;
    if (holds(box)) low = middle;
    else high = middle;
  }
  box.style.fontSize = `${low}px`;
  return low;
}

function fit() {
  const unit = Math.min(innerWidth, innerHeight) / 100;
  const main = $("main");
  const list = main.querySelector(":scope > .rows, :scope > .scores");
  parts = 1;
  fitAround(unit);
  hold(list, 0);
  let best = fitted(main, unit);
  if (list && best.size < LEAST * unit) {
    parts = Math.max(2, Math.floor((LEAST * unit) / Math.max(1, best.size)));
    fitAround(unit);
    while (parts < list.children.length && !everyPartFits(main, list, LEAST * unit)) parts++;
    part %= parts;
    hold(list, part);
    best = fitted(main, unit);
  }
  arrange(main, best.columns, best.breaks);
  main.style.fontSize = `${best.size}px`;
}

// Above and below take what they need first.
function fitAround(unit) {
  drawHead(shown);
  drawClock();
  largest($("head"), 8, 4.6 * unit, (box) => box.offsetHeight <= 0.14 * innerHeight && box.scrollWidth <= box.clientWidth + 1);
  largest($("foot"), 6, 4.2 * unit, (box) => box.offsetHeight <= 0.22 * innerHeight && box.scrollWidth <= box.clientWidth + 1);
}

// Shows one part of a list, all of them as long as each other.
function hold(list, nth) {
  const items = list ? [...list.children] : [];
  items.forEach((item, place) => { item.hidden = Math.floor((place * parts) / items.length) !== nth; });
}

const WAYS = [["", false], ["two", false], ["", true], ["two", true]]; // columns, and whether words are broken

function everyPartFits(main, list, size) {
  for (let nth = 0; nth < parts; nth++) {
    hold(list, nth);
    main.style.fontSize = `${size}px`;
    const isHolding = WAYS.some(([columns, breaks]) => {
      arrange(main, columns, breaks);
      return fits(main);
    });
    if (!isHolding) return false;
  }
  return true;
}

function fitted(main, unit) {
  const hasLists = main.querySelector(LISTS) !== null;
  const most = { question: 10, message: 9, explanation: 9, lobby: 7, report: 5 }[shown.kind] || 8;
  let best = { size: 0 };
  for (const [columns, breaks] of WAYS) {
    if (columns && !hasLists) continue;
    if (breaks && !columns && best.size >= SMALLEST * unit) break;
    arrange(main, columns, breaks);
    const size = largest(main, 4, most * unit, fits);
    if (size > best.size * 1.06) best = { size, columns, breaks };
  }
  return best;
}

const LISTS = ".options, .scores, .rows";

function arrange(main, columns, breaks) {
  main.classList.toggle("breaks", Boolean(breaks));
  for (const list of main.querySelectorAll(LISTS)) {
    const count = [...list.children].filter((one) => !one.hidden).length;
    list.classList.toggle("two", columns === "two" && count > 2);
    list.style.setProperty("--rows", Math.ceil(count / 2));
  }
}

function turn(step) {
  if (parts < 2) return;
  part = (part + step + parts) % parts;
  turned = performance.now();
  fit();
}

// ---- what the laptop tells

function show(page, text) {
  shown = page;
  since = performance.now();
  words = page.words || {};
  if (text !== drawn) {
    drawn = text;
    part = 0;
    turned = since;
    isHeld = false;
    document.documentElement.lang = page.language || "en";
    document.title = [page.header || page.title, "Le Mans Quiz"].filter(Boolean).join(" · ");
    $("main").dataset.kind = page.kind;
    $("main").replaceChildren(...(KINDS[page.kind] || KINDS.message)(page).filter(Boolean));
    drawFoot(page);
    drawHead(page);
    setHeading();
    $("look").textContent = words.look || "";
    $("full").textContent = words.full || "";
    $("tools").hidden = !hasTools(page);
    document.body.classList.toggle("tools", hasTools(page));
    setLook();
    fit();
  }
  drawClock();
}

function receive(event) {
  const page = JSON.parse(event.data);
  const { clock, ...rest } = page;
  show(page, JSON.stringify([rest, Boolean(clock)]));
}

let wait = 250;
let isOver = false; // the laptop said so; that it is away then is no news
function connect() {
  const line = new WebSocket(`ws://${location.host}/wall/news`);
  line.onmessage = (event) => {
    wait = 250;
    isOver = false;
    away("");
    receive(event);
  };
  line.onclose = (event) => {
    isOver = isOver || event.code === 1000;
    if (shown) away(isOver ? words.over : words.away);
    setTimeout(connect, wait);
    wait = Math.min(2000, wait * 2);
  };
}

function away(sentence) {
  if ($("away").textContent === (sentence || "")) return;
  $("away").textContent = sentence || "";
  $("away").hidden = !sentence;
  document.body.classList.toggle("away", Boolean(sentence));
  if (shown) fit();
}

// ---- light and dark, full screen, staying awake

const dark = matchMedia("(prefers-color-scheme: dark)");
let chosenLook = remembered();

function remembered() {
  try {
    return sessionStorage.getItem("look") || "";
  } catch (_closed) {
    return "";
  }
}

function setLook() {
  const asked = chosenLook || (shown && shown.theme) || (dark.matches ? "dark" : "light");
  document.documentElement.dataset.look = asked;
}

function turnLook() {
  chosenLook = document.documentElement.dataset.look === "dark" ? "light" : "dark";
  try {
    sessionStorage.setItem("look", chosenLook);
  } catch (_closed) {
    // It is only forgotten with the page.
  }
  setLook();
}

function turnFull() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => {});
}

function stayAwake() {
  if (navigator.wakeLock && document.visibilityState === "visible") navigator.wakeLock.request("screen").catch(() => {});
}

const hasTools = (page) => ["message", "lobby"].includes(page.kind);
let hiding = 0;
function showTools() {
  $("tools").hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    $("tools").hidden = !(shown && hasTools(shown));
  }, 3000);
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.toLowerCase() === "t") turnLook();
  if (event.key.toLowerCase() === "f") turnFull();
  const step = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }[event.key];
  if (step) {
    isHeld = true;
    turn(step);
  }
});
addEventListener("resize", () => shown && fit());
addEventListener("mousemove", showTools);
document.addEventListener("visibilitychange", stayAwake);
dark.addEventListener("change", setLook);
$("look").addEventListener("click", turnLook);
$("full").addEventListener("click", turnFull);
setInterval(drawClock, 100);
setInterval(() => isHeld || calm.matches || performance.now() - turned < TURN || turn(1), 500);
setLook();
stayAwake();
connect();
