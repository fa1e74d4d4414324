"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;

  const theme = byId("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const name = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.hidden = false;
  theme.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; name(); });
  dark.addEventListener("change", name);
  name();

  const list = byId("list");
  const rows = list ? [...list.children] : [];
  const form = byId("filter");
  if (form) {
    const q = byId("q"), rule = byId("rule"), project = byId("project"), fresh = byId("new"), shown = byId("shown");
    const chips = [...form.querySelectorAll(".chip")];
    const severities = rows.map((row) => row.classList[1]);
    const ids = rows.map((row) => row.querySelector(".rule").textContent);
    let texts = null;
    let pending = 0;
    const apply = () => {
      pending = 0;
      const words = q.value.toLowerCase().split(/\s+/).filter(Boolean);
      if (words.length && !texts) texts = rows.map((row) => row.textContent.toLowerCase());
      const on = new Set(chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.dataset.sev));
      let count = 0;
      rows.forEach((row, index) => {
        const data = row.dataset;
        const fits = on.has(severities[index])
          && (!rule || !rule.value || ids[index] === rule.value)
          && (!project || project.value === "*" || data.p === project.value)
          && (!fresh.checked || "n" in data)
          && words.every((word) => texts[index].includes(word));
        if (row.hidden === fits) row.hidden = !fits;
        count += fits;
      });
      shown.textContent = count === rows.length ? `${count} shown` : `${count} of ${rows.length} shown`;
      byId("nothing").hidden = count > 0;
    };
    const soon = () => { if (!pending) pending = requestAnimationFrame(apply); };
    chips.forEach((chip) => chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      soon();
    }));
    form.addEventListener("input", soon);
    form.addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
      if (event.key === "/" && !typing) { event.preventDefault(); q.focus(); }
      if (event.key === "Escape" && event.target === q && q.value) { q.value = ""; soon(); }
    });
    form.hidden = false;
    apply();
  }

  const reveal = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { return; }
    const target = id && byId(id);
    if (!target || target.tagName !== "DETAILS") return;
    target.hidden = false;
    target.open = true;
    target.scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) reveal();
  });
  reveal();

  // Buttons are made when a finding is opened, so thousands of closed ones cost nothing.
  const copy = async (button, text) => {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  };
  document.addEventListener("toggle", (event) => {
    if (!event.target.open) return;
    event.target.querySelectorAll("pre.copy:not([data-ready])").forEach((block) => {
      block.dataset.ready = "";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Copy";
      const text = block.querySelector("code").textContent;
      button.addEventListener("click", () => copy(button, text));
      block.append(button);
    });
  }, true);

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")].filter((one) => !one.hidden);
    closed.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => { closed.forEach((one) => { one.open = false; }); closed = []; });
})();
