// Search, folding, zoom and pan of a drawn ruleset. Everything can be read without it.
"use strict";

const sheets = [...document.querySelectorAll("details.sheet")].map(prepare);
const query = document.getElementById("query");
const count = document.getElementById("count");
const search = { hits: [], at: -1 };

/** Gathers the boxes and ways of a sheet, and lets its view be zoomed, dragged and walked through. */
function prepare(details) {
  const view = details.querySelector(".view");
  const svg = view.querySelector("svg");
  const { width, height } = svg.viewBox.baseVal;
  const nodes = new Map();
  for (const box of svg.querySelectorAll(".node")) {
    const [left, top, width, height] = box.dataset.box.split(" ").map(Number);
    const place = { middle: left + width / 2, top, right: left + width, bottom: top + height };
    nodes.set(box.dataset.key, { box, place, out: [], into: [], text: plain(box.getAttribute("aria-label")) });
  }
  const edges = [...svg.querySelectorAll(".edge")].map((line) => {
    const { from, to } = line.dataset;
    const edge = { line, from, to, back: line.classList.contains("back") };
    if (!edge.back) {
      nodes.get(from).out.push(to);
      nodes.get(to).into.push(from);
    }
    return edge;
  });
  const sheet = { details, view, svg, width, height, scale: 1, nodes, edges, folded: new Set(), current: null };
  for (const [key, node] of nodes) {
    node.box.setAttribute("tabindex", "-1");
    node.box.closest("a")?.setAttribute("tabindex", "-1");
    if (node.out.length > 0) {
      node.box.setAttribute("role", "button");
      node.box.setAttribute("aria-expanded", "true");
      node.box.append(handle(sheet, key));
    }
    node.box.addEventListener("focus", () => stand(sheet, key));
  }
  stand(sheet, nodes.keys().next().value);
  begin(sheet);
  details.addEventListener("toggle", () => begin(sheet));
  for (const button of details.querySelectorAll("button[data-zoom]")) {
    button.addEventListener("click", () => zoom(sheet, button.dataset.zoom));
  }
  view.addEventListener("keydown", (event) => keyed(sheet, event));
  view.addEventListener("wheel", (event) => wheeled(sheet, event), { passive: false });
  view.addEventListener("pointerdown", (event) => drag(sheet, event));
  return sheet;
}

/** Brings the first box into the middle of the view the first time that the sheet is open. */
function begin(sheet) {
  const { view, nodes } = sheet;
  if (!sheet.details.open || view.dataset.begun) return;
  view.dataset.begun = "yes";
  view.scrollLeft = nodes.values().next().value.place.middle - view.clientWidth / 2;
}

/** Makes the sign below a box that folds what follows from it. */
function handle(sheet, key) {
  const make = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
  const { right, bottom } = sheet.nodes.get(key).place;
  const group = make("g");
  const circle = make("circle");
  const sign = make("text");
  const [x, y] = [right - 14, bottom];
  group.setAttribute("class", "handle");
  circle.setAttribute("cx", x);
  circle.setAttribute("cy", y);
  circle.setAttribute("r", 9);
  sign.setAttribute("x", x);
  sign.setAttribute("y", y + 5);
  sign.setAttribute("text-anchor", "middle");
  sign.textContent = "−";
  group.append(circle, sign);
  group.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    fold(sheet, key);
  });
  return group;
}

/** Folds or unfolds what follows from a box. */
function fold(sheet, key) {
  if (sheet.nodes.get(key).out.length === 0) return;
  if (!sheet.folded.delete(key)) sheet.folded.add(key);
  show(sheet);
}

/** Shows what can be reached from the beginnings without passing a folded box. */
function show(sheet) {
  const seen = new Set();
  const todo = [...sheet.nodes.keys()].filter((key) => sheet.nodes.get(key).into.length === 0);
  while (todo.length > 0) {
    const key = todo.pop();
    if (seen.has(key)) continue;
    seen.add(key);
    if (!sheet.folded.has(key)) todo.push(...sheet.nodes.get(key).out);
  }
  for (const [key, { box, out }] of sheet.nodes) {
    const folded = sheet.folded.has(key);
    box.classList.toggle("away", !seen.has(key));
    if (out.length === 0) continue;
    box.setAttribute("aria-expanded", String(!folded));
    box.querySelector(".handle text").textContent = folded ? "+" : "−";
  }
  for (const { line, from, to } of sheet.edges) {
    line.classList.toggle("away", !seen.has(from) || !seen.has(to) || sheet.folded.has(from));
  }
}

/** Makes a box the one that Tab comes to. */
function stand(sheet, key) {
  sheet.nodes.get(sheet.current)?.box.setAttribute("tabindex", "-1");
  sheet.current = key;
  sheet.nodes.get(key).box.setAttribute("tabindex", "0");
}

/** Goes to a box, wherever it is hidden. */
function go(sheet, key) {
  sheet.details.open = true;
  sheet.view.dataset.begun = "yes";
  const { box } = sheet.nodes.get(key);
  if (box.classList.contains("away")) {
    sheet.folded.clear();
    show(sheet);
  }
  box.scrollIntoView({ block: "center", inline: "center" });
  stand(sheet, key);
  return box;
}

function keyed(sheet, event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const zooms = { "+": "in", "=": "in", "-": "out", "0": "whole" };
  if (zooms[event.key]) {
    event.preventDefault();
    zoom(sheet, zooms[event.key]);
    return;
  }
  const box = event.target.closest?.(".node");
  if (!box) return;
  const key = box.dataset.key;
  if (event.key === " ") {
    event.preventDefault();
    fold(sheet, key);
  } else if (event.key === "Enter") {
    const link = box.closest("a");
    if (link) location.hash = link.getAttribute("href");
    else fold(sheet, key);
  } else {
    const to = beside(sheet, key, event.key);
    if (to) {
      event.preventDefault();
      go(sheet, to).focus({ preventScroll: true });
    }
  }
}

/** Returns the box that an arrow key leads to: down and up along a way, aside to the next one of the same question. */
function beside(sheet, key, arrow) {
  const { out, into } = sheet.nodes.get(key);
  const shown = (key) => !sheet.nodes.get(key).box.classList.contains("away");
  if (arrow === "ArrowDown") return out.find(shown);
  if (arrow === "ArrowUp") return into.find(shown);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[arrow];
  if (!step || into.length === 0) return undefined;
  const siblings = into.flatMap((before) => sheet.nodes.get(before).out).filter(shown);
  return siblings[siblings.indexOf(key) + step];
}

/** Zooms in or out a step, to the size as drawn, or so that the whole is seen. */
function zoom(sheet, how, x = sheet.view.clientWidth / 2, y = sheet.view.clientHeight / 2) {
  const { view, svg, width, height } = sheet;
  const whole = Math.min(view.clientWidth / width, view.clientHeight / height, 1);
  const before = sheet.scale;
  const scale = { in: before * 1.25, out: before / 1.25, whole, full: 1 }[how];
  sheet.scale = Math.min(4, Math.max(Math.min(whole, 0.1), scale));
  const grown = sheet.scale / before;
  const [left, top] = [(view.scrollLeft + x) * grown - x, (view.scrollTop + y) * grown - y];
  svg.setAttribute("width", Math.round(width * sheet.scale));
  svg.setAttribute("height", Math.round(height * sheet.scale));
  view.scrollTo(left, top);
}

function wheeled(sheet, event) {
  if (!event.ctrlKey) return;
  event.preventDefault();
  const place = sheet.view.getBoundingClientRect();
  zoom(sheet, event.deltaY < 0 ? "in" : "out", event.clientX - place.left, event.clientY - place.top);
}

function drag(sheet, event) {
  if (event.button !== 0 || event.pointerType !== "mouse" || event.target.closest(".node, .handle")) return;
  const { view } = sheet;
  const [left, top] = [view.scrollLeft + event.clientX, view.scrollTop + event.clientY];
  const move = (event) => view.scrollTo(left - event.clientX, top - event.clientY);
  view.setPointerCapture(event.pointerId);
  view.addEventListener("pointermove", move);
  view.addEventListener("pointerup", () => view.removeEventListener("pointermove", move), { once: true });
}

/** Returns text as it is searched: in small letters, one blank between words. */
function plain(text) {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}

/** Finds the boxes in which what was typed stands. */
function find() {
  for (const { sheet, key } of search.hits) sheet.nodes.get(key).box.classList.remove("hit", "here");
  const wanted = plain(query.value);
  search.hits = [];
  search.at = -1;
  if (wanted !== "") {
    for (const sheet of sheets) {
      for (const [key, { box, text }] of sheet.nodes) {
        if (!text.includes(wanted)) continue;
        box.classList.add("hit");
        search.hits.push({ sheet, key });
      }
    }
  }
  if (wanted === "") count.textContent = "";
  else if (search.hits.length === 0) count.textContent = count.dataset.none;
  else jump(1);
}

/** Goes to the next hit or the one before, around the end. */
function jump(step) {
  const { hits } = search;
  if (hits.length === 0) return;
  const last = hits[search.at];
  last?.sheet.nodes.get(last.key).box.classList.remove("here");
  search.at = search.at < 0 ? 0 : (search.at + step + hits.length) % hits.length;
  const { sheet, key } = hits[search.at];
  go(sheet, key).classList.add("here");
  count.textContent = count.dataset.some.replace("{at}", search.at + 1).replace("{all}", hits.length);
}

/** Opens the sheet that the address names and goes to its beginning. */
function follow() {
  const sheet = sheets.find(({ details }) => `#${details.id}` === location.hash);
  if (!sheet) return;
  sheet.details.open = true;
  sheet.details.scrollIntoView();
  sheet.nodes.get(sheet.current).box.focus({ preventScroll: true });
}

query.addEventListener("input", find);
query.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  jump(event.shiftKey ? -1 : 1);
});
document.getElementById("next").addEventListener("click", () => jump(1));
document.getElementById("before").addEventListener("click", () => jump(-1));
document.getElementById("open-all").addEventListener("click", () => sheets.forEach(({ details }) => (details.open = true)));
document.getElementById("close-all").addEventListener("click", () => sheets.forEach(({ details }) => (details.open = false)));
addEventListener("hashchange", follow);
follow();
document.documentElement.dataset.ready = "yes";
