'use strict';

const { test } = require('node:test');
const assert = require('node:assert/strict');
const { forAllTests, says, saysRight } = require('./sandbox.js');

let sandbox;
let client;
forAllTests((started, signedIn) => { [sandbox, client] = [started, signedIn]; });

const read = async (name) => client.NLWS.xtkQueryDef.create({
  schema: 'nms:delivery',
  operation: 'getIfExists',
  select: { node: [{ expr: '@id' }, { expr: '@label' }, { expr: 'content' }, { expr: '[smsParameters/@sourceAddress]' }] },
  where: { condition: [{ expr: `@internalName='${name}'` }] },
}).executeQuery();

const write = (document) => client.NLWS.xtkSession.write({ xtkschema: 'nms:delivery', ...document });

test('a record is inserted, updated by its key and deleted', async () => {
  const key = { _key: '@internalName', internalName: 'DMSDK1' };
  await write({ _operation: 'insert', ...key, label: 'From the SDK', messageType: 1 });
  const inserted = await read('DMSDK1');
  assert.equal(inserted.label, 'From the SDK');
  await write({ _operation: 'update', _key: '@id', id: inserted.id, label: 'Renamed' });
  assert.equal((await read('DMSDK1')).label, 'Renamed');
  await write({ _operation: 'insertOrUpdate', ...key, label: 'Again' });
  assert.deepEqual([(await read('DMSDK1')).id, (await read('DMSDK1')).label], [inserted.id, 'Again']);
  await write({ _operation: 'delete', ...key });
  assert.equal(await read('DMSDK1'), null);
});

test('a text is written and its siblings stay', async () => {
  const before = await read('DM144');
  const text = 'Hello <%= recipient.firstName %> & "co"\nsecond line ]]> end';
  await write({ _operation: 'update', _key: '@id', id: before.id, content: { sms: { $source: text } } });
  const now = await read('DM144');
  assert.equal(now.content.sms.$source, text);
  assert.equal(now.smsParameters.sourceAddress, before.smsParameters.sourceAddress);
});

test('a collection of records is written at once', async () => {
  const records = [{ label: 'one', internalName: 'DMSDK2' }, { label: 'two', internalName: 'DMSDK3' }];
  await client.NLWS.xtkSession.writeCollection({
    xtkschema: 'nms:delivery',
    delivery: records.map((record) => ({ _operation: 'insert', _key: '@internalName', ...record })),
  });
  assert.deepEqual([(await read('DMSDK2')).label, (await read('DMSDK3')).label], ['one', 'two']);
});

test('what cannot be written is a fault with its cause', async () => {
  await assert.rejects(write({ _operation: 'update', _key: '@id', id: 0, label: 'x' }), (error) => {
    assert.equal(error.errorCode, 'SOP-330011');
    return says(error, /does not exist/);
  });
  const viewer = await sandbox.signIn('viewer');
  const document = { xtkschema: 'nms:delivery', _operation: 'update', _key: '@internalName', internalName: 'DM144', label: 'x' };
  await assert.rejects(viewer.NLWS.xtkSession.write(document), (error) => saysRight(error, /may read but not write/));
});
