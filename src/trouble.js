// What loader.js says when Rust cannot: why the app did not start, or that it has stopped. It is fetched once the app
// runs, or when it is needed, so that no host waits for it.
const WORDS = {
  en: {
    title: "This could not be started",
    unsupported: "WebAssembly is switched off in this browser, and this page needs it. Lockdown modes do that: allow this site, then try again.",
    policy: "The content policy here forbids WebAssembly. The administrator of this page must add 'wasm-unsafe-eval' to script-src.",
    "file-type": "The server sends a file under a wrong type. Its administrator must serve .wasm as application/wasm and .js as text/javascript.",
    "file-missing": "A file is missing on the server. A newer version may have taken its place: reload the page. If that does not help, its administrator must upload all files again.",
    "file-changed": "A file on the server is not the one that belongs here, and was not run. Try again; if that does not help, its administrator must upload all files again and empty the caches on the way.",
    "file-unreachable": "A file cannot be fetched. Check the connection, then try again. If nobody can fetch it, the content policy here (script-src, connect-src) or the file server’s CORS headers forbid it.",
    start: "An unexpected error came up. Try again; if that does not help, tell your administrator this:",
    trap: "Something went wrong here. What is on screen is no longer up to date. Nothing you typed is lost: copy it, then start again.",
    again: "Try again",
    copy: "Copy my text",
    copied: "Copied.",
    restart: "Start again",
  },
  fr: {
    title: "Démarrage impossible",
    unsupported: "WebAssembly est désactivé dans ce navigateur, et cette page en a besoin. Les modes d’isolement font cela : autorisez ce site, puis réessayez.",
    policy: "La politique de contenu interdit ici WebAssembly. L’administrateur de cette page doit ajouter 'wasm-unsafe-eval' à script-src.",
    "file-type": "Le serveur envoie un fichier sous un mauvais type. Son administrateur doit servir .wasm en application/wasm et .js en text/javascript.",
    "file-missing": "Un fichier manque sur le serveur. Une version plus récente l’a peut-être remplacé : rechargez la page. Si cela ne suffit pas, son administrateur doit redéposer tous les fichiers.",
    "file-changed": "Un fichier du serveur n’est pas celui attendu ici, et n’a pas été exécuté. Réessayez ; si cela ne suffit pas, son administrateur doit redéposer tous les fichiers et vider les caches intermédiaires.",
    "file-unreachable": "Un fichier est inaccessible. Vérifiez la connexion, puis réessayez. Si personne n’y accède, la politique de contenu d’ici (script-src, connect-src) ou les en-têtes CORS du serveur de fichiers l’interdisent.",
    start: "Une erreur inattendue s’est produite. Réessayez ; si cela ne suffit pas, indiquez ceci à votre administrateur :",
    trap: "Une erreur s’est produite ici. Ce qui est affiché n’est plus à jour. Votre saisie n’est pas perdue : copiez-la, puis redémarrez.",
    again: "Réessayer",
    copy: "Copier mon texte",
    copied: "Copié.",
    restart: "Redémarrer",
  },
};

const FIELDS = "textarea, input:not([type=password])";

function make(tag, text, onClick) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (onClick) {
    made.type = "button";
    made.addEventListener("click", onClick);
  }
  return made;
}

function box(className, ...content) {
  const made = document.createElement("div");
  made.className = className;
  made.append(...content);
  return made;
}

/** Why the app did not start, and once more. `detail` is for the administrator. */
export function failure(language, code, detail, again) {
  const words = WORDS[language];
  const made = box("", make("h1", words.title), make("p", words[code]), ...(detail ? [make("p", detail)] : []), make("button", words.again, again));
  // Plain, whatever the host's text is like: the app's own style is not there.
  Object.assign(made.style, { all: "initial", display: "block", font: "medium/1.5 system-ui", color: "inherit", padding: "1em", maxInlineSize: "45em", userSelect: "text", webkitUserSelect: "text" });
  return made;
}

/** The app has stopped; what was typed is still in the fields of `root`. */
export function trap(language, root, restart) {
  const words = WORDS[language];
  const copy = make("button", words.copy, async () => {
    const typed = [...root.querySelectorAll(FIELDS)].map((field) => field.value).filter(Boolean).join("\n\n");
    try {
      await navigator.clipboard.writeText(typed);
      copy.textContent = words.copied;
    } catch {
      // Without TLS, or in a frame that may not: it can be copied by hand.
      const field = Object.assign(make("textarea"), { value: typed, readOnly: true, ariaLabel: words.copy });
      copy.replaceWith(field);
      field.select();
    }
  });
  const buttons = box("buttons", copy, make("button", words.restart, restart));
  const note = box("note bad", box("note-body", make("p", words.trap), buttons));
  note.setAttribute("role", "alert");
  const made = Object.assign(box("app", note), { lang: language, dir: "ltr" });
  // In sight, wherever the user has scrolled to.
  Object.assign(made.style, { position: "sticky", insetBlockStart: "0", zIndex: "2" });
  return made;
}

/** Why the script at `url` was not run: the browser does not tell. */
export async function whyNot(url) {
  const response = await fetch(url).catch(() => undefined);
  if (!response) return "file-unreachable";
  if (!response.ok) return "file-missing";
  return /javascript/.test(response.headers.get("Content-Type")) ? "file-changed" : "file-type";
}
