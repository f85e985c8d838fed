// A sandbox of its own for each file of tests: a free port, a new folder, time under control.
// SANDBOX is the program, STRICT whether it is started strict; `cargo xtask test --sdk` builds it and says both.
'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const sdk = require('@adobe/acc-js-sdk');

const strict = process.env.STRICT === '1';

// Whether a fault says this as its cause; a strict sandbox keeps causes to itself.
const says = (error, why) => (strict ? error.detail === '' : why.test(error.detail));
// A missing right is said in any case.
const saysRight = (error, why) => /XTK-170019/.test(error.message) && why.test(strict ? error.faultString : error.detail);

class Sandbox {
  static async start() {
    const program = process.env.SANDBOX;
    if (!program) throw new Error('SANDBOX does not name the program: start the tests with `cargo xtask test --sdk`.');
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'acc-js-sdk-'));
    const options = ['--listen', '127.0.0.1:0', '--data', folder, '--logs', '0', '--test-hooks', ...(strict ? ['--strict'] : [])];
    const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    const sandbox = new Sandbox(child, folder);
    // The first line says where it listens; the others are read so that the pipe never fills.
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

  // Steers the clock: { advance: seconds, freeze: boolean, speed: number }.
  async clock(setting) {
    const answer = await fetch(`${this.url}/sandbox/clock`, { method: 'POST', body: JSON.stringify(setting) });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  async expireSessions() {
    const answer = await fetch(`${this.url}/sandbox/sessions/expire`, { method: 'POST' });
    if (!answer.ok) throw new Error(await answer.text());
  }

  // A client that is signed in as this operator, with the client's own defaults.
  async signIn(login = 'admin') {
    const client = await sdk.init(sdk.ConnectionParameters.ofUserAndPassword(this.url, login, 'sandbox'));
    await client.logon();
    return client;
  }
}

module.exports = { Sandbox, sdk, strict, says, saysRight };
