// The simulator in a container of its own, from node:test: npm install testcontainers. Skips where no docker answers.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const IMAGE = 'localhost/esia-sim:0.1.0';
const skip = spawnSync('docker', ['info']).status === 0 ? false : 'no docker answers';

test('a person is made', { skip }, async () => {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(IMAGE).withExposedPorts(8085).withWaitStrategy(Wait.forLogMessage('"ready":true')).start();
  try {
    const answer = await fetch(`http://${container.getHost()}:${container.getMappedPort(8085)}/control/v1/people`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ level: 'confirmed' }),
    });
    assert.equal((await answer.json()).level, 'confirmed');
  } finally {
    await container.stop();
  }
});
