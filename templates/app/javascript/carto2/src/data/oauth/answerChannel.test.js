import { describe, expect, test } from 'vitest';
import { answer, sendAnswer } from '../../oauthTestUtils';
import { waitForAnswer } from './answerChannel';
import { createState } from './authorizationRequest';

const { signal } = new AbortController();

describe('an answer', () => {
  test('with the state of the login is accepted once', async () => {
    const state = createState();
    const wait = waitForAnswer(state, signal);
    expect(await sendAnswer(state)).toBe(true);
    expect(await wait).toBe(answer(state));
    expect(await sendAnswer(state, answer(state), 200)).toBe(false);
  });

  test.each([
    ['with another state', () => answer(createState())],
    ['with an error and another state', () => `error=access_denied&state=${createState()}`],
    ['with no state', () => 'access_token=evil'],
    ['with two states', (state) => `${answer(state)}&state=${createState()}`],
    ['that is not a string', (state) => ({ state })],
  ])('%s is ignored, and the real one is still accepted', async (name, forge) => {
    const state = createState();
    const wait = waitForAnswer(state, signal);
    expect(await sendAnswer(state, forge(state), 200)).toBe(false);
    expect(await sendAnswer(state)).toBe(true);
    expect(await wait).toBe(answer(state));
  });

  test('to an aborted login is ignored', async () => {
    const state = createState();
    const controller = new AbortController();
    const wait = waitForAnswer(state, controller.signal);
    controller.abort();
    await expect(wait).rejects.toThrow();
    expect(await sendAnswer(state, answer(state), 200)).toBe(false);
  });
});
