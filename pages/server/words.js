(words) => {
  // Turns Streamlit's own words into those of the page's language while the document speaks Vietnamese, and back when it does not.
  // `words` are pairs: what Streamlit says, what stands in its place; {so} is what it puts in (`words.yaml`).
  const page = document.documentElement, names = ["aria-label", "title", "placeholder", "aria-roledescription"];
  // Drawings, data and what people typed are nobody's words to turn.
  const others = ["stMarkdown", "stText", "stTable", "stFileChipName"].map((id) => `[data-testid=${id}]`);
  const passed = ["svg", "canvas", "textarea", "#answer", ...others].join();
  const whole = new Map(words), gaps = words.filter(([theirs]) => theirs.includes("{")).map(([theirs, ours]) => [
    RegExp(`^${theirs.replace(/[.?()+/]/g, "\\$&").replace(/{(\w+)}/g, "(?<$1>.+?)")}$`, "s"), ours]);

  const turned = (said) => {
    const known = whole.get(said) ?? whole.get(said.trim());
    if (known || said.length > 200) return known;
    for (const [pattern, ours] of gaps) {
      const found = pattern.exec(said)?.groups;
      if (found) return ours.replace(/{(\w+)}/g, (_, name) => turned(found[name]) ?? found[name].split("\t")[0]);
    }
  };

  const kept = new WeakMap(); // of a node: what Streamlit said there and what stands there since, by attribute
  const turn = (node, name, said, put) => {
    const own = kept.get(node) ?? {}, stands = own[name]?.ours === said;
    if (page.lang !== "vi") return stands && put(own[name].theirs);
    const ours = stands ? undefined : turned(said);
    if (ours === undefined) return;
    kept.set(node, { ...own, [name]: { theirs: said, ours } });
    put(ours);
  };
  const look = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return turn(node, "", node.data, (text) => { node.data = text; });
    for (const name of names) {
      const said = node.getAttribute(name);
      if (said) turn(node, name, said, (text) => node.setAttribute(name, text));
    }
  };
  const within = (node) => {
    if ((node.closest ? node : node.parentElement)?.closest(passed)) return;
    look(node);
    const walk = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      (one) => (one.matches?.(passed) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    while (walk.nextNode()) look(walk.currentNode);
  };

  // Once a frame, and only what has changed since.
  const waiting = new Set();
  const observer = new MutationObserver((changes) => {
    if (!waiting.size) requestAnimationFrame(work);
    for (const { target, type, addedNodes } of changes) {
      if (target === page) waiting.add(document.body); // another language
      else if (target instanceof SVGElement) continue;
      else if (type === "childList") addedNodes.forEach((node) => waiting.add(node));
      else waiting.add(target);
    }
  });
  const work = () => {
    for (const node of waiting) if (node.isConnected) within(node);
    waiting.clear();
    observer.takeRecords(); // what we changed ourselves
  };
  const begin = () => {
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: names });
    observer.observe(page, { attributeFilter: ["lang"] });
    within(document.body);
  };
  document.body ? begin() : addEventListener("DOMContentLoaded", begin);
}
