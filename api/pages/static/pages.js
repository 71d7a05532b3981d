// What makes the pages easier where scripts run. Without this file everything works as well.
"use strict";

// The links of the frame, which a telephone pushes aside: where one is, is in sight.
for (const here of document.querySelectorAll(":is(.links, .one-line) [aria-current]")) {
  const links = here.closest(".links, .one-line");
  const hidden = here.getBoundingClientRect().right - links.getBoundingClientRect().right;
  if (hidden > 0) {
    links.scrollLeft += hidden + 40;
  }
}

// A long text: how much room is left.
for (const area of document.querySelectorAll("textarea[data-counter]")) {
  const told = document.getElementById(area.dataset.counter);
  const show = () => {
    const left = area.maxLength - area.value.length;
    told.textContent = told.dataset.words.replace("%", left.toLocaleString(document.documentElement.lang));
  };
  area.addEventListener("input", show);
  told.hidden = false;
  show();
}

// What is of use only where scripts run.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Pressed twice is sent once. Who comes back by the Back button may press again.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Where something is wrong, the list of it is read first.
document.querySelector("[data-first]")?.focus();

// A button that presses itself after a while, unless somebody has begun to type.
for (const button of document.querySelectorAll("[data-press-after]")) {
  setTimeout(() => {
    const typed = button.form.querySelector("input[data-typed]");
    if (!typed || typed.value === "") button.click();
  }, Number(button.dataset.pressAfter));
}

// Communes as one types, the old names with their old district; nothing is chosen alone.
for (const input of document.querySelectorAll("input[data-areas]")) offer(input);

function offer(input) {
  const list = document.createElement("ul");
  const live = document.createElement("p");
  let shown = [];
  let at = -1;
  let asked = 0;
  let waiting;
  list.className = "offers";
  list.id = `${input.id}-offers`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent.trim());
  list.hidden = true;
  live.className = "hint";
  live.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("autocomplete", "off");
  const holder = document.createElement("div");
  holder.className = "offered";
  input.replaceWith(holder);
  holder.append(input, list, live);

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (next) => {
    at = next;
    [...list.children].forEach((each, place) => each.setAttribute("aria-selected", place === at));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };
  const take = (place) => {
    const address = new URL(input.dataset.areas, location.href);
    address.searchParams.set("xa", shown[place].code);
    location.assign(address);
  };
  const show = (found) => {
    shown = found;
    list.replaceChildren(
      ...found.map((area, place) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${place}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        const name = document.createElement("strong");
        name.textContent = area.name;
        item.append(name);
        if (area.former) {
          const old = document.createElement("span");
          const { name: was, district, province } = area.former;
          old.className = "hint";
          old.textContent = `${input.dataset.was} ${[was, district, province].join(", ")}`;
          item.append(old);
        }
        item.addEventListener("mousedown", (event) => event.preventDefault());
        item.addEventListener("click", () => take(place));
        return item;
      }),
    );
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    live.textContent = input.dataset.found.replace("%", found.length);
    at = -1;
  };
  const ask = async () => {
    const words = input.value.trim();
    const mine = ++asked;
    if (words.length < 2) {
      live.textContent = "";
      close();
      return;
    }
    const query = new URLSearchParams({ q: words, limit: "8", province: input.dataset.province });
    try {
      const answer = await fetch(`/api/v1/areas?${query}`);
      if (answer.ok && mine === asked) show((await answer.json()).items);
    } catch {
      close(); // no network: the button still searches
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 200);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const many = list.children.length;
    if (event.key === "ArrowDown") mark((at + 1) % many);
    else if (event.key === "ArrowUp") mark((at + many - 1) % many);
    else if (event.key === "Enter" && at >= 0) take(at);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
}

// What a scanner types takes the place of what stands there.
document.querySelector("input[data-anew]")?.select();

// The door of a dialogue: a ticket read with the camera, where the browser knows how.
for (const button of document.querySelectorAll("[data-scan]")) {
  if ("BarcodeDetector" in window && navigator.mediaDevices) readTickets(button);
}

function readTickets(button) {
  const form = button.form;
  const video = form.querySelector("video");
  const told = form.querySelector("[data-scan-said]");
  const begin = button.textContent;
  let stream = null;
  button.hidden = false;
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
    stream = null;
    video.hidden = true;
    button.textContent = begin;
  };
  const look = async (detector) => {
    if (!stream) return;
    const [found] = await detector.detect(video).catch(() => []);
    if (found) {
      stop();
      document.getElementById(button.dataset.scan).value = found.rawValue;
      form.requestSubmit();
    } else {
      setTimeout(() => look(detector), 200);
    }
  };
  button.addEventListener("click", async () => {
    if (stream) return stop();
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      video.hidden = false;
      button.textContent = button.dataset.stop;
      await video.play();
      look(new BarcodeDetector({ formats: ["qr_code"] }));
    } catch {
      if (stream) stop();
      told.textContent = button.dataset.failed;
      told.hidden = false;
    }
  });
}
