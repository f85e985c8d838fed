// A sandbox for each file of tests, with a free port, a new folder, and a clock that the tests move.
// SANDBOX is the program, and STRICT says whether it is strict. `cargo xtask test --sdk` builds it and sets both.
'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { after, before } = require('node:test');
const sdk = require('@adobe/acc-js-sdk');

const strict = process.env.STRICT === '1';

// Whether a fault names this cause. A strict sandbox names none.
const says = (error, why) => (strict ? error.detail === '' : why.test(error.detail));
// Both sandboxes name a missing right.
const saysRight = (error, why) => /XTK-170019/.test(error.message) && why.test(strict ? error.faultString : error.detail);

class Sandbox {
  static async start() {
    const program = process.env.SANDBOX;
    if (!program) throw new Error('SANDBOX does not name the program: start the tests with `cargo xtask test --sdk`.');
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'acc-js-sdk-'));
    const options = ['--listen', '127.0.0.1:0', '--data', folder, '--logs', '0', '--test-hooks', ...(strict ? ['--strict'] : [])];
    const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    const sandbox = new Sandbox(child, folder);
    // The first line says where it listens. The others must be read too: a full pipe would stop the sandbox.
    const lines = readline.createInterface({ input: child.stdout });
    sandbox.url = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code}.`)));
      lines.once('line', (line) => resolve(line.replace('Ready: ', '').replace(/\/$/, '')));
    });
    await sandbox.clock({ freeze: true });
    return sandbox;
  }

  constructor(child, folder) {
    this.child = child;
    this.folder = folder;
  }

  async stop() {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill();
    await ended;
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  // Sets the clock: { advance: seconds, freeze: boolean, speed: number }.
  async clock(setting) {
    return (await this.#post('clock', JSON.stringify(setting))).json();
  }

  async expireSessions() {
    await this.#post('sessions/expire');
  }

  async #post(path, body) {
    const answer = await fetch(`${this.url}/sandbox/${path}`, { method: 'POST', body });
    if (!answer.ok) throw new Error(await answer.text());
    return answer;
  }

  // A client with its own defaults that is signed in as this operator.
  async signIn(login = 'admin') {
    const client = await sdk.init(sdk.ConnectionParameters.ofUserAndPassword(this.url, login, 'sandbox'));
    await client.logon();
    return client;
  }
}

// Starts a sandbox for all tests of a file, signs in as admin, and gives both to `keep`.
function forAllTests(keep) {
  let sandbox;
  before(async () => {
    sandbox = await Sandbox.start();
    keep(sandbox, await sandbox.signIn());
  });
  after(() => sandbox.stop());
}

module.exports = { forAllTests, sdk, strict, says, saysRight };
