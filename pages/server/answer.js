// Takes the answer away once the app's own drawing stands, and leaves where that stood for the next document.
(() => {
  const { page, drawn, stands } = document.currentScript.dataset;
  const answer = document.getElementById("answer"), app = document.getElementById("root");
  const size = `${innerWidth}.${innerHeight}`;
  if (answer && answer.dataset.seen !== size) answer.classList.remove("known"); // it was drawn for another window

  const leave = () => {
    const [title, line, drawing] = ["h1", ".st-key-line", stands].map((one) => app.querySelector(one));
    if (!title || !line || !drawing) return;
    const words = document.createRange(), main = app.querySelector("[data-testid=stMainBlockContainer]"), style = getComputedStyle(main);
    words.selectNodeContents(title); // the heading itself has margins inside
    const edges = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight), from = drawing.getBoundingClientRect();
    const { x, width } = title.getBoundingClientRect(), below = line.getBoundingClientRect().y;
    const numbers = [innerWidth, innerHeight, x, words.getBoundingClientRect().y, width, below, from.x, from.y,
      stands === drawn ? from.width : main.clientWidth - edges].map(Math.round).join(".");
    const known = document.cookie.includes(`answer-${page}=${numbers}`);
    document.cookie = `answer-${page}=${numbers}; path=${new URL(".", location.href).pathname}; max-age=31536000; SameSite=Lax`;
    if (!known) fetch(location.href, { method: "HEAD" }); // so that it is drawn for this window when it is next asked for
  };
  let said = 0; // since when the app has had its title: a page that draws nothing shows itself too
  const look = () => {
    if (app.querySelector("h1")) said ||= performance.now();
    if (!app.querySelector(drawn) && !(said && performance.now() - said > 4000)) return requestAnimationFrame(look);
    requestAnimationFrame(() => {
      answer?.remove();
      setTimeout(leave, 500); // by then nothing moves any more
    });
  };
  look();
})();
