// Runs in the head of every page's document, before Streamlit does. `document.currentScript` says which page it is.
(() => {
  const { page, words } = document.currentScript.dataset;

  // Streamlit asks for its server one folder too deep first, and gets two 404s, unless it is told where the server is.
  const base = page ? location.pathname.slice(0, -page.length) : location.pathname;
  window.__streamlit = { BACKEND_BASE_URL: location.origin + base };

  // The document speaks the language of the address, also when it is switched without a new document; who reads Vietnamese
  // gets the script that turns Streamlit's English words.
  let turning = false;
  const follow = () => {
    const lang = new URLSearchParams(location.search).get("lang");
    if (lang === "vi" || lang === "en") document.documentElement.lang = lang;
    if (turning || document.documentElement.lang !== "vi") return;
    turning = true;
    document.head.append(Object.assign(document.createElement("script"), { src: base.replace(/\/$/, "") + words }));
  };
  follow();

  // One choice, one step back: a run of the script writes its choices into the address one by one, and only what follows
  // a key or a pointer is a choice of somebody.
  let chosen = false;
  for (const kind of ["pointerdown", "keydown", "click"])
    addEventListener(kind, (event) => { chosen ||= event.isTrusted; }, true);
  const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  history.pushState = (...entry) => {
    (chosen ? push : replace)(...entry);
    chosen = false;
    follow();
  };
  history.replaceState = (...entry) => {
    replace(...entry);
    follow();
  };
  addEventListener("popstate", follow);

  // A link to another choice on this page is a choice like others, in this window; Streamlit would open another one.
  addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="?"]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    push(null, "", link.href);
    chosen = false;
    dispatchEvent(new PopStateEvent("popstate"));
  }, true);

  // Choosers find what is typed by the letters they show, and those are composed; what is pasted on a Mac is not.
  const written = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  addEventListener("input", ({ target, isComposing }) => {
    if (target.role !== "combobox" || isComposing) return;
    const composed = target.value.normalize("NFC");
    if (composed !== target.value) written.set.call(target, composed); // past React, which then reads it as typed
  }, true);
})();
