'use strict';

const { test } = require('node:test');
const assert = require('node:assert/strict');
const { forAllTests, sdk, strict, says } = require('./sandbox.js');

// DM55842, "Event launch SMS": 34 logs, two causes of exclusion.
const LAUNCH = 1206770;

let sandbox;
let client;
forAllTests((started, signedIn) => { [sandbox, client] = [started, signedIn]; });

const query = (schema, operation, nodes, rest = {}) => client.NLWS.xtkQueryDef.create({
  schema,
  operation,
  select: { node: nodes.map((node) => (typeof node === 'string' ? { expr: node } : node)) },
  ...rest,
}).executeQuery();
const where = (...expressions) => ({ where: { condition: expressions.map((expr) => ({ expr })) } });

test('select answers rows with attributes, elements and links', async () => {
  // A strict sandbox gives the text only with the whole memo, and `folderProcess` is empty there.
  const [folder, text] = strict ? ['folder', 'data'] : ['folderProcess', '[content/sms/source]'];
  const nodes = ['@id', '@label', '[properties/@toDeliver]', `[${folder}/@fullName]`, text];
  const { delivery } = await query('nms:delivery', 'select', nodes, where(`@id=${LAUNCH}`));
  assert.equal(delivery.length, 1);
  assert.equal(delivery[0].id, '1206770');
  assert.equal(delivery[0].label, 'Event launch SMS');
  assert.equal(delivery[0].properties.toDeliver, '34');
  assert.equal(delivery[0][folder].fullName, '/Profiles and Targets/Deliveries/');
  assert.match(strict ? JSON.stringify(delivery[0]) : delivery[0].content.sms.$source, /recipient\.firstName/);
});

test('analyze adds name and label of a code', async () => {
  const row = await query('nms:delivery', 'get', [{ expr: '@state', analyze: true }], where(`@id=${LAUNCH}`));
  assert.deepEqual([row.state, row.stateName, row.stateLabel], ['95', 'finished', 'Finished']);
});

test('get is a fault when there is nothing, getIfExists and select are not', async () => {
  const nobody = where('@id=0');
  await assert.rejects(query('nms:delivery', 'get', ['@id'], nobody), (error) => error.errorCode === 'SOP-330011');
  assert.equal(await query('nms:delivery', 'getIfExists', ['@id'], nobody), null);
  assert.deepEqual((await query('nms:delivery', 'select', ['@id'], nobody)).delivery, []);
});

test('count counts', async () => {
  const counted = await query('nms:broadLogRcp', 'count', [], where(`[@delivery-id]=${LAUNCH}`));
  assert.equal(counted.count, '34');
});

test('groupBy counts for each value', async () => {
  const nodes = [{ expr: '@status', groupBy: true, noSqlBind: true }, { expr: 'Count(@id)', alias: '@count' }];
  const rows = await query('nms:broadLogRcp', 'select', nodes, where(`[@delivery-id]=${LAUNCH}`));
  assert.deepEqual(rows.broadLogRcp.map(({ status, count }) => [status, count]), [['1', '34']]);
});

test('distinct answers each value once', async () => {
  const { delivery } = await query('nms:delivery', 'select', ['@messageType'], { distinct: true });
  assert.deepEqual(delivery.map((row) => row.messageType).sort(), ['0', '1']);
});

test('a collection is a sub-select, and a condition may hold a sub-query', async () => {
  const urls = { expr: 'trackingUrl', node: [{ expr: '@source' }] };
  const row = await query('nms:delivery', 'get', ['@id', urls], where(`@id=${LAUNCH}`));
  assert.deepEqual([row.trackingUrl].flat().map((url) => url.source), ['https://www.adobe.com']);
  const condition = {
    expr: '@id',
    setOperator: 'IN',
    subQuery: {
      schema: 'nms:broadLogRcp',
      select: { node: [{ expr: '[@delivery-id]' }] },
      where: { condition: [{ expr: `[@delivery-id]=${LAUNCH}` }] },
    },
  };
  const found = await query('nms:delivery', 'select', ['@id'], { where: { condition: [condition] } });
  assert.deepEqual(found.delivery.map((delivery) => delivery.id), ['1206770']);
});

test('causes of exclusion are read through their delivery, and in a strict sandbox not at all', async () => {
  const causes = { expr: 'dlvExclusion', node: [{ expr: '@count' }, { expr: '[typologyRule/@label]' }] };
  const asked = query('nms:delivery', 'get', ['@id', causes], where(`@id=${LAUNCH}`));
  if (strict) {
    await assert.rejects(asked, (error) => error.errorCode === 'XFR-180000');
  } else {
    assert.deepEqual((await asked).dlvExclusion.map((cause) => Number(cause.count)).sort(), [2, 6]);
  }
});

test('a refusal names its cause, except in a strict sandbox', async () => {
  const wrong = query('nms:delivery', 'select', ['@shoeSize']);
  await assert.rejects(wrong, (error) => error.errorCode === 'SOP-330011' && says(error, /XTK-170036/));
});

test('no row is missing between pages, and a strict sandbox begins each page one row early', async () => {
  const page = (startLine) => query('nms:delivery', 'select', ['@id'], {
    ...where('@messageType=1'),
    orderBy: { node: [{ expr: '@id', sortDesc: true }] },
    startLine,
    lineCount: 40,
  });
  const { count } = await query('nms:delivery', 'count', [], where('@messageType=1'));
  const ids = [];
  for (let start = 0; start < Number(count); start += 40) {
    ids.push(...(await page(start)).delivery.map((row) => Number(row.id)));
  }
  // There every page but the first begins and ends one row early, so one row comes twice.
  assert.equal(ids.length, Number(count) + (strict ? 1 : 0));
  const each = [...new Set(ids)];
  assert.equal(each.length, Number(count));
  assert.deepEqual(each, each.toSorted((a, b) => b - a));
});

test('escaped text in a condition is only text', async () => {
  const label = "'; DROP TABLE delivery; --";
  const rows = await query('nms:delivery', 'select', ['@label'], where(sdk.escapeXtk`@label = ${label}`));
  assert.deepEqual(rows.delivery.map((row) => row.label), [label]);
});

test('the answer can be had as XML too', async () => {
  const definition = '<queryDef schema="nms:delivery" operation="get"><select><node expr="@id"/></select>'
    + `<where><condition expr="@id=${LAUNCH}"/></where></queryDef>`;
  const xml = await client.NLWS.xml.xtkQueryDef.create(sdk.DomUtil.parse(definition).documentElement).executeQuery();
  assert.equal(xml.tagName, 'delivery');
  assert.equal(xml.getAttribute('id'), '1206770');
});
