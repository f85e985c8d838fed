// The manifest of the element and its types promise only what the code has.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const Ajv = require('ajv');

const root = path.join(__dirname, '../..');
const read = (name) => fs.readFileSync(path.join(root, name), 'utf8');
const manifest = JSON.parse(read('embed/custom-elements.json'));
const types = read('embed/sms-dashboard.d.ts');
const loader = read('src/loader.js');
const element = manifest.modules[0].declarations.find((declaration) => declaration.customElement);
const names = (list) => list.map(({ name }) => name);
const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();
const rust = fs.readdirSync(path.join(root, 'src'), { recursive: true }).filter((name) => name.endsWith('.rs'));
const app = rust.map((name) => read(`src/${name}`)).join('\n');

test('it is a custom elements manifest', () => {
  const schema = JSON.parse(fs.readFileSync(require.resolve('custom-elements-manifest/schema.json'), 'utf8'));
  const ajv = new Ajv({ strict: false });
  assert.ok(ajv.validate(schema, manifest), ajv.errorsText());
});

test('its attributes are those that the element watches, and routing', () => {
  const watched = loader.match(/const ATTRIBUTES = (\[[^\]]*\])/)[1];
  assert.deepEqual(names(element.attributes).sort(), [...JSON.parse(watched), 'routing'].sort());
});

test('each attribute but routing has a property in camel case', () => {
  for (const { name, fieldName } of element.attributes.filter(({ name }) => name !== 'routing')) {
    assert.equal(fieldName, name.replace(/-./g, ([, letter]) => letter.toUpperCase()));
    const field = element.members.find((member) => member.name === fieldName);
    assert.equal(field?.attribute, name);
    assert.match(types, new RegExp(`^  ${fieldName}(\\?)?: `, 'm'));
  }
});

test('the functions that hosts set are those that the element has', () => {
  const defined = JSON.parse(loader.match(/for \(const name of (\[[^\]]*\])\) define/)[1]).sort();
  const fields = element.members.filter(({ kind, attribute }) => kind === 'field' && !attribute);
  assert.deepEqual(names(fields).sort(), defined);
  for (const name of defined) {
    assert.match(types, new RegExp(`^  ${name}\\?: `, 'm'));
    assert.match(types, new RegExp(`^  ${name}: .* \\| undefined;$`, 'm'));
  }
});

test('its methods are those of the element', () => {
  const methods = element.members.filter(({ kind }) => kind === 'method');
  const written = all(loader.match(/^class SmsDashboard [^]*?^}/m)[0], /^  (?:async )?([a-z]\w*)\([^)]*\) \{$/gm);
  const own = written.filter((name) => !/Callback$/.test(name));
  assert.deepEqual(names(methods).sort(), own);
});

test('its events are those that are dispatched', () => {
  const dispatched = all(loader + app, /"(sms-[a-z]+(?:-[a-z]+)*)"/g).filter((name) => name !== 'sms-dashboard');
  assert.deepEqual(names(element.events).sort(), dispatched);
  assert.deepEqual(all(types, /^  "(sms-[a-z-]+)": CustomEvent/gm), dispatched);
});

test('its slots are those that the loader fills', () => {
  const said = all(loader, /this\.#say\(([^,]+),/g).join(' ');
  for (const name of names(element.slots)) assert.match(said, new RegExp(`"${name}"`));
  assert.equal(element.slots.length, 3);
});

test('its parts are those of the app', () => {
  assert.deepEqual(names(element.cssParts).sort(), all(app, /\bpart="([a-z0-9-]+)"/g));
});

test('its custom properties are the tokens with their values', () => {
  const tokens = read('style/tokens.css').match(/^:host \{([^}]*)\}/m)[1];
  const written = [...tokens.matchAll(/(--sms-[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]);
  assert.deepEqual(element.cssProperties.map(({ name, default: value }) => [name, value]), written);
});

test('its functions are those that the entry exports', () => {
  const exported = all(loader, /^export (?:function|const) (?:\{ )?(\w+)/gm);
  const declared = manifest.modules[0].exports.filter(({ kind }) => kind === 'js');
  assert.deepEqual(names(declared).sort(), exported);
  assert.deepEqual(all(types, /^export (?:declare )?(?:function|const) (\w+)/gm), exported);
});

test('the reasons for not starting are those that have words', () => {
  const words = read('src/trouble.js').match(/en: \{([^]*?)\n  \}/)[1];
  const reasons = all(words, /^    "?([a-z-]+)"?: /gm).filter((name) => !/^(title|again|copy|copied|restart)$/.test(name));
  const typed = all(types.match(/SmsErrorCode =([^;]*);/)[1], /"([a-z-]+)"/g);
  for (const reason of reasons) assert.ok(typed.includes(reason), reason);
});
