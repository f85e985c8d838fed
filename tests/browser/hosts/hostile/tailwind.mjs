// Prints Tailwind's reset style sheet, as a portal gets it. The argument is the folder of the package.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { compile } = await import(pathToFileURL(`${folder}/dist/lib.mjs`));
const preflight = await readFile(`${folder}/preflight.css`, "utf8");
process.stdout.write((await compile(preflight)).build([]));
