import { describe, expect, test } from 'vitest';
import { describeFailure, fromMapsApi } from './cartoError';

const credentials = { username: 'alice', apiKey: 'a-secret-key' };

describe('a failure', () => {
  test('names the cause and includes the message from CARTO', () => {
    const error = describeFailure(403, 'permission denied for table roads', credentials);
    expect(error.status).toBe(403);
    expect(error.message).toMatch(/denied access/);
    expect(error.message).toMatch(/permission denied for table roads/);
  });

  test('handles a response without a message', () => {
    expect(describeFailure(502, undefined, credentials).message).toBe(
      'The request to CARTO failed.',
    );
  });
});

describe('an error of the Maps API', () => {
  test('gets its status from the message', () => {
    const refused = new Error("Unauthorized access to Maps API: invalid combination of user ('a')");
    const denied = new Error('Unauthorized access to dataset: the provided apiKey');
    expect(fromMapsApi(refused, credentials).status).toBe(401);
    expect(fromMapsApi(denied, credentials).status).toBe(403);
    const unknown = new Error('relation "roads" does not exist');
    expect(fromMapsApi(unknown, credentials).status).toBe(404);
    const other = new Error('column "length" does not exist');
    expect(fromMapsApi(other, credentials).status).toBeUndefined();
  });

  test.each([
    "Unauthorized access to dataset: the provided apiKey('a-secret-key') is wrong",
    'Failed to fetch https://alice.carto.com/tiles/1/2/3.mvt?api_key=a-secret-key&client=deck',
    'Failed to fetch https://alice.carto.com/tiles/1/2/3.mvt?API_KEY=another-key',
    'something about a-secret-key',
  ])('never shows a key: %s', (message) => {
    const error = fromMapsApi(new Error(message), credentials);
    expect(error.message).not.toMatch(/a-secret-key|another-key/);
  });
});
