// The elements that may have this role and name. After that, the browser itself is asked for the role and name of each.
const [scope, role, name] = arguments;
const root = typeof scope === "string" ? document.querySelector(scope)?.shadowRoot : scope;
if (!root) return [];
const native = {
  article: "article", banner: "header", button: "button, summary, input[type=button], input[type=submit]",
  cell: "td", checkbox: "input[type=checkbox]", columnheader: "th", combobox: "select, input",
  complementary: "aside", contentinfo: "footer", definition: "dd", dialog: "dialog", figure: "figure",
  form: "form", group: "fieldset, details, optgroup", heading: "h1, h2, h3, h4, h5, h6", image: "img, svg",
  link: "a, area", list: "ul, ol, menu", listitem: "li", main: "main", meter: "meter", navigation: "nav",
  option: "option", paragraph: "p", progressbar: "progress", radio: "input[type=radio]", region: "section",
  row: "tr", rowgroup: "thead, tbody, tfoot", rowheader: "th", search: "search", searchbox: "input[type=search]",
  separator: "hr", spinbutton: "input[type=number]", status: "output", table: "table", term: "dt",
  textbox: "input, textarea", time: "time",
};
const selector = [`[role~="${role}"]`, native[role]].filter(Boolean).join(", ");
const labelled = (element) => (element.getAttribute("aria-labelledby") ?? "").split(/\s+/)
  .map((id) => id && element.getRootNode().getElementById(id)?.textContent);
const own = (element) => ["aria-label", "title", "alt", "placeholder", "value"].map((key) => element.getAttribute(key));
const words = (element) => [
  element.textContent, ...own(element), ...labelled(element),
  ...[...(element.labels ?? [])].map((label) => label.textContent),
  ...[...element.querySelectorAll("[aria-label], [title], [alt]")].flatMap(own),
].filter(Boolean).join(" ");
const wanted = (name ?? "").split(/\s+/);
return [...root.querySelectorAll(selector)].filter((element) =>
  element.checkVisibility({ visibilityProperty: true }) && !element.closest("[aria-hidden=true]")
  && (name === null || wanted.every((word) => words(element).includes(word))));
