// The package that npm makes: what is in it, and what it does without a browser.
'use strict';

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { test, after } = require('node:test');
const { dist, portal, tarball } = require('./portal.js');

after(() => portal.remove());

const manifest = JSON.parse(fs.readFileSync(path.join(dist, 'package.json'), 'utf8'));
const installed = path.join(portal.folder, 'node_modules/sms-dashboard');

function files(folder) {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)));
}

// Runs a module in the portal's folder and returns what it printed.
function run(module) {
  const options = ['--input-type=module', '--eval', module];
  const output = execFileSync(process.execPath, options, { cwd: portal.folder, timeout: 20_000 });
  return JSON.parse(output.toString());
}

test('it holds what an embedding page loads, and no page, settings or compressed copies', () => {
  const names = files(installed).map((name) => name.replace(/-[0-9a-f]{16}\./, '-*.')).sort();
  assert.deepEqual(names, [
    'LICENSE',
    'README.md',
    'assets/app-*.js',
    'assets/app-*.wasm',
    'assets/plans-*.txt',
    'assets/trouble-*.js',
    'assets/workbook-*.js',
    'custom-elements.json',
    'package.json',
    'sbom.cdx.json',
    'sms-dashboard.d.ts',
    'sms-dashboard.js',
  ]);
});

test('every file that the manifest names is there', () => {
  const leaves = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(leaves));
  const named = [manifest.types, manifest.customElements, ...leaves(manifest.exports)];
  for (const name of named.filter((name) => !name.includes('*'))) {
    assert.ok(fs.existsSync(path.join(installed, name)), name);
  }
});

test('the entry names files that are there, with their digests', () => {
  const entry = fs.readFileSync(path.join(installed, 'sms-dashboard.js'), 'utf8');
  const named = [...entry.matchAll(/assets\/[\w.-]+/g)].map(([name]) => name);
  assert.deepEqual([...new Set(named)].sort(), files(installed).filter((name) => name.startsWith('assets/')).sort());
  for (const name of named) {
    const content = fs.readFileSync(path.join(installed, name));
    assert.ok(entry.includes(`sha256-${createHash('sha256').update(content).digest('base64')}`), name);
    // The entry shows the progress of loading the WebAssembly, so it must know the size of that file.
    assert.equal(entry.includes(`size:${content.length}`), name.endsWith('.wasm'), name);
  }
});

test('it depends on nothing and runs nothing when it is installed', () => {
  for (const field of ['dependencies', 'peerDependencies', 'optionalDependencies', 'scripts', 'bin']) {
    assert.equal(manifest[field], undefined, field);
  }
});

test('importing it in Node changes nothing and leaves nothing running', () => {
  const seen = run(`
    const names = () => Reflect.ownKeys(globalThis).map(String);
    const listened = () => process.eventNames().map(String);
    const running = () => process.getActiveResourcesInfo().filter((name) => /Timeout|Immediate|Worker|Port/.test(name));
    const before = { names: names(), listened: listened(), running: running() };
    const exported = await import("sms-dashboard");
    console.log(JSON.stringify({
      before, after: { names: names(), listened: listened(), running: running() },
      customElements: typeof globalThis.customElements,
      exported: Object.entries(exported).map(([name, value]) => [name, typeof value]).sort(),
      version: exported.version,
    }));
  `);
  assert.deepEqual(seen.after, seen.before);
  assert.equal(seen.customElements, 'undefined');
  assert.deepEqual(seen.exported, [['createSmsDashboard', 'function'], ['defineAs', 'function'], ['version', 'string']]);
  assert.equal(seen.version, manifest.version);
});

test('importing it in Node sends no request and starts no timer', () => {
  const seen = run(`
    const asked = [];
    globalThis.fetch = (address) => asked.push(String(address));
    globalThis.setTimeout = globalThis.setInterval = globalThis.queueMicrotask = (task) => asked.push(String(task));
    await import("sms-dashboard");
    console.log(JSON.stringify(asked));
  `);
  assert.deepEqual(seen, []);
});

test('the archive is small', () => {
  // Most of it is the app, which has its own limit. This finds any other large file.
  assert.ok(fs.statSync(tarball).size < 724_000, `${fs.statSync(tarball).size} bytes`);
});
