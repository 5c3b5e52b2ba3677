"use strict";
(() => {
  const { nodes, took } = JSON.parse(document.getElementById("data").textContent);
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  // An element with texts and other elements in it. Texts are never read as HTML.
  const make = (tag, attributes = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
    made.append(...inside.filter((part) => part !== null && part !== undefined));
    return made;
  };
  const lasted = (time) => time === null || time === undefined ? "" : time < 1000 ? `${time.toFixed(time < 10 ? 2 : 0)} ms` : `${(time / 1000).toFixed(time < 60000 ? 2 : 0)} s`;
  const spent = (node) => node.began === null || node.ended === null ? null : node.ended - node.began;
  const inside = ["workflow", "branch", "launch plan"];

  nodes.forEach((node, index) => {
    node.index = index;
    const failures = node.tries.map((tried) => tried.failure || "");
    node.text = [node.path, node.title, node.entity, ...failures].join("\n").toLowerCase();
  });
  const byKey = new Map(nodes.map((node) => [node.key, node]));

  // The drawing.
  const drawn = new Map();
  for (const box of all("#graph [data-node]")) {
    const node = byKey.get(box.dataset.node);
    if (!node) {
      // What is in an arm that was not chosen, or in a node that never began.
      if (box.dataset.node) box.classList.add("s-skipped");
      continue;
    }
    box.classList.add(`s-${node.state}`);
    box.setAttribute("tabindex", "0");
    box.setAttribute("role", "button");
    box.setAttribute("aria-label", `${node.path} ${node.title}: ${node.state}`);
    box.addEventListener("click", (event) => { event.stopPropagation(); open(node); });
    drawn.set(node.index, box);
  }
  const picture = one("#graph svg");
  let zoom = 1;
  const scale = (to) => {
    if (!picture) return;
    zoom = Math.min(4, Math.max(0.02, to));
    const { width, height } = picture.viewBox.baseVal;
    picture.setAttribute("width", width * zoom);
    picture.setAttribute("height", height * zoom);
  };
  const fit = () => {
    const view = one("#graph");
    const { width } = picture.viewBox.baseVal;
    scale(Math.min(1, Math.max(0.25, (view.clientWidth - 44) / width)));
  };
  all("[data-zoom]").forEach((button) => button.addEventListener("click", () => {
    const kind = button.dataset.zoom;
    kind === "fit" ? fit() : scale(zoom * (kind === "in" ? 1.25 : 0.8));
  }));

  // The table.
  const body = one("#nodes tbody");
  const rows = nodes.map((node) => {
    const row = make("tr", { tabindex: "0", "data-index": node.index },
      make("td", {}, node.path || "–"), make("td", {}, node.title), make("td", { class: node.state }, node.state),
      make("td", { class: "number" }, lasted(node.began)), make("td", { class: "number" }, lasted(spent(node))),
      make("td", { class: "number" }, inside.includes(node.kind) || node.tries.length === 0 ? "" : String(node.tries.length)));
    row.addEventListener("click", () => open(node));
    return row;
  });
  body.append(...rows);

  // The timeline: a lane for each worker, and more where attempts of one overlap.
  const lanes = new Map();
  const bars = nodes.filter((node) => !inside.includes(node.kind)).flatMap((node) => node.tries.map((tried) => ({ node, tried, end: tried.ended ?? took })));
  bars.sort((a, b) => a.tried.began - b.tried.began);
  const share = (time) => `${(100 * time / Math.max(took, 0.001)).toFixed(3)}%`;
  for (const bar of bars) {
    const own = lanes.get(bar.node.worker) || [];
    lanes.set(bar.node.worker, own);
    let lane = own.find((lane) => lane.end <= bar.tried.began);
    if (!lane) own.push(lane = { end: 0, bars: [] });
    lane.end = bar.end;
    lane.bars.push(bar);
  }
  const barOf = new Map();
  for (const worker of [...lanes.keys()].sort((a, b) => a - b)) {
    lanes.get(worker).forEach((lane, place) => {
      const line = make("div", { class: "lane" }, make("span", {}, place === 0 ? `worker ${worker}` : ""));
      for (const { node, tried, end } of lane.bars) {
        const state = tried.failure ? "failed" : node.state;
        const bar = make("button", { class: `bar ${state}`, title: `${node.path} ${node.title}: ${lasted(end - tried.began)}` }, make("b", {}, node.title));
        bar.style.left = share(tried.began);
        bar.style.width = share(end - tried.began);
        // A short one may be narrower than it is drawn: it must not lie under the next.
        bar.style.zIndex = end - tried.began < took / 100 ? 2 : 1;
        bar.addEventListener("click", () => open(node));
        line.append(bar);
        barOf.set(node.index, [...(barOf.get(node.index) || []), bar]);
      }
      one("#lanes").append(line);
    });
  }
  for (let tick = 0; tick < 8; tick++) {
    const mark = make("span", {}, lasted(took * tick / 8));
    mark.style.left = `${12.5 * tick}%`;
    one("#timeline .axis").append(mark);
  }

  // The details.
  const aside = one("#details");
  let opened = null;
  const values = (title, pairs) => pairs.length === 0 ? [] : [make("h3", {}, title), ...pairs.map(([name, value]) => make("pre", {}, `${name}: ${value}`))];
  function open(node) {
    close();
    opened = node;
    const facts = [["state", node.state], ["what", node.entity ? `${node.kind} ${node.entity}` : node.kind], ["call", node.place],
      ["queued", lasted(node.queued)], ["began", lasted(node.began)], ["took", lasted(spent(node))], ["worker", inside.includes(node.kind) ? "" : String(node.worker)],
      ["arm", node.arm === null ? "" : `number ${node.arm + 1}`]];
    const list = make("dl");
    for (const [name, value] of facts) if (value) list.append(make("dt", {}, name), make("dd", { class: name === "state" ? value : undefined }, value));
    const shut = make("button", { "aria-label": "Close" }, "×");
    shut.style.float = "right";
    shut.addEventListener("click", close);
    aside.replaceChildren(shut, make("h2", {}, `${node.path} ${node.title}`), list);
    node.tries.forEach((tried, index) => {
      if (tried.failure) aside.append(make("h3", {}, node.tries.length > 1 ? `attempt ${index}` : "error"), make("pre", { class: "bad" }, tried.failure));
    });
    aside.append(...values("inputs", node.inputs), ...values("outputs", node.outputs));
    if (node.deck) {
      const deck = make("iframe", { sandbox: "", title: `Deck of ${node.title}` });
      deck.srcdoc = node.deck;
      aside.append(make("h3", {}, "deck"), deck);
    }
    if (node.output) aside.append(make("h3", {}, "output of its processes"), make("pre", {}, node.output));
    else if (["task", "map"].includes(node.kind)) aside.append(make("p", { class: "soft" }, "What tasks print in the program's own process can't be told apart, so it is not here; with --processes it is."));
    aside.hidden = false;
    rows[node.index].setAttribute("aria-current", "true");
    drawn.get(node.index)?.classList.add("picked");
    aside.focus({ preventScroll: true });
  }
  function close() {
    if (!opened) return;
    rows[opened.index].removeAttribute("aria-current");
    drawn.get(opened.index)?.classList.remove("picked");
    opened = null;
    aside.hidden = true;
  }

  // What is shown.
  const filter = one("#filter");
  const pressed = () => all("[data-state][aria-pressed=true]").map((button) => button.dataset.state);
  const show = () => {
    const [wanted, states] = [filter.value.trim().toLowerCase(), pressed()];
    let count = 0;
    for (const node of nodes) {
      const is = (!wanted || node.text.includes(wanted)) && (states.length === 0 || states.includes(node.state));
      count += is;
      rows[node.index].hidden = !is;
      drawn.get(node.index)?.classList.toggle("dim", !is);
      (barOf.get(node.index) || []).forEach((bar) => { bar.style.opacity = is ? "" : "0.12"; });
    }
    one("#shown").textContent = count === nodes.length ? `${count} nodes` : `${count} of ${nodes.length} nodes`;
  };
  filter.addEventListener("input", show);
  all("[data-state]").forEach((button) => button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
    show();
  }));
  const tabs = all("[role=tab]");
  const view = (tab) => {
    tabs.forEach((other) => {
      other.setAttribute("aria-selected", other === tab);
      other.tabIndex = other === tab ? 0 : -1;
      one(`#${other.dataset.view}`).hidden = other !== tab;
    });
    one("#zoom").hidden = tab.dataset.view !== "graph";
  };
  tabs.forEach((tab) => tab.addEventListener("click", () => view(tab)));
  document.addEventListener("keydown", (event) => {
    const at = document.activeElement;
    if (event.key === "Escape") return close();
    if ((event.key === "Enter" || event.key === " ") && (at?.closest?.("#graph [tabindex]") || at?.closest?.("#nodes tr"))) {
      event.preventDefault();
      return at.dispatchEvent(new MouseEvent("click"));
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && at?.getAttribute("role") === "tab") {
      const next = tabs[(tabs.indexOf(at) + step + tabs.length) % tabs.length];
      view(next);
      next.focus();
    }
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (down && at?.closest?.("#nodes tr")) {
      let next = at;
      do next = down > 0 ? next.nextElementSibling : next.previousElementSibling; while (next?.hidden);
      next?.focus();
      event.preventDefault();
    }
  });
  view(tabs[0]);
  if (picture) fit();
  show();
})();
