/** Nock at the wire: the network is out of reach, and answers only as a test says. */
import nock from 'nock';
import { afterAll, afterEach, beforeAll } from 'vitest';

/** Puts nock at the wire for the tests of the file or block that calls it. */
export function atTheWire(): void {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => nock.cleanAll());
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}
