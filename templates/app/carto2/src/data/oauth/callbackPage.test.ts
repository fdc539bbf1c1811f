import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answer } from '../../oauthTestUtils';
import { createState, REDIRECT_PATH } from './authorizationRequest';

const publicFile = (name: string) => readFileSync(resolve('public', name), 'utf8');
const page = publicFile('oauthCallback.html');
const script = publicFile('oauthCallback.js');

/** Opens the page at an address with this ending, and returns the message element. */
function open(ending: string) {
  document.body.innerHTML = '<p id="message"></p>';
  window.history.pushState(null, '', REDIRECT_PATH + ending);
  window.eval(script);
  expect(window.location.href).toBe(window.location.origin + REDIRECT_PATH);
  document.dispatchEvent(new Event('DOMContentLoaded'));
  return document.getElementById('message');
}

describe('the callback page', () => {
  let channel: BroadcastChannel;
  beforeEach(() => {
    // A waiting page must not continue after its test.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.spyOn(window, 'close').mockImplementation(() => {});
  });
  afterEach(() => {
    vi.useRealTimers();
    channel?.close();
    document.body.innerHTML = '';
    window.history.replaceState(null, '', '/');
  });

  test('loads its own script first, and nothing else', () => {
    const html = new DOMParser().parseFromString(page, 'text/html');
    const policy = html.querySelector<HTMLMetaElement>(
      'meta[http-equiv="Content-Security-Policy"]',
    )!.content;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(html.querySelector<HTMLMetaElement>('meta[name="referrer"]')!.content).toBe(
      'no-referrer',
    );
    const loaded = [...html.querySelectorAll('[src], [href]')].map(({ outerHTML }) => outerHTML);
    expect(loaded).toEqual(['<script src="/oauthCallback.js"></script>']);
  });

  test('passes the answer on through the channel named by its state, and closes itself', async () => {
    const state = createState();
    channel = new BroadcastChannel(state);
    const received = new Promise((resolve) => {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data);
    });
    const message = open(`#${answer(state)}`);
    expect(await received).toBe(answer(state));
    expect(window.close).not.toHaveBeenCalled();
    channel.postMessage('received');
    await vi.waitFor(() => expect(window.close).toHaveBeenCalledOnce());
    expect(message).toHaveAttribute('role', 'status');
  });

  test('says if no application is waiting', async () => {
    const message = open(`#${answer(createState())}`);
    await vi.advanceTimersByTimeAsync(5000);
    expect(message).toHaveTextContent('no longer waiting');
    expect(message).toHaveAttribute('role', 'alert');
    expect(window.close).not.toHaveBeenCalled();
  });

  test.each([
    ['opened directly', '', 'Do not open it directly'],
    ['without a state', '#access_token=x', 'does not belong'],
    ['with a malformed state', '#state=../x', 'does not belong'],
    ['with two states', `#state=${'a'.repeat(64)}&state=${'b'.repeat(64)}`, 'does not belong'],
    ['with the answer in the query', '?access_token=x', 'Do not open it directly'],
  ])('%s says what is wrong', (name, ending, text) => {
    const message = open(ending);
    expect(message).toHaveAttribute('role', 'alert');
    expect(message).toHaveTextContent(text);
  });
});
