// TypeScript reads the types as it does for hosts: it accepts what is right, and refuses each line that is marked as wrong.
'use strict';

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { after, test } = require('node:test');
const { portal, tarball } = require('./portal.js');

after(() => portal.remove());

const packages = process.env.NODE_PATH;
const modules = path.join(portal.folder, 'node_modules');

function check(program, ...options) {
  const { status, stdout } = spawnSync(process.execPath, [path.join(packages, program), ...options], { cwd: portal.folder });
  assert.equal(status, 0, stdout.toString());
}

const strict = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable'];
const ways = [['--module', 'nodenext'], ['--module', 'esnext', '--moduleResolution', 'bundler']];

for (const name of fs.readdirSync(path.join(__dirname, 'consumers'))) {
  fs.copyFileSync(path.join(__dirname, 'consumers', name), path.join(portal.folder, name));
}

// These tests come first: the frameworks are not installed yet.
for (const way of ways) {
  test(`a host without a framework compiles (${way.join(' ')})`, () => {
    assert.ok(!fs.existsSync(path.join(modules, 'vue')) && !fs.existsSync(path.join(modules, '@types/react')));
    check('typescript/bin/tsc', ...strict, ...way, 'plain.ts');
  });
}

test('a host with React 19 compiles', () => {
  fs.mkdirSync(path.join(modules, '@types'), { recursive: true });
  fs.symlinkSync(path.join(packages, '@types/react'), path.join(modules, '@types/react'));
  check('typescript/bin/tsc', ...strict, ...ways[1], '--jsx', 'react-jsx', 'react.tsx');
});

test('a host with Vue 3 compiles', () => {
  fs.symlinkSync(path.join(packages, 'vue'), path.join(modules, 'vue'));
  const settings = {
    compilerOptions: {
      strict: true, noEmit: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler',
      lib: ['es2022', 'dom'], jsx: 'preserve', types: ['sms-dashboard'],
    },
    files: ['Portal.vue'],
    vueCompilerOptions: { strictTemplates: true },
  };
  fs.writeFileSync(path.join(portal.folder, 'tsconfig.json'), JSON.stringify(settings));
  check('vue-tsc/bin/vue-tsc.js', '--project', 'tsconfig.json');
});

test('publint has nothing to say', async () => {
  const { publint } = await import(`file://${path.join(packages, 'publint/src/index-node.js')}`);
  const { messages } = await publint({ pkgDir: path.join(modules, 'sms-dashboard'), strict: true, pack: false });
  assert.deepEqual(messages, []);
});

test('bundlers and Node find the types of an ES module', () => {
  // The package is an ES module. Only newer versions of Node can load it with `require`.
  check('@arethetypeswrong/cli/dist/index.js', tarball, '--profile', 'esm-only', '--no-emoji', '--exclude-entrypoints', './assets/*');
});
