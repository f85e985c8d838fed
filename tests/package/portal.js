// A portal's folder in which the package is installed as npm packs it.
// DIST is a folder as `cargo xtask dist` writes it. `cargo xtask test --package` makes one and sets the variable.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dist = process.env.DIST;
if (!dist) throw new Error('DIST does not name the packed folder: start the tests with `cargo xtask test --package`.');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sms-dashboard-portal-'));

function npm(...options) {
  return execFileSync('npm', options, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

const [packed] = JSON.parse(npm('pack', '--json', '--ignore-scripts', dist));
const tarball = path.join(folder, packed.filename);
fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
npm('install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', tarball);

module.exports = { dist, tarball, portal: { folder, remove: () => fs.rmSync(folder, { recursive: true, force: true }) } };
