'use strict';

const { test } = require('node:test');
const assert = require('node:assert/strict');
const { forAllTests  } = require('./sandbox.js');

let sandbox;
let client;
forAllTests((started, signedIn) => { [sandbox, client] = [started, signedIn]; });

test('a schema has a root with attributes, elements, keys and links', async () => {
  const schema = await client.application.getSchema('nms:delivery');
  assert.equal(schema.id, 'nms:delivery');
  const root = schema.root;
  assert.equal(root.children['@state'].type, 'byte');
  assert.ok(root.children['@state'].isAttribute);
  assert.equal(root.keys.id.fields['@id'].name, '@id');
  assert.equal(root.keys.internalName.fields['@internalName'].name, '@internalName');
  const source = await root.findNode('content/sms/source');
  assert.ok(source.isCDATA && source.isMappedAsXML);
  const toDeliver = await root.findNode('properties/@toDeliver');
  assert.equal(toDeliver.type, 'long');
  const url = await root.findNode('content/sms/urlConfig/url');
  assert.ok(url.isCollection);
});

test('a link leads to its schema and says what joins them', async () => {
  const { root } = await client.application.getSchema('nms:delivery');
  const folder = root.children.folder;
  assert.ok(folder.isLink);
  assert.equal((await folder.linkTarget()).schema.id, 'xtk:folder');
  const [join] = await folder.joinNodes();
  assert.equal(join.source.name, '@folder-id');
  assert.equal(join.destination.name, '@id');
  assert.equal((await root.findNode('folder/@fullName')).type, 'string');
  assert.ok(root.children.log.isCollection);
});

test('an enumeration is found from its attribute, its schema and its name', async () => {
  const schema = await client.application.getSchema('nms:delivery');
  const states = await schema.root.children['@state'].enumeration();
  assert.equal(states.values.ready.value, 45);
  assert.equal(states.values.finished.label, 'Finished');
  assert.equal(schema.enumerations.deliveryState.name, 'nms:delivery:deliveryState');
  const messages = await client.getSysEnum('nms:delivery:messageType');
  const sms = messages.value.find((value) => value.name === 'sms');
  assert.deepEqual([sms.value, sms.label], ['1', 'Mobile (SMS)']);
});

test('labels are in the language of the operator', async () => {
  const marie = await sandbox.signIn('marie');
  const states = await marie.getSysEnum('nms:delivery:deliveryState');
  assert.equal(states.value.find((value) => value.value === '95').label, 'Terminé');
});

test('enumerations of every schema that the contract names can be resolved', async () => {
  const wanted = [
    ['nms:broadLogRcp', 'status', 'received', 4],
    ['nms:broadLogMsg', 'failureReason', 'quarantine', 9],
    ['nms:broadLogMsg', 'failureType', 'hard', 2],
    ['nms:trackingUrl', 'type', 'click', 1],
    ['xtk:jobLog', 'logType', 'warning', 1],
    ['nms:address', 'status', 'valid', 2],
  ];
  for (const [id, attribute, name, value] of wanted) {
    const schema = await client.application.getSchema(id);
    const values = (await schema.root.children[`@${attribute}`].enumeration()).values;
    assert.equal(values[name].value, value, `${id} ${attribute}`);
  }
});

test('getSchema answers plain data, and nothing for an unknown schema', async () => {
  const schema = await client.getSchema('nms:delivery');
  assert.equal(schema.namespace, 'nms');
  const methods = schema.methods.method.map((method) => method.name);
  for (const name of ['Play', 'Pause', 'Stop', 'ExecCommand', 'GetDlStatusAndLogs', 'PrepareFromId', 'RecomputeStats']) {
    assert.ok(methods.includes(name), name);
  }
  assert.ok(!(await client.getSchema('nms:nothing')));
});
