// One view at a time, pseudonyms, light and dark, and the size of pictures. Everything but pseudonyms can be read without it.
"use strict";

const slides = [...document.querySelectorAll(".slide")];
const [before, next, place, names, theme] = ["before", "next", "place", "names", "theme"].map((id) => document.getElementById(id));
let at = 0;

/** Shows one view alone. */
function show(to) {
  at = to;
  slides.forEach((slide, number) => slide.classList.toggle("away", number !== at));
  place.textContent = at === 0 ? slides[0].dataset.place : `${at} / ${slides.length - 1}`;
  before.disabled = at === 0;
  next.disabled = at === slides.length - 1;
  slides[at].querySelectorAll(".view").forEach(fit);
  scrollTo(0, 0);
}

/** Goes to a view; the address keeps it, so that the page can be loaded again. */
function go(to) {
  if (to < 0 || to >= slides.length || to === at) return;
  location.replace(`#s${to}`);
}

/** Shows what the address names. */
function follow() {
  const named = slides.findIndex((slide) => `#${slide.id}` === location.hash);
  show(Math.max(named, 0));
  if (named >= 0) slides[at].querySelector("h1").focus({ preventScroll: true });
}

before.addEventListener("click", () => go(at - 1));
next.addEventListener("click", () => go(at + 1));
addEventListener("hashchange", follow);
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  // In a picture the arrows move the picture.
  if (event.target.closest?.(".view")) return;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  go(at + step);
});

names.addEventListener("click", () => {
  const shown = document.body.classList.toggle("named");
  names.setAttribute("aria-pressed", String(shown));
  names.textContent = shown ? names.dataset.on : names.dataset.off;
});

// The rules for dark hold where the system says so, until the button says which.
const darks = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
  .filter((rule) => rule instanceof CSSMediaRule && rule.conditionText.includes("prefers-color-scheme"));
let dark = matchMedia("(prefers-color-scheme: dark)").matches;
function say() {
  theme.textContent = dark ? theme.dataset.light : theme.dataset.dark;
}
theme.addEventListener("click", () => {
  dark = !dark;
  for (const rule of darks) rule.media.mediaText = dark ? "screen" : "not all";
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
  say();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
  dark = event.matches;
  say();
});
say();

/** Gives a picture, the first time that it is seen, a size that can be read across a room. */
function fit(view) {
  if (view.dataset.scale || view.clientWidth === 0) return;
  const readable = parseFloat(getComputedStyle(document.documentElement).fontSize) / 15;
  const whole = (view.clientWidth - 4) / view.querySelector("svg").viewBox.baseVal.width;
  resize(view, Math.min(readable, Math.max(whole, readable * 0.8)));
  const first = view.querySelector(".node");
  if (!first) return;
  const [left, , width] = first.dataset.box.split(" ").map(Number);
  view.scrollLeft = (left + width / 2) * Number(view.dataset.scale) - view.clientWidth / 2;
}

function resize(view, scale) {
  const svg = view.querySelector("svg");
  const { width, height } = svg.viewBox.baseVal;
  const kept = Math.min(Math.max(scale, 0.4), 5);
  view.dataset.scale = String(kept);
  svg.setAttribute("width", String(width * kept));
  svg.setAttribute("height", String(height * kept));
}

for (const button of document.querySelectorAll("button[data-zoom]")) {
  const view = button.closest("details").querySelector(".view");
  button.addEventListener("click", () => resize(view, Number(view.dataset.scale) * (button.dataset.zoom === "in" ? 1.25 : 0.8)));
}
for (const details of document.querySelectorAll("details.sheet")) {
  details.addEventListener("toggle", () => fit(details.querySelector(".view")));
}

follow();
