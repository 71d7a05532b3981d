// A dialogue that goes on: asked for every two seconds, and shown without loading the page anew.
"use strict";

const root = document.querySelector("[data-live]");
const EVERY = 2000;
const SLOWLY = 10000;
const PATIENCE = 5000;

let tag = "";
let live = null;
let clock = -Infinity; // their clock less ours: what they say is late, so the latest saying counts
let heard = Date.now();
let failed = 0;
let waiting;

const part = (name) => root.querySelector(`[data-part="${name}"]`);
const tell = (element, text) => {
  if (element && element.textContent !== text) element.textContent = text;
};
const named = (someone) => someone.name || root.dataset.number.replace("%", someone.number);
const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

async function ask() {
  clearTimeout(waiting);
  const patience = new AbortController();
  const over = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(root.dataset.live, { headers, signal: patience.signal, credentials: "omit" });
    if (answer.status !== 304) {
      if (!answer.ok) throw new Error(String(answer.status));
      hear(await answer.json());
      tag = answer.headers.get("ETag") || "";
    }
    failed = 0;
    heard = Date.now();
  } catch {
    failed += 1;
  } finally {
    clearTimeout(over);
  }
  sayWhetherLost();
  waiting = setTimeout(ask, pause());
}

// Who is not looking, and who has nothing to see yet, asks less often; so does who gets no answer.
function pause() {
  if (failed) return Math.min(EVERY * 2 ** (failed - 1), SLOWLY) * (0.75 + Math.random() / 2);
  const isOn = live && live.state === "in_session";
  return document.hidden || !isOn ? SLOWLY : EVERY;
}

function hear(said) {
  const before = live;
  live = said;
  clock = Math.max(clock, Date.parse(said.now) - performance.now());
  if (root.dataset.version !== undefined) watch();
  else if (before && before.starts_at + before.topic + before.place !== said.starts_at + said.topic + said.place) location.reload();
  else show();
}

// The page of everybody.
function show() {
  for (const each of document.querySelectorAll("[data-unscripted]")) each.hidden = true;
  const ahead = live.state === "planned" || live.state === "announced";
  const on = live.state === "in_session";
  const gone = live.state === "cancelled";
  part("ahead").hidden = !ahead;
  part("on").hidden = !on;
  part("gone").hidden = !gone;
  part("over").hidden = ahead || on || gone;
  part("line").hidden = !(ahead || on);
  const speaking = live.speaking;
  part("speaking").hidden = !speaking;
  part("silence").hidden = Boolean(speaking);
  if (speaking) {
    tell(part("name"), named(speaking));
    tell(part("village"), speaking.village || "");
  }
  tell(part("waiting"), live.waiting.toLocaleString(document.documentElement.lang));
  tell(part("spoke"), live.spoke.toLocaleString(document.documentElement.lang));
  const asked = live.question && live.question.text;
  part("question").hidden = !asked;
  if (asked) tell(part("question"), `${root.dataset.question.replace("%", live.question.number)}: ${asked}`);
  const outcomes = live.questions;
  part("questions").hidden = !outcomes;
  if (outcomes) tell(part("decided"), `${outcomes.decided}/${outcomes.decided + outcomes.open}`);
  const items = live.next.map((someone) => {
    const item = document.createElement("li");
    item.append(named(someone));
    if (someone.village) {
      const village = document.createElement("span");
      village.className = "village";
      village.textContent = someone.village;
      item.append(" ", village);
    }
    return item;
  });
  part("next").replaceChildren(...items);
  part("next").hidden = items.length === 0;
  part("nobody").hidden = items.length > 0;
  count();
}

// The page of the desk: what others have done is shown at once, unless somebody has begun to write.
function watch() {
  count();
  // What was read before this page was made is no news.
  if (Date.parse(live.now) <= Date.parse(root.dataset.now)) return;
  if (String(live.version) === root.dataset.version && live.state === root.dataset.state) return;
  const typed = [...root.querySelectorAll("form input[type=text]")].some((input) => input.value !== input.defaultValue);
  if (typed) part("changed").hidden = false;
  else location.reload();
}

function count() {
  const speaking = live && live.speaking;
  const left = part("left");
  if (!speaking || !left) return;
  const gone = Math.floor((clock + performance.now() - Date.parse(speaking.started_at)) / 1000);
  const rest = speaking.allotted - Math.max(gone, 0);
  left.hidden = false;
  left.classList.toggle("over", rest < 0);
  tell(part("left-word"), rest < 0 ? root.dataset.over : root.dataset.left);
  tell(left, minutes(Math.abs(rest)));
}

function sayWhetherLost() {
  const lost = part("lost");
  if (!lost) return;
  const at = new Date(heard).toLocaleTimeString(document.documentElement.lang);
  lost.hidden = failed < 2;
  if (failed >= 2) tell(lost, root.dataset.lost.replace("%", at));
}

if (root) {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    tag = ""; // a device that slept has lost the time: it is told anew
    ask();
  });
  setInterval(count, 500);
  ask();
}
