'use strict';

const { test } = require('node:test');
const assert = require('node:assert/strict');
const { forAllTests, says, saysRight } = require('./sandbox.js');

// DM145, which is ready; three drafts with a target; DM144, whose target population is not defined.
const READY = '1206801';
const [FIRST, SECOND, THIRD] = ['1250016', '1250018', '1250020'];
const WITHOUT_POPULATION = '1206800';

let sandbox;
let client;
forAllTests((started, signedIn) => { [sandbox, client] = [started, signedIn]; });

const jobOn = (method, object) => client.jobInterface({ xtkschema: 'nms:delivery', method, object });

// A job works on the document that it gets, so it gets the whole delivery: text, target mapping and routing.
const whole = async (id) => {
  const nodes = ['@id', '@label', '[mapping/@id]', '[deliveryProvider/@id]', 'content', 'smsParameters'];
  const delivery = await client.NLWS.xtkQueryDef.create({
    schema: 'nms:delivery',
    operation: 'get',
    select: { node: nodes.map((expr) => ({ expr })) },
    where: { condition: [{ expr: `@id=${id}` }] },
  }).executeQuery();
  return { xtkschema: 'nms:delivery', ...delivery };
};

const job = async (method, id) => jobOn(method, await whole(id));

// The state and the new lines of the journal, by the call that the contract names for this.
const follow = async (id, lastLogId = 0) => {
  const [state, logs] = await client.NLWS.nmsDelivery.getDlStatusAndLogs(id, lastLogId);
  return { state, lines: [logs.log || []].flat() };
};

// Moves the clock until the delivery is in the state `last`, and returns the states on the way. Each state lasts longer than
// a quarter of a second.
const reach = async (id, last, seconds = 0.25) => {
  const seen = [(await follow(id)).state];
  for (let step = 0; step < 2000 && seen.at(-1) !== last; step += 1) {
    await sandbox.clock({ advance: seconds });
    const { state } = await follow(id);
    if (state !== seen.at(-1)) seen.push(state);
  }
  assert.equal(seen.at(-1), last, `states: ${seen}`);
  return seen;
};

test('a job is submitted and followed to its end', async () => {
  const prepare = await job('Prepare', FIRST);
  assert.match(await prepare.submit(), /^\d+\/nms:delivery@@/);
  await sandbox.clock({ advance: 1 });
  const running = await prepare.getStatus();
  assert.equal(running.status, 2);
  assert.ok(prepare.getProgress() > 0 && prepare.getProgress() < 1);
  await sandbox.clock({ advance: 10 });
  const { status, logs } = await prepare.getStatus();
  assert.equal(status, 5);
  assert.equal(prepare.getProgress(), 1);
  assert.equal(await prepare.hasWarning(), false);
  assert.equal(await prepare.getResult(), '');
  const messages = logs.map((line) => line.message);
  assert.ok(messages.includes('Target preparation in progress...'), messages.join('\n'));
  assert.match(messages.at(-1), /^Analysis successfully completed in \d+s \(30 message\(s\) waiting\)\.$/);
  assert.ok(logs.every((line) => line.logDate instanceof Date && line.iRc === 0));
  assert.equal((await follow(FIRST)).state, 45);
});

test('a job that fails says why, with its code', async () => {
  const prepare = await job('Prepare', WITHOUT_POPULATION);
  await prepare.execute();
  const { status, properties } = await prepare.getStatus();
  assert.equal(status, 6);
  assert.equal(properties.warning, true);
  assert.equal(prepare.firstErrorCode, 'DLV-490009');
  assert.equal(prepare.iRc, 16384);
  await assert.rejects(prepare.getResult(), (error) => says(error, /DLV-490009/));
  assert.equal((await follow(WITHOUT_POPULATION)).state, 37);
});

test('a job that gets only a key analyses an empty delivery', async () => {
  const prepare = jobOn('Prepare', { xtkschema: 'nms:delivery', id: THIRD });
  await prepare.execute();
  assert.equal((await prepare.getStatus()).status, 6);
  assert.equal(prepare.firstErrorCode, 'DLV-490009');
  const { state, lines } = await follow(THIRD);
  assert.equal(state, 37);
  assert.match(lines.at(-1).message, /DLV-490009 You have not defined the target population/);
});

test('a job can be cancelled', async () => {
  const prepare = await job('Prepare', SECOND);
  await prepare.submit();
  await prepare.cancel();
  await prepare.waitJobCancelled(1);
  assert.equal((await prepare.getStatus()).status, 4);
  assert.equal((await follow(SECOND)).state, 0);
});

test('a call inside a call prepares, and calls that do not exist are refused', async () => {
  const proof = await job('PrepareProof', SECOND);
  await proof.submitSoapCall();
  await sandbox.clock({ advance: 10 });
  assert.equal((await proof.getStatus()).status, 5);
  const unknown = await job('Frobnicate', SECOND);
  await assert.rejects(unknown.submit(), (error) => says(error, /cannot run as a job/));
});

test('a ready delivery is played, paused, resumed and finished', async () => {
  await client.NLWS.nmsDelivery.play(READY);
  assert.deepEqual(await reach(READY, 55), [51, 55]);
  await sandbox.clock({ advance: 4 });
  await client.NLWS.nmsDelivery.pause(READY);
  assert.deepEqual(await reach(READY, 75), [71, 72, 75]);
  const last = (await follow(READY)).lines.at(-1).id;
  await client.NLWS.nmsDelivery.play(READY);
  const { state, lines } = await follow(READY, last);
  assert.equal(state, 55);
  assert.ok(lines.some((line) => line.message.startsWith('Delivery resumed by operator')));
  await reach(READY, 95, 10);
  const figures = await client.NLWS.xtkQueryDef.create({
    schema: 'nms:delivery',
    operation: 'get',
    select: { node: ['toDeliver', 'success', 'error'].map((name) => ({
      expr: `[${name === 'toDeliver' ? 'properties' : 'indicators'}/@${name}]`, alias: `@${name}`,
    })) },
    where: { condition: [{ expr: `@id=${READY}` }] },
  }).executeQuery();
  assert.equal(Number(figures.toDeliver), Number(figures.success) + Number(figures.error));
});

test('execCommand returns the new state, and stopping is final', async () => {
  await client.NLWS.nmsDelivery.submitJob('PrepareAndStart', THIRD);
  await reach(THIRD, 55);
  assert.equal(await client.NLWS.nmsDelivery.execCommand(THIRD, 'stop'), 81);
  assert.deepEqual(await reach(THIRD, 85), [81, 82, 85]);
  await assert.rejects(client.NLWS.nmsDelivery.execCommand(THIRD, 'play'), (error) => says(error, /'Stopped'/));
});

test('the analysis by id is done when the call returns', async () => {
  await client.NLWS.nmsDelivery.prepareFromId(SECOND);
  assert.equal((await follow(SECOND)).state, 45);
  await client.NLWS.nmsDelivery.executeJob('PrepareTarget', SECOND);
  assert.equal((await follow(SECOND)).state, 15);
});

test('a preview is the text for one person', async () => {
  const params = { content: 'sms', filter: '@id=1' };
  const [preview, result] = await client.NLWS.nmsDelivery.buildPreviewFromId(FIRST, params);
  assert.equal(preview.sms.$source, 'Hello Camille!');
  assert.equal(result.recipient.firstName, 'Camille');
});

test('figures are counted anew', async () => {
  await client.NLWS.nmsDelivery.recomputeStats(1206770, 15);
  await assert.rejects(client.NLWS.nmsDelivery.recomputeStats(1206770, 99), (error) => says(error, /dirtyFlags/));
});

test('the missing right of the viewer is named', async () => {
  const viewer = await sandbox.signIn('viewer');
  const why = /'Viewer \(viewer\)' may read but not start, pause or stop deliveries/;
  await assert.rejects(viewer.NLWS.nmsDelivery.play(FIRST), (error) => saysRight(error, why));
  const object = { xtkschema: 'nms:delivery', id: FIRST };
  const prepare = viewer.jobInterface({ xtkschema: 'nms:delivery', method: 'Prepare', object });
  await assert.rejects(prepare.submit(), (error) => saysRight(error, /may read but not prepare/));
  assert.equal((await follow(FIRST)).state, 45);
});
