"use strict";
// Switches, clocks and hovering. Every word and every answer stands in the page already; nothing is worked out here.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

  data.panels.forEach((panel, at) => {
    const form = document.querySelector(`form[data-panel="${at}"]`);
    const figure = document.querySelector(`figure[data-panel="${at}"]`);
    const table = document.querySelector(`table.matrix[data-panel="${at}"]`);
    const pool = document.querySelector(`template[data-panel="${at}"]`);
    let now = panel.combinations[panel.chosen];
    let zone = "0";

    const chosenMeanings = () => panel.terms.map((term, place) =>
      form.querySelector(`input[name="term-${place}"]:checked`).value);
    const readingOf = (combination) => panel.readings.find((reading) => reading.combination === combination);

    function draw() {
      if (!figure) return;
      const counts = new Set(now.counts);
      all("[data-band]", figure).forEach((drawing) => {
        drawing.hidden = drawing.dataset.band !== String(now.band) || drawing.dataset.zone !== zone;
      });
      all(".mark", figure).forEach((mark) => mark.classList.toggle("counts", counts.has(mark.dataset.act)));
    }

    function caption() {
      const holder = readingOf(panel.combinations.indexOf(now));
      const words = figure && figure.querySelector("[data-mark-words]");
      if (words) words.textContent = holder ? `Under the reading “${holder.title}”.` : "Under the meanings chosen.";
    }

    function show(next, why) {
      const before = now;
      now = next;
      const place = panel.combinations.indexOf(next);
      const holder = readingOf(place);
      const changes = [];
      all("td[data-line]", table).forEach((cell) => {
        const line = Number(cell.dataset.line);
        const was = panel.words[before.cells[line]];
        const is = panel.words[next.cells[line]];
        const fresh = pool.content.querySelector(`[data-line="${line}"][data-cell="${next.cells[line]}"]`);
        cell.replaceChildren(...fresh.cloneNode(true).childNodes);
        const changed = was !== is;
        cell.classList.toggle("changed", changed);
        if (changed) changes.push(`${panel.lines[line]}: was ${was}, is now ${is}`);
      });
      all(".chosen", table).forEach((part) => part.classList.toggle("named-already", Boolean(holder)));
      const held = table.querySelector("[data-held]");
      held.textContent = holder ? holder.title : "nobody in these sources";
      all(`[data-panel="${at}"] [data-readings]`).forEach((select) => { select.value = holder ? String(place) : ""; });
      const told = changes.length ? changes.join(". ") + "." : "No answer changes.";
      form.querySelector(".told").textContent = `${why} ${told}` +
        (holder ? ` This is the reading “${holder.title}”.` : " Nobody in these sources holds this combination.");
      draw();
      caption();
    }

    const find = (meanings) => panel.combinations.find((one) => one.meanings.every((id, place) => id === meanings[place]));

    if (form) {
      form.addEventListener("submit", (event) => event.preventDefault());
      form.reset();
      form.addEventListener("change", (event) => {
        if (event.target.type !== "radio") return;
        const term = Number(event.target.closest("fieldset").dataset.term);
        const words = panel.terms[term].meanings[event.target.value];
        show(find(chosenMeanings()), `“${panel.terms[term].word}” is read so: ${words}.`);
      });
      all(`[data-panel="${at}"] [data-readings]`).forEach((select) => {
        select.value = String(panel.chosen);
        select.addEventListener("change", () => {
          const next = panel.combinations[Number(select.value)];
          next.meanings.forEach((id, place) => {
            form.querySelector(`input[name="term-${place}"][value="${CSS.escape(id)}"]`).checked = true;
          });
          show(next, `All words are read as in “${readingOf(Number(select.value)).title}”.`);
        });
      });
      table.querySelector("[data-held]").textContent = readingOf(panel.chosen).title;
    }

    if (figure) {
      const clocks = figure.querySelector("[data-zones]");
      if (clocks) {
        clocks.value = "0";
        clocks.addEventListener("change", () => { zone = clocks.value; draw(); });
      }
      const words = figure.querySelector("[data-mark-words]");
      const name = (event) => {
        const mark = event.target.closest(".mark");
        if (mark) words.textContent = mark.querySelector("title").textContent;
      };
      figure.addEventListener("pointerover", name);
      figure.addEventListener("focusin", name);
      figure.addEventListener("pointerleave", caption);
      draw();
    }
  });

  // A link to reasons opens the box that holds them, and every box that holds that one.
  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (let box = target; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();

  // Paper shows what is open; one button opens everything in its section, and closes it again.
  all("[data-open-all]").forEach((button) => button.addEventListener("click", () => {
    const boxes = all("details", button.closest("section"));
    const open = boxes.some((box) => !box.open);
    boxes.forEach((box) => { box.open = open; });
    button.textContent = open ? "Close all" : "Open all";
  }));
})();
